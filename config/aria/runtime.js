// Runs in the mini-program before Taro's runtime: the same attributes as in the templates get their short names.
import { mergeInternalComponents } from '@tarojs/shared'
import { ariaAttributes } from './attributes.js'

mergeInternalComponents(ariaAttributes)

import { View } from '@tarojs/components'
import { aria } from '../aria.ts'
import type { IconName } from './names.ts'
import './Icon.scss'

export type { IconName } from './names.ts'

export interface IconProps {
  readonly name: IconName
  readonly size?: 'small' | 'usual' | 'large'
  /** By default the colour of the text around it. */
  readonly tone?: 'around' | 'accent' | 'quiet'
}

/** One family of 1.7 strokes. It never stands alone for a meaning: words are next to it, or the button has a label. */
export function Icon({ name, size = 'usual', tone = 'around' }: IconProps) {
  return <View className={`icon icon--${size} icon--${tone} icon-${name}`} {...aria({ hidden: true })} />
}

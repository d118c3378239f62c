/** `npm run build:weapp`, `build:h5`, `build:alipay`: one target, for WeChat DevTools with MINIBANK_API=http://… */
import { build, install, stop } from './prepare.mjs'

const [target = ''] = process.argv.slice(2)
if (!['weapp', 'h5', 'alipay'].includes(target)) stop('which target: weapp, h5 or alipay?')
await install()
await build(target)
console.log(`dist/${target} is built`)

/** `npm run build:weapp`, `build:h5`, `build:alipay`, `build:console`: one target, for WeChat DevTools with MINIBANK_API=http://… */
import { build, buildConsole, install, stop } from './prepare.mjs'

const [target = ''] = process.argv.slice(2)
if (!['weapp', 'h5', 'alipay', 'console'].includes(target)) stop('which target: weapp, h5, alipay or console?')
await install()
await (target === 'console' ? buildConsole() : build(target))
console.log(`dist/${target} is built`)

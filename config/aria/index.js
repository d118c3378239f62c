// A Taro plugin. Taro 4.2.1 types aria props but writes none into its mini-program templates, so a screen reader hears
// nothing: this adds them (./attributes.js) to the templates, and to the run time that shortens their names.
import { fileURLToPath } from 'node:url'
import { ariaAttributes } from './attributes.js'

const runtime = fileURLToPath(new URL('./runtime.js', import.meta.url))

export default (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return
      platform.template.mergeComponents(ctx, ariaAttributes)
      platform.runtimePath = [platform.runtimePath].flat().concat(runtime)
    },
  })
}

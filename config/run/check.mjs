/** `npm run check`: types, lint and format, room boundaries, unused code, WeChat's own compilers over the built package. */
import { bin, build, install, step } from './prepare.mjs'

await install()
await step('Types', bin('tsc'), ['-p', '.'])
await step('Lint and format', bin('biome'), ['ci', '--error-on-warnings', '--colors=off'])
await step('Room boundaries', bin('depcruise'), ['--config', 'config/rooms.cjs', 'src'])
await step('Unused code', bin('knip'), [])
await build('weapp')
await step("WeChat's WXML and WXSS compilers", bin('node'), ['config/run/wechat-compilers.mjs'])

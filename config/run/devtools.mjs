/**
 * `npm run devtools`: writes project.private.config.json, which WeChat DevTools reads over project.config.json and which
 * is not committed, with the compile modes of config/compile-modes.json. What a tester added there by hand stays.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './prepare.mjs'

const file = join(ROOT, 'project.private.config.json')
const modes = JSON.parse(readFileSync(join(ROOT, 'config/compile-modes.json'), 'utf8')).map((mode) => ({
  ...mode,
  launchMode: 'default',
}))
const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
const own = (kept.condition?.miniprogram?.list ?? []).filter((mode) => !modes.some((ours) => ours.name === mode.name))
const config = {
  ...kept,
  projectname: 'minibank',
  condition: { ...kept.condition, miniprogram: { list: [...modes, ...own] } },
}
writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`)
console.log(
  `project.private.config.json has ${modes.length} compile modes${own.length ? ` and ${own.length} of your own` : ''}`,
)

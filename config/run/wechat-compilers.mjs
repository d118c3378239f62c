/** Runs WeChat's official wcc and wcsc over the built package. They refuse bad WXML and WXSS with file, line and column. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT, stop } from './prepare.mjs'

const { wxmlToJs, wxssToJs } = createRequire(import.meta.url)('miniprogram-compiler')
const folder = join(ROOT, process.argv[2] ?? 'dist/weapp')
try {
  const sizes = [wxmlToJs(folder), wxssToJs(folder)].map((code) => code.length)
  if (sizes.some((size) => size < 1000)) stop(`the compilers gave almost nothing for ${folder}: is it built?`)
} catch (error) {
  stop(String(error?.message ?? error))
}

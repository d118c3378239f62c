/** All that the mini-program may say, dictionary by dictionary. */
import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Dictionary } from '../../src/miniapp/lib/i18n.ts'

const MINIAPP = resolve(import.meta.dirname, '../../src/miniapp')
/** What every page may say, and what one subpackage alone says. */
const FILES = ['lib/words/index.ts', ...globSync('*/{words,*-words}.ts', { cwd: MINIAPP })]

export const dictionaries: readonly Dictionary[] = (
  await Promise.all(
    FILES.map(async (file) => Object.values((await import(resolve(MINIAPP, file))) as Record<string, Dictionary>)),
  )
).flat()

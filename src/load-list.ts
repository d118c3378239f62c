/** What `load-list` is told at the terminal: which list, the text of its file, and whether it is meant to be shorter. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { LOADED_LISTS, type LoadedList } from './bank/screening/list-file.ts'
import { StartError } from './storage/faults.ts'

const USAGE = `load-list takes ${LOADED_LISTS.join(', ')}, a file, and --shrunk`

/** Throws StartError. */
export function readListToLoad(words: string[]): { list: LoadedList; text: string; shrunk: boolean } {
  const { values, positionals } = wordsOf(words)
  const [name, path, ...more] = positionals
  const list = LOADED_LISTS.find((each) => each === name)
  if (!list || path === undefined || more.length > 0) throw new StartError(USAGE)
  return { list, text: textOf(path), shrunk: values.shrunk === true }
}

function wordsOf(args: string[]) {
  try {
    return parseArgs({ args, options: { shrunk: { type: 'boolean' } }, allowPositionals: true })
  } catch (error) {
    throw new StartError(USAGE, { cause: error })
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(`The file ${path} cannot be read`, { cause: error })
  }
}

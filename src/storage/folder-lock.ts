import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from './faults.ts'

/**
 * Locks a data folder for this process, until `release` or its end. Throws StartError when another one has it.
 *
 * The lock is the operating system's own, on a SQLite file that holds nothing: it falls with the process however that
 * dies, so there are no stale locks to judge and no race in taking one over. `lock.pid` only names the holder for the
 * message.
 */
export function lockFolder(directory: string): { release(): void } {
  mkdirSync(directory, { recursive: true })
  const pidFile = join(directory, 'lock.pid')
  const lock = new DatabaseSync(join(directory, 'lock'))
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw new StartError(`The data folder ${directory} is in use by another process${holder(pidFile)}`, {
      cause: error,
    })
  }
  writeFileSync(pidFile, `${process.pid}\n`)
  return { release: () => lock.close() }
}

function holder(pidFile: string): string {
  try {
    return ` (pid ${readFileSync(pidFile, 'utf8').trim()})`
  } catch {
    return ''
  }
}

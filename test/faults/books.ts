/** How fault tests start processes and look at what those left. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Database } from '../../src/storage/database.ts'
import { openDatabase } from '../../src/storage/open.ts'

/** Where a process finds its database. */
export type Place = { readonly url: string } | { readonly directory: string }

export interface Ended {
  readonly signal: NodeJS.Signals | null
  readonly code: number | null
  /** What it printed. */
  readonly said: string
}

/** Runs a script of this folder in a process of its own to its end, with `order` as JSON on its command line. */
export async function run(script: string, order: object): Promise<Ended> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<Pick<Ended, 'signal' | 'code'>>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const said = await text(child.stdout)
  return { ...(await ended), said: said.trim() }
}

/** Opens the database for as long as `look` takes. */
export async function inspect<Result>(place: Place, look: (db: Database) => Promise<Result>): Promise<Result> {
  const db = await openDatabase(place)
  try {
    return await look(db)
  } finally {
    await db.close()
  }
}

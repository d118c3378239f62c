/** After every run: the books are sound, and what was acknowledged is there, once. */
import { readFileSync } from 'node:fs'
import { audit } from '../../src/bank/audit/audit.ts'
import { auditLedger } from '../../src/ledger/audit.ts'
import type { BenchBank } from './stand.ts'

const CHUNK = 100_000

/** Throws what is wrong. `acknowledged`: a file of the ids of transfers that the load generator had an answer for. */
export async function auditRun({ db, sealKeys }: BenchBank, acknowledged: string): Promise<void> {
  const text = readFileSync(acknowledged, 'utf8')
  const ids = text === '' ? [] : text.split('\n')
  // No index leads to a transfer by its id alone: a snapshot joins by hashes.
  const found = await db.snapshot(async (snapshot) => {
    let once = 0
    for (let first = 0; first < ids.length; first += CHUNK) {
      const [row] = await snapshot.query<{ count: number }>(
        `SELECT count(*) AS count FROM (
           SELECT t.id FROM unnest($1::uuid[]) AS k (id) JOIN transfers t ON t.id = k.id GROUP BY t.id HAVING count(*) = 1
         ) AS once`,
        [ids.slice(first, first + CHUNK)],
      )
      once += row?.count ?? 0
    }
    return once
  })
  if (found !== ids.length || new Set(ids).size !== ids.length)
    throw new Error(`${ids.length} transfers were acknowledged, ${found} of them are there once`)
  refuse((await audit(db, sealKeys)).findings)
}

/** Throws what is wrong with the books alone, where there is nothing but books. */
export async function auditBooks({ db, sealKeys }: BenchBank): Promise<void> {
  refuse((await db.snapshot((snapshot) => auditLedger(snapshot, sealKeys))).findings)
}

function refuse(findings: readonly object[]): void {
  if (findings.length > 0) throw new Error(`the books are not sound: ${JSON.stringify(findings.slice(0, 3))}`)
}

/** Long histories for a bench of reads: many postings on few accounts, and entries for the pages that are looked at. */

import { HOUSE } from '../../src/bank/core.ts'
import { CARD_CLEARING } from '../../src/bank/house.ts'
import type { Database } from '../../src/storage/database.ts'
import type { Sealer } from '../../src/storage/sealing.ts'
import { analyzeFilled } from '../support/analyze.ts'
import { accountId, customerId } from './population.ts'

/** Entries are made for the newest postings alone, twice what a page shows: nobody reads the others here. */
const SHOWN = 40
const TOGETHER = 20

/** Adds `each` postings of one fen to the accounts of `customers` customers from number `from` on, the other side on the card clearing account. */
export async function addHistory(
  db: Database,
  { sealer, from, customers, each, at }: { sealer: Sealer; from: number; customers: number; each: number; at: number },
): Promise<void> {
  const text = Buffer.from(
    sealer.seal(JSON.stringify({ counterparty: { zh: '张**', en: '张**' }, note: null })),
  ).toString('hex')
  for (let first = 0; first < customers; first += TOGETHER) {
    const numbers = Array.from({ length: Math.min(TOGETHER, customers - first) }, (_, n) => from + first + n)
    await db.transaction(async (tx) => {
      await tx.script(`
        CREATE TEMP TABLE longer ON COMMIT DROP AS
        SELECT owner::uuid, account::uuid, i, gen_random_uuid() AS movement FROM (VALUES ${numbers
          .map((n) => `('${customerId(n)}', '${accountId(n)}')`)
          .join(', ')}) AS c (owner, account), generate_series(1, ${each}) AS i;
        INSERT INTO ledger_movements (id, code, at) SELECT movement, 'history', ${at} FROM longer;
        INSERT INTO ledger_postings (owner, account_id, sequence, movement_id, code, amount, balance_after, at)
        SELECT l.owner, l.account, a.sequence + i, movement, 'history', 1, a.posted + i, ${at}
        FROM longer l JOIN ledger_accounts a ON a.owner = l.owner AND a.id = l.account;
        INSERT INTO ledger_postings (owner, account_id, sequence, movement_id, code, amount, at)
        SELECT '${HOUSE}', '${CARD_CLEARING.id}', nextval('ledger_house_sequence'), movement, 'history', -1, ${at} FROM longer;
        UPDATE ledger_accounts a SET posted = posted + ${each}, sequence = sequence + ${each}
        FROM (SELECT DISTINCT owner, account FROM longer) l WHERE a.owner = l.owner AND a.id = l.account;
        INSERT INTO entries (customer_id, movement_id, kind, order_id, text_sealed)
        SELECT owner, movement, 'transfer-in', movement, '\\x${text}' FROM longer WHERE i > ${each - SHOWN}`)
    })
  }
  await analyzeFilled(db)
}

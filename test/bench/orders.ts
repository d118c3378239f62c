/**
 * Transfers to be sent, as lines for the load generator, and the authorisations that were bought for them with a PIN: the
 * run checks and consumes each one, but does not repeat the work of checking the PIN itself.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { v7 } from 'uuid'
import { orderText } from '../../src/bank/pins/order.ts'
import { tokenHash } from '../../src/bank/token.ts'
import type { Database } from '../../src/storage/database.ts'
import { accountId, customerId, payeeId, sessionToken } from './population.ts'

const CHUNK = 10_000
const LIFE_MS = 3_600_000

/** Who pays whom, by their numbers. */
export type Pairs = (order: number) => readonly [payer: number | string, payee: number | string]

/** Issues `count` authorisations and writes the transfers that they are for into `file`. */
export async function issueTransfers(
  db: Database,
  { file, count, pairs, at }: { file: string; count: number; pairs: Pairs; at: number },
): Promise<void> {
  const lines = createWriteStream(file)
  for (let first = 0; first < count; first += CHUNK) {
    const owners: string[] = []
    const hashes: string[] = []
    const texts: string[] = []
    for (let order = first; order < Math.min(first + CHUNK, count); order++) {
      const [payer, payee] = pairs(order)
      const id = v7()
      const amount = 1 + (order % 97)
      const token = createHash('sha256').update(`authorisation ${id}`).digest('base64url')
      const payeeKnownAs = payeeId(payer, payee)
      owners.push(customerId(payer))
      hashes.push(Buffer.from(tokenHash(token)).toString('hex'))
      texts.push(orderText({ kind: 'transfer', orderId: id, payeeId: payeeKnownAs, amount }))
      const body = { id, accountId: accountId(payer), payeeId: payeeKnownAs, amount, authorisation: { token } }
      lines.write(
        `${JSON.stringify({ id, method: 'POST', path: '/v1/transfers', token: sessionToken(payer), body })}\n`,
      )
    }
    await db.query(
      `INSERT INTO authorisations (owner, token_hash, order_text, expires_at)
       SELECT owner, decode(hash, 'hex'), text, $4 FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (owner, hash, text)`,
      [owners, hashes, texts, at + LIFE_MS],
    )
  }
  lines.end()
  await finished(lines)
}

/**
 * What follows from an order by a derived id, which only we can derive: its movement, and the message that tells
 * somebody of it. Goes through the entries in pages, so that memory is bounded.
 */
import { type Finding, Places } from '../../ledger/laws.ts'
import type { Snapshot } from '../../storage/database.ts'
import type { EntryOf } from '../accounts/entries.ts'
import { derivedId } from '../derived-id.ts'

const PAGE = 10_000

interface Row {
  readonly customer_id: string
  readonly movement_id: string
  readonly kind: EntryOf['kind']
  readonly order_id: string
}

/** Whose entry it is says nothing of the order at a payee's: the payer's entry stands for the transfer. */
const MOVEMENT: Readonly<Partial<Record<Row['kind'], string>>> = {
  'transfer-out': 'transfer',
  topup: 'topup',
  'card-transfer': 'card-transfer',
  'deposit-made': 'deposit',
  'deposit-paid': 'deposit-paid',
  payout: 'payout',
}

const DERIVED = { law: 'the id of a movement follows from its order', table: 'entries' }
const TOLD = { law: 'an order of which somebody is told has its message in the outbox', table: 'outbox' }

export async function auditDerived(snapshot: Snapshot): Promise<Finding[]> {
  const [foreign, untold] = [new Places(), new Places()]
  let after = ['00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000']
  for (;;) {
    const page = await snapshot.query<Row>(
      `SELECT customer_id, movement_id, kind, order_id FROM entries WHERE (customer_id, movement_id) > ($1, $2)
       ORDER BY customer_id, movement_id LIMIT ${PAGE}`,
      after,
    )
    const last = page.at(-1)
    if (!last) break
    after = [last.customer_id, last.movement_id]
    for (const row of page) {
      const what = MOVEMENT[row.kind]
      if (what && derivedId(what, row.customer_id, row.order_id) !== row.movement_id) foreign.add({ ...row })
    }
    for (const row of await withoutMessage(snapshot, page)) untold.add(row)
  }
  return [...foreign.finding(DERIVED), ...untold.finding(TOLD)]
}

/** Orders of a page of which somebody must be told, and whose message is not in the outbox. */
async function withoutMessage(snapshot: Snapshot, page: readonly Row[]): Promise<Readonly<Record<string, unknown>>[]> {
  const matured = await maturedOf(snapshot, page)
  const messages = page.flatMap((row) => {
    const { customer_id, order_id, kind } = row
    const transfer = kind === 'transfer-out'
    if (!transfer && !(kind === 'deposit-paid' && matured.has(`${customer_id}/${order_id}`))) return []
    const id = derivedId(transfer ? 'transfer-sms' : 'deposit-matured-sms', customer_id, order_id)
    return [{ customer_id, order_id, id }]
  })
  const found = await snapshot.query<{ id: string }>('SELECT id FROM outbox WHERE id = ANY($1::uuid[])', [
    messages.map(({ id }) => id),
  ])
  const ids = new Set(found.map(({ id }) => id))
  return messages.filter(({ id }) => !ids.has(id))
}

/** Deposits of a page that the bank paid out on their last day; who takes one out himself needs no message. */
async function maturedOf(snapshot: Snapshot, page: readonly Row[]): Promise<ReadonlySet<string>> {
  const paid = page.filter(({ kind }) => kind === 'deposit-paid')
  if (paid.length === 0) return new Set()
  const rows = await snapshot.query<{ owner: string; id: string }>(
    `SELECT w.owner, w.id FROM writes w
     WHERE w.owner = ANY($1::uuid[]) AND w.id = ANY($2::uuid[]) AND w.kind = 'maturity'`,
    [paid.map(({ customer_id }) => customer_id), paid.map(({ order_id }) => order_id)],
  )
  return new Set(rows.map(({ owner, id }) => `${owner}/${id}`))
}

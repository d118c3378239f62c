/** Orders that move money: once for each of the caller's ids, whatever happens to the answer. */
import type { OrderAnswer } from '../connectors/money/codec.ts'
import {
  type Answer,
  type Asked,
  json,
  malformed,
  type Operation,
  type Outside,
  readJson,
  reused,
} from './answering.ts'

export interface Reason {
  readonly zh: string
  readonly en: string
  /** Of what a caller acts upon. */
  readonly why?: 'unknown-card' | 'wrong-name'
}

interface MoneyOrder {
  readonly amount: number
}

/** A kind of order of one system's. */
export interface MoneyOrderKind<Request extends MoneyOrder> {
  readonly system: 'cards' | 'core'
  readonly name: 'debit' | 'payout' | 'credit'
  readonly request: { Check(value: unknown): value is Request }
  /** What the order names beside the amount: an agreement, an account. */
  account(order: Request): string
  /** Moves the money, or says why not. */
  move(order: Request): Reason | null
  /** What is said while all orders are refused. */
  readonly notNow: Reason
}

interface Row {
  readonly content: string
  readonly settles_at: number
  readonly reason: string | null
}

/** `PUT` and `GET` below `/debits`, and the like. */
export function moneyOrders<Request extends MoneyOrder>(
  { store, clock, settings }: Outside,
  { system, name, request, account, move, notNow }: MoneyOrderKind<Request>,
): readonly Operation[] {
  const find = (id: string) =>
    store.get<Row>(
      'SELECT content, settles_at, reason FROM money_orders WHERE system = ? AND kind = ? AND id = ?',
      ...[system, name, id],
    )

  function carryOut(id: string, order: Request, refuse: boolean): OrderAnswer | 'reused' {
    const content = JSON.stringify([account(order), order.amount])
    const known = find(id)
    if (known) return known.content === content ? tell(known, clock.now()) : 'reused'
    const reason = refuse ? notNow : move(order)
    const fault = settings.fault(system)
    const row: Row = {
      content,
      // The money moves at once; a late system calls it processing until its answer has come.
      settles_at: clock.now() + (fault.mode === 'late' ? fault.delayMs : 0),
      reason: reason && JSON.stringify(reason),
    }
    store.run(
      'INSERT INTO money_orders VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ...[system, name, id, content, account(order), order.amount, row.settles_at, row.reason],
    )
    return tell(row, row.settles_at)
  }

  const act = ({ id, body }: Asked, refuse: boolean): Answer => {
    const order = readJson(body, request)
    if (!order) return malformed()
    const said = store.atomically(() => carryOut(id, order, refuse))
    return said === 'reused' ? reused() : json(said, said.state)
  }
  const state = ({ id }: Asked): Answer => {
    const row = find(id)
    const said: OrderAnswer = row ? tell(row, clock.now()) : { state: 'absent' }
    return json(said, said.state)
  }
  const path = `/${name}s/:id`
  return [
    { method: 'PUT', path, name, act: (asked) => act(asked, false), refuse: (asked) => act(asked, true) },
    // Whoever refuses orders still says what became of them.
    { method: 'GET', path, name: `${name}State`, act: state, refuse: state },
  ]
}

function tell(row: Row, now: number): OrderAnswer {
  if (now < row.settles_at) return { state: 'processing' }
  if (row.reason === null) return { state: 'done' }
  const { why, ...reason } = JSON.parse(row.reason) as Reason
  return { state: 'refused', reason, ...(why ? { why } : {}) }
}

/** Debits and credits of Class I accounts: once for each of the caller's ids, whatever happens to the answer. */
import type { OrderAnswer, OrderRequest } from '../../connectors/core/codec.ts'
import type { Outside } from '../answering.ts'
import type { CoreAccounts } from './accounts.ts'

type Reason = { zh: string; en: string }

const NO_ACCOUNT: Reason = { zh: '没有这个 I 类户', en: 'there is no such Class I account' }
const FROZEN: Reason = { zh: '账户已冻结', en: 'the account is frozen' }
const NOT_ENOUGH: Reason = { zh: '余额不足', en: 'the account does not have enough money' }
const NOT_NOW: Reason = { zh: '核心系统暂停受理', en: 'the core is not taking orders now' }

export type Direction = 'debit' | 'credit'

export interface CoreOrders {
  /** With `refuse`, the core refuses whatever is asked anew. */
  carryOut(direction: Direction, id: string, order: OrderRequest, refuse: boolean): OrderAnswer | 'reused'
  state(direction: Direction, id: string): OrderAnswer
}

interface Row {
  readonly content: string
  readonly settles_at: number
  readonly reason: string | null
}

export function createCoreOrders({ store, clock, settings }: Outside, accounts: CoreAccounts): CoreOrders {
  const find = (direction: Direction, id: string) =>
    store.get<Row>('SELECT content, settles_at, reason FROM core_orders WHERE direction = ? AND id = ?', direction, id)

  function refusal(direction: Direction, { number, amount }: OrderRequest): Reason | null {
    const account = accounts.find(number)
    if (!account) return NO_ACCOUNT
    if (account.state === 'frozen') return FROZEN
    return direction === 'debit' && account.balance < amount ? NOT_ENOUGH : null
  }

  function carryOut(direction: Direction, id: string, order: OrderRequest, refuse: boolean): OrderAnswer | 'reused' {
    const content = JSON.stringify([order.number, order.amount])
    const known = find(direction, id)
    if (known) return known.content === content ? tell(known, clock.now()) : 'reused'
    const reason = refuse ? NOT_NOW : refusal(direction, order)
    if (!reason) {
      accounts.move(order.number, direction === 'debit' ? -order.amount : order.amount, order.purpose, clock.now())
    }
    const fault = settings.fault('core')
    const row: Row = {
      content,
      // The money moves at once; a late core calls it processing until its answer has come.
      settles_at: clock.now() + (fault.mode === 'late' ? fault.delayMs : 0),
      reason: reason && JSON.stringify(reason),
    }
    store.run('INSERT INTO core_orders VALUES (?, ?, ?, ?, ?)', direction, id, content, row.settles_at, row.reason)
    return tell(row, row.settles_at)
  }

  return {
    carryOut: (direction, id, order, refuse) => store.atomically(() => carryOut(direction, id, order, refuse)),
    state(direction, id) {
      const row = find(direction, id)
      return row ? tell(row, clock.now()) : { state: 'absent' }
    },
  }
}

function tell(row: Row, now: number): OrderAnswer {
  if (now < row.settles_at) return { state: 'processing' }
  return row.reason === null ? { state: 'done' } : { state: 'refused', reason: JSON.parse(row.reason) as Reason }
}

/** Debits under an agreement: once for each of the caller's ids, whatever happens to the answer. */
import type { DebitAnswer, DebitRequest } from '../../connectors/cards/codec.ts'
import type { Outside } from '../answering.ts'
import type { Registry } from './registry.ts'

type Reason = { zh: string; en: string }

const NO_AGREEMENT: Reason = { zh: '没有有效的扣款协议', en: 'there is no valid debit agreement' }
const FROZEN: Reason = { zh: '卡片已冻结', en: 'the card is frozen' }
const CREDIT: Reason = { zh: '信用卡不能用于转入', en: 'money cannot be brought in from a credit card' }
const NOT_ENOUGH: Reason = { zh: '余额不足', en: 'the card does not have enough money' }
const NOT_NOW: Reason = { zh: '发卡行暂停受理', en: 'the card’s bank is not taking debits now' }

export interface Debits {
  /** With `refuse`, the bank of the card refuses whatever is asked anew. */
  debit(id: string, order: DebitRequest, refuse: boolean): DebitAnswer | 'reused'
  state(id: string): DebitAnswer
}

interface Row {
  readonly content: string
  readonly settles_at: number
  readonly state: 'done' | 'refused'
  readonly reason: string | null
}

export function createDebits({ store, clock, settings }: Outside, registry: Registry): Debits {
  const find = (id: string) => store.get<Row>('SELECT * FROM debits WHERE id = ?', id)

  function decide({ agreementNo, amount }: DebitRequest): { card: string } | { reason: Reason } {
    const agreement = store.get('SELECT card FROM agreements WHERE agreement_no = ?', agreementNo)
    const card = agreement && registry.find(String(agreement.card))
    if (!card) return { reason: NO_AGREEMENT }
    if (card.state === 'frozen') return { reason: FROZEN }
    if (card.kind === 'credit') return { reason: CREDIT }
    if (card.balance < amount) return { reason: NOT_ENOUGH }
    return { card: card.number }
  }

  function debit(id: string, order: DebitRequest, refuse: boolean): DebitAnswer | 'reused' {
    const content = JSON.stringify([order.agreementNo, order.amount])
    const known = find(id)
    if (known) return known.content === content ? tell(known, clock.now()) : 'reused'
    const decision = refuse ? { reason: NOT_NOW } : decide(order)
    if ('card' in decision) registry.take(decision.card, order.amount)
    const fault = settings.fault('cards')
    const row: Row = {
      content,
      // The money is taken at once; a late system calls it processing until its answer has come.
      settles_at: clock.now() + (fault.mode === 'late' ? fault.delayMs : 0),
      state: 'card' in decision ? 'done' : 'refused',
      reason: 'card' in decision ? null : JSON.stringify(decision.reason),
    }
    store.run(
      'INSERT INTO debits VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[id, content, order.agreementNo, order.amount, row.settles_at, row.state, row.reason],
    )
    return tell(row, row.settles_at)
  }

  return {
    debit: (id, order, refuse) => store.atomically(() => debit(id, order, refuse)),
    state(id) {
      const row = find(id)
      return row ? tell(row, clock.now()) : { state: 'absent' }
    },
  }
}

function tell(row: Row, now: number): DebitAnswer {
  if (now < row.settles_at) return { state: 'processing' }
  return row.reason === null ? { state: 'done' } : { state: 'refused', reason: JSON.parse(row.reason) as Reason }
}

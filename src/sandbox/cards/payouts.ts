/** Payouts to a card under its agreement: once for each of the caller's ids, whatever happens to the answer. */
import type { PayoutAnswer, PayoutRequest } from '../../connectors/cards/codec.ts'
import type { Outside } from '../answering.ts'
import type { Registry } from './registry.ts'

type Reason = { zh: string; en: string }

const NO_AGREEMENT: Reason = { zh: '没有有效的签约', en: 'there is no valid agreement' }
const FROZEN: Reason = { zh: '卡片已冻结，不能入账', en: 'the card is frozen and takes no money in' }
const NOT_NOW: Reason = { zh: '发卡行暂停受理', en: 'the card’s bank is not taking payouts now' }

export interface Payouts {
  /** With `refuse`, the bank of the card refuses whatever is asked anew. */
  pay(id: string, order: PayoutRequest, refuse: boolean): PayoutAnswer | 'reused'
  state(id: string): PayoutAnswer
}

interface Row {
  readonly content: string
  readonly settles_at: number
  readonly reason: string | null
}

export function createPayouts({ store, clock, settings }: Outside, registry: Registry): Payouts {
  const find = (id: string) => store.get<Row>('SELECT * FROM payouts WHERE id = ?', id)

  function decide({ agreementNo }: PayoutRequest): { card: string } | { reason: Reason } {
    const agreement = store.get('SELECT card FROM agreements WHERE agreement_no = ?', agreementNo)
    const card = agreement && registry.find(String(agreement.card))
    if (!card) return { reason: NO_AGREEMENT }
    if (card.state === 'frozen') return { reason: FROZEN }
    return { card: card.number }
  }

  function pay(id: string, order: PayoutRequest, refuse: boolean): PayoutAnswer | 'reused' {
    const content = JSON.stringify([order.agreementNo, order.amount])
    const known = find(id)
    if (known) return known.content === content ? tell(known, clock.now()) : 'reused'
    const decision = refuse ? { reason: NOT_NOW } : decide(order)
    if ('card' in decision) registry.give(decision.card, order.amount)
    const fault = settings.fault('cards')
    const row: Row = {
      content,
      // The money arrives at once; a late system calls it processing until its answer has come.
      settles_at: clock.now() + (fault.mode === 'late' ? fault.delayMs : 0),
      reason: 'card' in decision ? null : JSON.stringify(decision.reason),
    }
    store.run(
      'INSERT INTO payouts VALUES (?, ?, ?, ?, ?, ?)',
      ...[id, content, order.agreementNo, order.amount, row.settles_at, row.reason],
    )
    return tell(row, row.settles_at)
  }

  return {
    pay: (id, order, refuse) => store.atomically(() => pay(id, order, refuse)),
    state(id) {
      const row = find(id)
      return row ? tell(row, clock.now()) : { state: 'absent' }
    },
  }
}

function tell(row: Row, now: number): PayoutAnswer {
  if (now < row.settles_at) return { state: 'processing' }
  return row.reason === null ? { state: 'done' } : { state: 'refused', reason: JSON.parse(row.reason) as Reason }
}

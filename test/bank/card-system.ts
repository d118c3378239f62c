import type { CardOrderState, CardsConnector, PayoutToCard } from '../../src/connectors/outside.ts'
import { OutsideError } from '../../src/connectors/outside.ts'

/** What the card system does with the next orders: `lost` acts but never answers, `late` gets the order only when told. */
export type CardsMood = 'done' | 'refused' | 'wrong-name' | 'processing' | 'unreached' | 'lost' | 'late'

const OTHER_NAME = { zh: '户名与卡号不符', en: 'the name is not the holder’s' }
const REASON = { zh: '余额不足', en: 'not enough money on the card' }

/** A card system: debits, and pays out, once for each id, whatever it answers. */
export function cardSystem() {
  let mood: CardsMood = 'done'
  let answersQuestions = true
  const asked: string[] = []
  const paidTo: PayoutToCard[] = []

  /** Orders of one kind, by their id. */
  function orders(kind: string, question: string) {
    const known = new Map<string, { amount: number; state: CardOrderState['state'] | 'wrong-name' }>()
    const told = (id: string): CardOrderState => {
      const state = known.get(id)?.state ?? 'absent'
      if (state === 'wrong-name') return { state: 'refused', reason: OTHER_NAME, why: state }
      return state === 'refused' ? { state, reason: REASON } : { state }
    }
    return {
      known,
      async make(id: string, { amount }: { amount: number }): Promise<CardOrderState> {
        asked.push(kind)
        if (mood === 'unreached') throw new OutsideError('cards', 'unreached', 'connection refused')
        if (mood === 'late') throw new OutsideError('cards', 'unknown', 'no answer, and not arrived yet')
        const decided = mood === 'lost' ? 'done' : mood
        if (!known.has(id)) known.set(id, { amount, state: decided })
        if (mood === 'lost') throw new OutsideError('cards', 'unknown', 'no answer in time')
        return told(id)
      },
      async state(id: string): Promise<CardOrderState> {
        asked.push(question)
        if (!answersQuestions) throw new OutsideError('cards', 'unknown', 'no answer in time')
        return told(id)
      },
      /** What was moved in all, fen. */
      moved: () =>
        [...known.values()].filter(({ state }) => state === 'done').reduce((sum, { amount }) => sum + amount, 0),
    }
  }
  const debits = orders('debit', 'state')
  const payouts = orders('payout', 'payout-state')

  const connector: Pick<CardsConnector, 'debit' | 'debitState' | 'payout' | 'payoutState' | 'payTo'> = {
    debit: debits.make,
    debitState: debits.state,
    payout: payouts.make,
    payoutState: payouts.state,
    payTo(id, order) {
      paidTo.push(order)
      return payouts.make(id, order)
    },
  }
  return {
    connector,
    asked,
    /** What was to be paid to anybody's card, once an attempt. */
    paidTo,
    feel: (next: CardsMood) => {
      mood = next
    },
    answerQuestions: (answers: boolean) => {
      answersQuestions = answers
    },
    /** Decides what it was still processing. */
    decide(state: 'done' | 'refused' | 'wrong-name') {
      for (const order of [...debits.known.values(), ...payouts.known.values()]) {
        if (order.state === 'processing') order.state = state
      }
    },
    /** What was taken from cards, fen. */
    taken: debits.moved,
    /** What was paid to cards, fen. */
    paid: payouts.moved,
  }
}

import type { CardOrderState, CardsConnector } from '../../src/connectors/outside.ts'
import { OutsideError } from '../../src/connectors/outside.ts'

/** What the card system does with the next orders: `lost` acts but never answers, `late` gets the order only when told. */
export type CardsMood = 'done' | 'refused' | 'processing' | 'unreached' | 'lost' | 'late'

const REASON = { zh: '余额不足', en: 'not enough money on the card' }

/** A card system: debits, and pays out, once for each id, whatever it answers. */
export function cardSystem() {
  let mood: CardsMood = 'done'
  let answersQuestions = true
  const asked: string[] = []

  /** Orders of one kind, by their id. */
  function orders(kind: string, question: string) {
    const known = new Map<string, { amount: number; state: CardOrderState['state'] }>()
    const told = (id: string): CardOrderState => {
      const state = known.get(id)?.state ?? 'absent'
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

  const connector: Pick<CardsConnector, 'debit' | 'debitState' | 'payout' | 'payoutState'> = {
    debit: debits.make,
    debitState: debits.state,
    payout: payouts.make,
    payoutState: payouts.state,
  }
  return {
    connector,
    asked,
    feel: (next: CardsMood) => {
      mood = next
    },
    answerQuestions: (answers: boolean) => {
      answersQuestions = answers
    },
    /** Decides what it was still processing. */
    decide(state: 'done' | 'refused') {
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

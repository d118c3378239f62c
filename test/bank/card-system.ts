import type { CardsConnector, DebitState } from '../../src/connectors/outside.ts'
import { OutsideError } from '../../src/connectors/outside.ts'

/** What the card system does with the next debits: `lost` acts but never answers, `late` gets the debit only when told. */
export type CardsMood = 'done' | 'refused' | 'processing' | 'unreached' | 'lost' | 'late'

/** A card system: debits once for each id, whatever it answers. */
export function cardSystem() {
  const debits = new Map<string, { amount: number; state: DebitState['state'] }>()
  const reason = { zh: '余额不足', en: 'not enough money on the card' }
  let mood: CardsMood = 'done'
  let answersQuestions = true
  const asked: string[] = []

  const told = (id: string): DebitState => {
    const state = debits.get(id)?.state ?? 'absent'
    return state === 'refused' ? { state, reason } : { state }
  }

  const connector: Pick<CardsConnector, 'debit' | 'debitState'> = {
    async debit(id, { amount }) {
      asked.push('debit')
      if (mood === 'unreached') throw new OutsideError('cards', 'unreached', 'connection refused')
      if (mood === 'late') throw new OutsideError('cards', 'unknown', 'no answer, and not arrived yet')
      const decided = mood === 'lost' ? 'done' : mood
      if (!debits.has(id)) debits.set(id, { amount, state: decided })
      if (mood === 'lost') throw new OutsideError('cards', 'unknown', 'no answer in time')
      return told(id)
    },
    async debitState(id) {
      asked.push('state')
      if (!answersQuestions) throw new OutsideError('cards', 'unknown', 'no answer in time')
      return told(id)
    },
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
      for (const debit of debits.values()) if (debit.state === 'processing') debit.state = state
    },
    /** What was taken from cards, fen. */
    taken: () =>
      [...debits.values()].filter(({ state }) => state === 'done').reduce((sum, { amount }) => sum + amount, 0),
  }
}

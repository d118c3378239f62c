/** The cards that other banks have issued: whose they are, of what kind, and what is on them. */
import { bankOf, isClassOne, PERSONAS, type PersonaCard } from '../personas.ts'
import type { Store } from '../store.ts'

export interface HolderClaim {
  readonly name: string
  readonly idNumber: string
  readonly mobile: string
}

export interface RegisteredCard extends PersonaCard, HolderClaim {
  readonly bank: { readonly code: string; readonly zh: string }
}

export interface Registry {
  find(number: string): RegisteredCard | undefined
  /** The name of whoever holds a card and has this ID number. */
  nameOf(idNumber: string): string | undefined
  /** Takes fen off a card that has them. Throws below zero. */
  take(number: string, amount: number): void
  /** Adds fen to a card. */
  give(number: string, amount: number): void
  /** Issues the personas' cards that are not there yet. */
  seed(): void
  /** Issues a card to somebody who is no persona; one that is there stays as it is. */
  issue(holder: HolderClaim, card: PersonaCard): void
}

export function createRegistry(store: Store): Registry {
  const issue: Registry['issue'] = ({ name, idNumber, mobile }, { number, kind, state, balance }) => {
    store.run(
      'INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      ...[number, name, idNumber, mobile, kind, state, balance],
    )
  }
  return {
    issue,
    find(number) {
      const row = store.get<Omit<RegisteredCard, 'bank'>>(
        `SELECT number, name, id_number AS "idNumber", mobile, kind, state, balance FROM cards WHERE number = ?`,
        number,
      )
      return row && { ...row, bank: bankOf(number) }
    },
    nameOf: (idNumber) =>
      store.get<{ name: string }>('SELECT name FROM cards WHERE id_number = ? LIMIT 1', idNumber)?.name,
    take(number, amount) {
      store.run('UPDATE cards SET balance = balance - ? WHERE number = ?', amount, number)
    },
    give(number, amount) {
      store.run('UPDATE cards SET balance = balance + ? WHERE number = ?', amount, number)
    },
    seed() {
      store.atomically(() => {
        for (const persona of PERSONAS) {
          for (const card of persona.cards) if (!isClassOne(card.number)) issue(persona, card)
        }
      })
    },
  }
}

/** What the issuing bank answers to 'is this card this person's?'. */
export function checkHolder(
  card: RegisteredCard | undefined,
  claim: HolderClaim,
): 'match' | 'unknown-card' | 'mismatch' {
  if (!card) return 'unknown-card'
  const same = card.name === claim.name && card.idNumber === claim.idNumber && card.mobile === claim.mobile
  return same ? 'match' : 'mismatch'
}

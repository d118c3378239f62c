/** The Class I accounts in the bank's core: whose they are, what is on them, what moved. */
import type { HolderAnswer, OrderRequest, StatementAnswer, StatementQuestion } from '../../connectors/core/codec.ts'
import { isClassOne, PERSONAS, type PersonaCard } from '../personas.ts'
import type { Store } from '../store.ts'

const HOUR_MS = 3_600_000

interface Holder {
  readonly name: string
  readonly idNumber: string
  readonly mobile: string
}

export interface CoreAccount extends Holder, Pick<PersonaCard, 'kind' | 'state' | 'balance'> {
  readonly number: string
}

type Entry = StatementAnswer['entries'][number]

export interface CoreAccounts {
  find(number: string): CoreAccount | undefined
  /** Is it this person's? */
  check(number: string, holder: Holder): HolderAnswer['result']
  /** Moves fen, negative out, and leaves a line of the statement. Throws below zero. */
  move(number: string, amount: number, why: Pick<OrderRequest, 'purpose'>['purpose'], at: number): void
  statement(page: StatementQuestion): Entry[]
  /** Opens the personas' accounts that are not there yet, each with a short past. */
  seed(now: number): void
  /** Opens an account for somebody who is no persona; one that is there stays as it is. */
  open(holder: Holder, card: PersonaCard, at: number): void
}

export function createCoreAccounts(store: Store): CoreAccounts {
  const find: CoreAccounts['find'] = (number) =>
    store.get<CoreAccount>(
      `SELECT number, name, id_number AS "idNumber", mobile, kind, state, balance FROM core_accounts WHERE number = ?`,
      number,
    )

  function note(number: string, amount: number, said: Pick<Entry, 'counterparty' | 'note' | 'order' | 'at'>): void {
    store.run('UPDATE core_accounts SET balance = balance + ? WHERE number = ?', amount, number)
    store.run(
      `INSERT INTO core_entries (number, sequence, amount, balance_after, at, said)
       SELECT ?1, coalesce((SELECT max(sequence) FROM core_entries WHERE number = ?1), 0) + 1, ?2, balance, ?3, ?4
       FROM core_accounts WHERE number = ?1`,
      ...[number, amount, said.at, JSON.stringify({ ...said, at: undefined })],
    )
  }

  /** As at the counter long before: wages, and a bill a month. */
  function open({ name, idNumber, mobile }: Holder, { number, kind, state, balance }: PersonaCard, at: number): void {
    const opened = store.run(
      'INSERT INTO core_accounts VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING',
      ...[number, name, idNumber, mobile, kind, state],
    )
    if (opened === 0) return
    const line = (amount: number, hoursAgo: number, zh: string, en: string) =>
      note(number, amount, { at: at - hoursAgo * HOUR_MS, counterparty: { zh, en }, note: null, order: null })
    const bill = Math.min(186_50, balance)
    if (balance > 0) line(balance + bill, 400, '工资', 'Salary')
    if (bill > 0) line(-bill, 90, '电费', 'Electricity')
  }

  return {
    find,
    check(number, claim) {
      const account = find(number)
      if (!account) return 'unknown'
      const same = account.name === claim.name && account.idNumber === claim.idNumber && account.mobile === claim.mobile
      if (!same) return 'mismatch'
      return account.kind === 'class-I' ? 'match' : 'not-class-one'
    },
    move(number, amount, { kind, orderId, counterparty, note: words }, at) {
      note(number, amount, { at, counterparty, note: words, order: { kind, orderId } })
    },
    statement({ number, before = Number.MAX_SAFE_INTEGER, limit }) {
      const rows = store.all<{ sequence: number; amount: number; after: number; at: number; said: string }>(
        `SELECT sequence, amount, balance_after AS after, at, said FROM core_entries
         WHERE number = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
        ...[number, before, limit],
      )
      return rows.map(({ sequence, amount, after, at, said }) => ({
        ...(JSON.parse(said) as Pick<Entry, 'counterparty' | 'note' | 'order'>),
        ...{ sequence, amount, balanceAfter: after, at },
      }))
    },
    open: (holder, card, at) => store.atomically(() => open(holder, card, at)),
    seed: (now) =>
      store.atomically(() => {
        for (const persona of PERSONAS)
          for (const card of persona.cards) if (isClassOne(card.number)) open(persona, card, now)
      }),
  }
}

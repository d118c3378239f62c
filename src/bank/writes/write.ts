/**
 * writes/: the one path on which anything that counts is written. A capability describes its order as a Write; the path
 * (write-path.ts) tells a repeat from a conflict, locks what the order looks at, consumes the authorisation, lets the
 * order decide, and commits movements, counters, records and outbox entries together with the answer. Because `decide`
 * is pure and everything else is data, many callers' writes share one transaction.
 */
import type { Fen } from '../../contract/money.ts'
import type { SqlValue } from '../../storage/database.ts'
import type { OutboxEntry } from '../../storage/outbox.ts'
import type { AccountRef, Balance, Movement, PendingHold } from '../core.ts'

/** A limit counter: what an account has used of one limit in one period, e.g. ('out', '2026-11-23') or ('out', '2026'). */
export interface CounterKey {
  readonly owner: string
  readonly accountId: string
  /** 'out' | 'in' | … */
  readonly name: string
  /** Business date or year. */
  readonly period: string
}

/**
 * A row to add, or to change under a condition. A change that matches no row fails the write (RecordChanged), what
 * collides with another row too (RecordTaken): nothing is left behind. `updateAll` changes whatever rows there are, none
 * too, but for the excepted. Records of one decision must not hang on one another's order:
 * the path writes each table's rows together.
 */
export type RecordChange =
  | { readonly insert: string; readonly row: Readonly<Record<string, SqlValue>> }
  | {
      readonly update: string
      readonly where: Readonly<Record<string, SqlValue>>
      readonly set: Readonly<Record<string, SqlValue>>
    }
  | {
      readonly updateAll: string
      readonly where: Readonly<Record<string, SqlValue>>
      readonly except?: Readonly<Record<string, SqlValue>>
      readonly set: Readonly<Record<string, SqlValue>>
    }

/** What `decide` sees: everything it asked for, locked. */
export interface Seen {
  balance(account: AccountRef): Balance
  used(counter: CounterKey): Fen
  /** A hold while it is pending; undefined when it has ended or never was. */
  hold(id: string): PendingHold | undefined
}

export interface Decision<Answer> {
  /** Customers' ledger accounts to open with a zero balance, before the movements. */
  readonly opens: readonly AccountRef[]
  readonly movements: readonly Movement[]
  readonly count: readonly { readonly counter: CounterKey; readonly by: Fen }[]
  readonly records: readonly RecordChange[]
  readonly outbox: readonly OutboxEntry[]
  /** Stored with the id: a repeat gets it again. JSON. */
  readonly answer: Answer
}

/** A single-use right bought with the PIN; see bank/pins. The path checks and consumes it inside the transaction. */
export interface AuthorisationUse {
  readonly token: string
  /** Canonical text of the order it must have been bought for. */
  readonly order: string
}

export interface Write<Answer> {
  /** Idempotency key: (owner, id). */
  readonly owner: string
  readonly id: string
  /** 'transfer', 'topup.begin', 'topup.end' … One id may pass through several kinds. */
  readonly kind: string
  /** Canonical text of what is asked, without the authorisation. Same id and kind, other content: ID_REUSED. */
  readonly content: string
  /** What `decide` looks at or moves, but for accounts that it opens. A counter's account is locked with it. */
  readonly accounts: readonly AccountRef[]
  /** Holds that it may end; the accounts of their legs stand among `accounts`. */
  readonly holds?: readonly string[]
  readonly counters: readonly CounterKey[]
  readonly authorisation: AuthorisationUse | null
  /** Pure and synchronous. Throws BankError to refuse: then nothing is stored, and a corrected order may use the id again. */
  decide(seen: Seen): Decision<Answer>
}

/** What tells a repeat from a conflict. */
export type WriteKey = Pick<Write<object>, 'owner' | 'id' | 'kind' | 'content'>

export interface WritePath {
  /**
   * Runs a write once, however often it is sent. Throws BankError ID_REUSED, AUTHORISATION_INVALID, UNAVAILABLE (the
   * database is away, or more writes wait than may), or what `decide` threw.
   */
  submit<Answer extends object>(write: Write<Answer>): Promise<Answer>
  /** The stored answer of an earlier write with this key, or undefined. ID_REUSED when its content differs. */
  earlier<Answer extends object>(key: WriteKey): Promise<Answer | undefined>
  /** Writes that wait for their transaction: for metrics. */
  waiting(): number
}

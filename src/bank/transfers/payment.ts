import type { Fen } from '../../contract/money.ts'
import type { Body } from '../../contract/schema/index.ts'
import { BankError } from '../errors.ts'
import type { ReadyPayee } from '../payees/payees.ts'
import type { RecordChange, WriteKey } from '../writes/write.ts'

/** What a payment settles beside moving the money. Another one may have been faster: then the aim is taken anew. */
export interface Claim {
  /** Looked at in the moment of the decision. Throws BankError. */
  refuse(): void
  /** Written with the payment, each on the condition that it is still to be had; `taken`: the core has yet to pay. */
  records(state: 'paid' | 'taken'): readonly RecordChange[]
}

/** Whom a payment goes to and what for, as found just now. */
export interface Aim {
  readonly payee: ReadyPayee
  /** The payer's own id of them. */
  readonly payeeId: string
  /** On both statements. */
  readonly note: string | null
  readonly claim?: Claim
}

export interface Payment {
  readonly id: string
  readonly accountId: string
  readonly amount: Fen
  readonly authorisation: Body<'POST /v1/transfers'>['authorisation']
  /** What the payer writes to the payee, to be checked; null: nothing, or nothing that was not checked before. */
  readonly written: string | null
  /** Canonical text of the order that the authorisation must have been bought for. */
  readonly authorised: string
  readonly key: WriteKey
  /** Asked again whenever something has changed before the payment was written. Throws why there is no paying. */
  aim(): Promise<Aim>
}

/** Others may take what a payment aims at, again and again: as often as one may have shares, and some. */
const MOST_TRIES = 40

/** Throws RecordChanged or RecordTaken no more than so often: then it is somebody else's turn. */
export function refuseTooManyTries(tries: number, error: unknown): void {
  if (tries >= MOST_TRIES) throw new BankError('IN_PROGRESS', { retryAfter: 1, cause: error })
}

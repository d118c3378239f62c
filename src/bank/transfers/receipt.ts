import { inCapitals } from '../../contract/capitals.ts'
import type { Fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Sides } from '../accounts/entries.ts'

type Transfer = Answer<'GET /v1/transfers/:transferId'>

/** What a receipt says of the record of a transfer. */
export interface TransferRecord {
  readonly id: string
  readonly amount: Fen
  readonly at: number
  readonly took_ms: number
}

/** A transfer that was carried out, as one of its sides sees it. */
export const receipt = (
  direction: Transfer['direction'],
  { id, amount, at, took_ms }: TransferRecord,
  { payer, payee, note }: Sides,
): Transfer => ({
  id,
  direction,
  state: 'done',
  reason: null,
  amount,
  capitals: inCapitals(amount),
  name: direction === 'out' ? payee.maskedName : payer.name,
  maskedMobile: direction === 'out' ? payee.maskedMobile : payer.maskedMobile,
  note,
  at,
  tookMs: took_ms,
  returns: null,
  returnedBy: null,
})

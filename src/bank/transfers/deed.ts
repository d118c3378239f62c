import { maskMobile } from '../../contract/masks.ts'
import type { Fen } from '../../contract/money.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { type Sides, sealedEntry } from '../accounts/entries.ts'
import { type Person, shownName } from '../accounts/people.ts'
import type { AccountRef, Leg } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { arrivalEntry } from '../messages/subscribe.ts'
import type { Decision } from '../writes/write.ts'

/** What the column holds; a core may speak months later. */
const MOST_TOOK_MS = 2 ** 31 - 1

/** A transfer that is carried out. */
export interface Deed {
  readonly id: string
  readonly from: AccountRef
  readonly to: AccountRef
  readonly amount: Fen
  readonly sides: Sides
  /** Legs that bring the money to `from` first. */
  readonly before?: readonly Leg[]
  /** When the order arrived, ms, and how long it took from there. */
  readonly at: number
  readonly tookMs: number
}

/** Both sides as they are now: names and numbers as the other may see them. */
export const sidesOf = (payer: Person, payee: Person, note: string | null): Sides => ({
  payer: { name: payer.name, maskedMobile: maskMobile(payer.mobile) },
  payee: { maskedName: shownName(payee), maskedMobile: maskMobile(payee.mobile) },
  note,
})

/** What carrying out a transfer writes: the movement, its record, an entry on both statements, a message to the payee. */
export function transferDeed(
  { id, from, to, amount, sides, before = [], at, tookMs }: Deed,
  sealer: Sealer,
): Pick<Decision<object>, 'movements' | 'records' | 'outbox'> {
  const [payer, payee] = [from.owner, to.owner]
  const movementId = derivedId('transfer', payer, id)
  const sidesSealed = sealer.seal(JSON.stringify(sides))
  return {
    movements: [
      {
        kind: 'post',
        id: movementId,
        code: 'transfer',
        legs: [...before, { account: from, amount: -amount }, { account: to, amount }],
      },
    ],
    records: [
      {
        insert: 'transfers',
        row: {
          payer_id: payer,
          id,
          payer_account_id: from.id,
          payee_id: payee,
          payee_account_id: to.id,
          amount,
          sides_sealed: sidesSealed,
          at,
          took_ms: Math.min(tookMs, MOST_TOOK_MS),
        },
      },
      sealedEntry({ customerId: payer, movementId, kind: 'transfer-out', orderId: id }, sidesSealed),
      sealedEntry({ customerId: payee, movementId, kind: 'transfer-in', orderId: id }, sidesSealed),
    ],
    outbox: [
      arrivalEntry(derivedId('transfer-sms', payer, id), {
        about: 'transfer-in',
        to: payee,
        accountId: to.id,
        from: payer,
        amount,
        orderId: id,
        at,
      }),
    ],
  }
}

import type { CardsConnector } from '../../connectors/outside.ts'
import type { Database } from '../../storage/database.ts'
import type { OutboxEntry } from '../../storage/outbox.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { derivedId } from '../derived-id.ts'

interface Ended {
  readonly customerId: string
  readonly cardId: string
}

/** Has the agreement on a card ended at the card's bank, once the card is unbound: from then on nothing is debited there. */
export const agreementEndEntry = (customerId: string, cardId: string): OutboxEntry => ({
  id: derivedId('agreement-end', customerId, cardId),
  channel: 'agreement-end',
  payload: { customerId, cardId } satisfies Ended,
})

/** Sends an outbox entry of channel 'agreement-end'. Idempotent by the entry's id; throws OutsideError, to be tried again. */
export function createAgreementEnd(deps: {
  readonly db: Database
  readonly sealer: Sealer
  readonly cards: Pick<CardsConnector, 'endAgreement'>
}) {
  const { db, sealer, cards } = deps
  return async function endAgreement(entry: { readonly id: string; readonly payload: object }): Promise<void> {
    const { customerId, cardId } = entry.payload as Ended
    const [card] = await db.query<{ agreement_no_sealed: Uint8Array }>(
      'select agreement_no_sealed from cards where customer_id = $1 and id = $2',
      [customerId, cardId],
    )
    if (!card) throw new Error('an agreement of no card')
    await cards.endAgreement(entry.id, sealer.open(card.agreement_no_sealed))
  }
}

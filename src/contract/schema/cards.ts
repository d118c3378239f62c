import { Type } from 'typebox'
import { Authorisation, coded, Mobile, OrderId, Uuid } from './shapes.ts'

/** Another card of a customer's: only what is not on record is asked. */
export const CardForm = Type.Object({
  id: OrderId,
  cardNumber: coded('CARD_INVALID', Type.String({ pattern: '^\\d{16,19}$' })),
  /** Reserved at the card's bank; the number on record here when it is left out. */
  mobile: Type.Optional(Mobile),
})

export const CardConfirmation = Type.Object({
  smsCode: Type.String({ pattern: '^\\d{6}$' }),
  /** For the order `card-binding` under the binding’s id. */
  authorisation: Authorisation,
})

export const CardUnbinding = Type.Object({ id: OrderId, authorisation: Authorisation })
export const CardUnbound = Type.Object({ id: Uuid, cardId: Uuid })

export const CardChange = Type.Object({ id: OrderId, cardId: Uuid, authorisation: Authorisation })

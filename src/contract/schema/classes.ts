import { Type } from 'typebox'
import { Consents } from './bindings.ts'
import { DILIGENCE } from './diligence.ts'
import { Authorisation, LinkId, Mobile, OrderId, Uuid } from './shapes.ts'

/** What is asked of a customer again: nothing that the bank knows. */
const ASKED = {
  id: OrderId,
  /** The number reserved at the card's bank, where it is not the customer's own. */
  mobile: Type.Optional(Mobile),
  /** For Class II, unless it was given before. */
  diligence: Type.Optional(Type.Object(DILIGENCE)),
  consents: Consents,
  authorisation: Authorisation,
}

/** One more account for a customer, against a card that is bound already. */
export const AccountOrder = Type.Object({
  ...ASKED,
  class: Type.Union([Type.Literal('II'), Type.Literal('III')]),
  cardId: Uuid,
  linkId: Type.Optional(LinkId),
})

/** A Class III account becomes Class II, under the same number. */
export const UpgradeOrder = Type.Object({
  ...ASKED,
  /** Another bound card, where the account's own is neither Class I nor a credit card. */
  cardId: Type.Optional(Uuid),
})

import { Type } from 'typebox'
import { TAX_RESIDENCIES } from '../choices.ts'
import { Account } from './accounts.ts'
import { DILIGENCE } from './diligence.ts'
import { coded, EncryptedPin, Instant, LinkId, Mobile, OrderId, TextVersion, Uuid } from './shapes.ts'

/** Two separate consents, each by the version of the text that was read; false is refused. */
export const Consents = Type.Object({
  agreement: coded('CONSENT_MISSING', Type.Literal(true)),
  sensitiveData: coded('CONSENT_MISSING', Type.Literal(true)),
  version: TextVersion,
})

const ELEMENTS = {
  id: OrderId,
  cardNumber: coded('CARD_INVALID', Type.String({ pattern: '^\\d{16,19}$' })),
  name: coded('NAME_INVALID', Type.String({ minLength: 2, maxLength: 30 })),
  idNumber: coded('ID_NUMBER_INVALID', Type.String({ pattern: '^\\d{17}[\\dX]$' })),
  /** Reserved at the card's bank. */
  mobile: Mobile,
  taxResidency: Type.Enum([...TAX_RESIDENCIES]),
  consents: Consents,
  linkId: Type.Optional(LinkId),
}

/** A newcomer's form: Class III, the light one, asks the four elements; Class II also what due diligence needs. */
export const BindingForm = Type.Union([
  Type.Object({ ...ELEMENTS, class: Type.Literal('II'), ...DILIGENCE }),
  Type.Object({ ...ELEMENTS, class: Type.Literal('III') }),
  // A card of this bank's own: no account opens, the Class I account behind it is bound.
  Type.Object({ ...ELEMENTS, class: Type.Literal('I') }),
])

export const Binding = Type.Object({
  id: Uuid,
  /** `under-review`: the bank's people look at the application. `cleared`: they have, and the person may go on. */
  state: Type.Union([
    Type.Literal('under-review'),
    Type.Literal('cleared'),
    Type.Literal('code-sent'),
    /** The account is open, or the Class I account bound: then there is no other account here. */
    Type.Literal('opened'),
    /** The card is bound, where no account was to be opened. */
    Type.Literal('bound'),
    Type.Literal('refused'),
    Type.Literal('expired'),
  ]),
  bankName: Type.String(),
  maskedCard: Type.String(),
  maskedMobile: Type.String(),
  /** When another code may be asked for. */
  resendAt: Instant,
  expiresAt: Instant,
  /** While it is under review: by when the person is told. */
  reviewBy: Type.Optional(Instant),
  account: Type.Union([Account, Type.Null()]),
})

export const BindingConfirmation = Type.Object({
  smsCode: Type.String({ pattern: '^\\d{6}$' }),
  pin: EncryptedPin,
  pinAgain: EncryptedPin,
})

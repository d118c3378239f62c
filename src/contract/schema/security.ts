import { Type } from 'typebox'
import { Me } from './sessions.ts'
import { Authorisation, coded, EncryptedPin, Instant, Mobile, OrderId, Uuid } from './shapes.ts'

const IdNumber = coded('ID_NUMBER_INVALID', Type.String({ pattern: '^\\d{17}[\\dX]$' }))

/**
 * Shows by a code sent to a number that one holds it. Good for one order of its purpose, in this session. A forgotten PIN
 * is proved at the number on record; the others name theirs. Another code is another proof, under an id of its own.
 */
export const MobileProofRequest = Type.Union([
  Type.Object({
    id: OrderId,
    purpose: Type.Union([Type.Literal('mobile-change'), Type.Literal('recovery')]),
    mobile: Mobile,
  }),
  Type.Object({ id: OrderId, purpose: Type.Literal('pin-reset') }),
])
export const MobileProof = Type.Object({
  id: Uuid,
  maskedMobile: Type.String(),
  /** The code was right: the proof may be used until `expiresAt`. */
  proved: Type.Boolean(),
  /** When another code may be asked for. */
  resendAt: Instant,
  expiresAt: Instant,
})
export const MobileProofConfirmation = Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) })

export const MobileChange = Type.Object({
  id: OrderId,
  /** Of the new number. */
  proofId: Uuid,
  /** Not asked of a session that began with a code sent to the old number: who holds that has shown enough. */
  idNumber: Type.Optional(IdNumber),
  authorisation: Authorisation,
})

/** The old PIN buys the authorisation. */
export const PinChange = Type.Object({
  id: OrderId,
  pin: EncryptedPin,
  pinAgain: EncryptedPin,
  authorisation: Authorisation,
})

/** A forgotten PIN: the number on record, the ID number and a bound card stand in for it. */
export const PinReset = Type.Object({
  id: OrderId,
  proofId: Uuid,
  idNumber: IdNumber,
  /** In full, of a bound card: its bank is asked again whose it is. */
  cardNumber: coded('CARD_INVALID', Type.String({ pattern: '^\\d{16,19}$' })),
  /** Reserved at the card's bank; the number on record here when it is left out. */
  cardMobile: Type.Optional(Mobile),
  pin: EncryptedPin,
  pinAgain: EncryptedPin,
})
export const PinSet = Type.Object({ id: Uuid })

/** Back with a new WeChat account, which becomes the customer's in place of the one before. */
export const Recovery = Type.Object({
  id: OrderId,
  /** Of the number reserved here. */
  proofId: Uuid,
  idNumber: IdNumber,
  /** For a challenge of purpose `authorise` in this session. */
  pin: EncryptedPin,
})
export const Recovered = Type.Object({ id: Uuid, me: Me })

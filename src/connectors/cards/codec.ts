/**
 * What we and the card system say to each other. The card networks' own protocol is not public; JSON over HTTP,
 * signed (signing/signature.ts), stands in for it. Every write is a PUT on the caller's id, so a repeat is the same request.
 *
 *   PUT  /agreements/{id}            AgreementRequest → AgreementAnswer   the card's bank sends its code to the holder
 *   POST /agreements/{id}/signature  SignatureRequest → SignatureAnswer
 *   PUT  /endings/{id}               EndingRequest    → EndingAnswer      the agreement is over
 *   PUT  /debits/{id}                OrderRequest     → OrderAnswer (connectors/money)
 *   GET  /debits/{id}                                 → OrderAnswer
 *   PUT  /payouts/{id}               PayoutRequest    → OrderAnswer       the opposite way, to the card
 *   GET  /payouts/{id}                                → OrderAnswer
 */
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { moneyOrder, whole } from '../money/codec.ts'

const cardNumber = Type.String({ pattern: '^\\d{16,19}$' })
const agreementNo = Type.String({ minLength: 1, maxLength: 35 })

export const AgreementRequest = Type.Object({
  cardNumber,
  name: Type.String({ minLength: 1, maxLength: 70 }),
  idNumber: Type.String({ pattern: '^\\d{17}[\\dX]$' }),
  mobile: Type.String({ pattern: '^1\\d{10}$' }),
})
export const AgreementAnswer = Type.Union([
  Type.Object({ state: Type.Literal('code-sent') }),
  Type.Object({ state: Type.Literal('refused'), why: Type.Enum(['mismatch', 'unknown-card']) }),
  Type.Object({ state: Type.Literal('refused'), why: Type.Literal('too-often'), seconds: whole }),
])

export const SignatureRequest = Type.Object({ smsCode: Type.String({ pattern: '^\\d{6}$' }) })
export const SignatureAnswer = Type.Union([
  Type.Object({ state: Type.Literal('signed'), agreementNo }),
  Type.Object({ state: Type.Literal('refused'), why: Type.Literal('wrong-code'), left: whole }),
  Type.Object({ state: Type.Literal('refused'), why: Type.Enum(['expired-code', 'used-code', 'unknown']) }),
])

export const EndingRequest = Type.Object({ agreementNo })
export const EndingAnswer = Type.Object({ state: Type.Literal('ended') })

/** A debit. */
export const OrderRequest = Type.Object({ agreementNo, ...moneyOrder })
/** To a card under an agreement, or to anybody's card by its number, whose bank compares the holder's name. */
export const PayoutRequest = Type.Union([
  OrderRequest,
  Type.Object({ cardNumber, name: Type.String({ minLength: 1, maxLength: 70 }), ...moneyOrder }),
])

export type AgreementRequest = Static<typeof AgreementRequest>
export type AgreementAnswer = Static<typeof AgreementAnswer>
export type SignatureRequest = Static<typeof SignatureRequest>
export type SignatureAnswer = Static<typeof SignatureAnswer>
export type EndingRequest = Static<typeof EndingRequest>
export type EndingAnswer = Static<typeof EndingAnswer>
export type OrderRequest = Static<typeof OrderRequest>
export type PayoutRequest = Static<typeof PayoutRequest>

export const isAgreementRequest = Compile(AgreementRequest)
export const isAgreementAnswer = Compile(AgreementAnswer)
export const isSignatureRequest = Compile(SignatureRequest)
export const isSignatureAnswer = Compile(SignatureAnswer)
export const isEndingRequest = Compile(EndingRequest)
export const isEndingAnswer = Compile(EndingAnswer)
export const isOrderRequest = Compile(OrderRequest)
export const isPayoutRequest = Compile(PayoutRequest)

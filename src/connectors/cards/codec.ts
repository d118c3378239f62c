/**
 * What we and the card system say to each other. The card networks' own protocol is not public; JSON over HTTP,
 * signed (signing/signature.ts), stands in for it. Every write is a PUT on the caller's id, so a repeat is the same request.
 *
 *   PUT  /agreements/{id}            AgreementRequest → AgreementAnswer   the card's bank sends its code to the holder
 *   POST /agreements/{id}/signature  SignatureRequest → SignatureAnswer
 *   PUT  /debits/{id}                DebitRequest     → DebitAnswer
 *   GET  /debits/{id}                                 → DebitAnswer
 *   PUT  /payouts/{id}               PayoutRequest    → PayoutAnswer      the opposite way, to the card
 *   GET  /payouts/{id}                                → PayoutAnswer
 */
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const Words = Type.Object({ zh: Type.String({ maxLength: 200 }), en: Type.String({ maxLength: 200 }) })
const whole = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

export const AgreementRequest = Type.Object({
  cardNumber: Type.String({ pattern: '^\\d{16,19}$' }),
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
  Type.Object({ state: Type.Literal('signed'), agreementNo: Type.String({ minLength: 1, maxLength: 35 }) }),
  Type.Object({ state: Type.Literal('refused'), why: Type.Literal('wrong-code'), left: whole }),
  Type.Object({ state: Type.Literal('refused'), why: Type.Enum(['expired-code', 'used-code', 'unknown']) }),
])

const moneyOrder = {
  agreementNo: Type.String({ minLength: 1, maxLength: 35 }),
  /** Fen. */
  amount: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  /** When the order was made, ms since 1970 UTC. */
  at: whole,
}
const moneyOrderAnswers = [
  Type.Object({ state: Type.Enum(['done', 'processing', 'absent']) }),
  Type.Object({ state: Type.Literal('refused'), reason: Words }),
] as const

export const DebitRequest = Type.Object(moneyOrder)
export const DebitAnswer = Type.Union([...moneyOrderAnswers])
export const PayoutRequest = Type.Object(moneyOrder)
export const PayoutAnswer = Type.Union([...moneyOrderAnswers])

export type AgreementRequest = Static<typeof AgreementRequest>
export type AgreementAnswer = Static<typeof AgreementAnswer>
export type SignatureRequest = Static<typeof SignatureRequest>
export type SignatureAnswer = Static<typeof SignatureAnswer>
export type DebitRequest = Static<typeof DebitRequest>
export type DebitAnswer = Static<typeof DebitAnswer>
export type PayoutRequest = Static<typeof PayoutRequest>
export type PayoutAnswer = Static<typeof PayoutAnswer>

export const isAgreementRequest = Compile(AgreementRequest)
export const isAgreementAnswer = Compile(AgreementAnswer)
export const isSignatureRequest = Compile(SignatureRequest)
export const isSignatureAnswer = Compile(SignatureAnswer)
export const isDebitRequest = Compile(DebitRequest)
export const isDebitAnswer = Compile(DebitAnswer)
export const isPayoutRequest = Compile(PayoutRequest)
export const isPayoutAnswer = Compile(PayoutAnswer)

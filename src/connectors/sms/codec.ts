/**
 * What we and the SMS centre say to each other: `PUT /messages/{id}` with the number and the text, JSON, signed
 * (signing/signature.ts). A repeat of an id is the same message and is sent once.
 */
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

export const SmsRequest = Type.Object({
  mobile: Type.String({ pattern: '^1\\d{10}$' }),
  /** Begins with the sender's sign, 【…】, as the networks ask. 500 characters is what they split and join at most. */
  text: Type.String({ minLength: 1, maxLength: 500 }),
})
const SmsAnswer = Type.Object({ state: Type.Literal('accepted') })

export type SmsRequest = Static<typeof SmsRequest>
export const isSmsRequest = Compile(SmsRequest)
export const isSmsAnswer = Compile(SmsAnswer)

/**
 * What we and the citizen-ID network say to each other. Its own protocol is not public; JSON over HTTP, signed
 * (signing/signature.ts), stands in for it: `PUT /checks/{id}` with a name and an ID number, answered with whether they
 * belong together. A repeat of an id is the same question.
 */
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const CheckRequest = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 70 }),
  idNumber: Type.String({ pattern: '^\\d{17}[\\dX]$' }),
})
const CheckAnswer = Type.Object({ result: Type.Enum(['match', 'mismatch', 'no-such-person']) })

export type CheckRequest = Static<typeof CheckRequest>
export type CheckAnswer = Static<typeof CheckAnswer>

export const isCheckRequest = Compile(CheckRequest)
export const isCheckAnswer = Compile(CheckAnswer)

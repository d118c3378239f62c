/**
 * What we and the character recognition say to each other: `POST /readings` with a picture in base64, as the large
 * services take it, answered with what it shows, field by field, each with a confidence. JSON, signed
 * (signing/signature.ts).
 */
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const Field = Type.Object({
  text: Type.String({ maxLength: 200 }),
  /** How sure the reader is, 0 to 100. */
  confidence: Type.Integer({ minimum: 0, maximum: 100 }),
})

const ReadingRequest = Type.Object({ image: Type.String({ minLength: 1, maxLength: 4_000_000 }) })
const ReadingAnswer = Type.Union([
  Type.Object({ kind: Type.Literal('id-face'), name: Field, idNumber: Field, address: Field }),
  Type.Object({ kind: Type.Literal('id-emblem'), validFrom: Field, validUntil: Field }),
  Type.Object({ kind: Type.Literal('bank-card'), number: Field }),
  Type.Object({ kind: Type.Literal('other') }),
])

export type ReadingRequest = Static<typeof ReadingRequest>
export type ReadingAnswer = Static<typeof ReadingAnswer>

export const isReadingRequest = Compile(ReadingRequest)
export const isReadingAnswer = Compile(ReadingAnswer)

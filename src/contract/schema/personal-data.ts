import { Type } from 'typebox'
import { Authorisation, BusinessDate, Instant, OrderId, TextVersion } from './shapes.ts'

export const Purpose = Type.Union([
  Type.Literal('agreement'),
  Type.Literal('sensitive-data'),
  Type.Literal('interbank-verification'),
  Type.Literal('marketing-messages'),
])

const Consent = Type.Object({
  purpose: Purpose,
  title: Type.String(),
  /** What it is for, and what refusing it means. */
  about: Type.String(),
  /** Without it there is no account; it ends with the accounts and cannot be taken back before. */
  needed: Type.Boolean(),
  given: Type.Boolean(),
  /** Of the text as it stands today: what `PUT` must name. */
  version: Type.String(),
  /** Of the text that was last agreed to or refused, and when; null: never asked. */
  last: Type.Union([Type.Object({ version: Type.String(), at: Instant }), Type.Null()]),
})
export const ConsentList = Type.Object({ consents: Type.Array(Consent) })
export const ConsentChange = Type.Object({ given: Type.Boolean(), version: TextVersion })

/** Whoever has a PIN shows it, for all of it is the whole dossier; who has none yet sends null. */
const OwnAuthorisation = Type.Union([Authorisation, Type.Null()])

export const DataRequest = Type.Object({ id: OrderId, authorisation: OwnAuthorisation })
/** Everything the bank knows of one person, in words. Other people in it are masked. */
export const PersonalData = Type.Object({
  madeAt: Instant,
  institution: Type.String(),
  sections: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      /** Why the bank has it and how long. */
      about: Type.String(),
      /** What it says, by what it is called. */
      records: Type.Array(Type.Record(Type.String(), Type.String())),
      /** There are older records than fit; statements have them all. */
      more: Type.Boolean(),
    }),
  ),
})

export const DeletionRequest = Type.Object({ id: OrderId, authorisation: OwnAuthorisation })
export const Deletion = Type.Object({
  /** What the law makes the bank keep, sealed and unused, until the day on which it is erased. Empty: nothing is left. */
  kept: Type.Array(
    Type.Object({
      kind: Type.Union([Type.Literal('identity'), Type.Literal('transactions'), Type.Literal('complaints')]),
      until: BusinessDate,
    }),
  ),
})

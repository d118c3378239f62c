import { Type } from 'typebox'
import { COMPLAINT_TOPICS } from '../choices.ts'
import { Instant, OrderId, Uuid } from './shapes.ts'

/** Who runs this bank and how to reach it: shown before anyone signs in. */
export const Institution = Type.Object({
  name: Type.String(),
  nameEn: Type.String(),
  servicePhone: Type.String(),
  /** The regulator's consumer line. */
  regulatorPhone: Type.String(),
  depositInsured: Type.Boolean(),
  /** First six digits of this bank's own Class I cards. */
  classOneBin: Type.String(),
  /** A demonstration says so on every first screen. */
  demonstration: Type.Boolean(),
})

export const ComplaintForm = Type.Object({
  id: OrderId,
  topic: Type.Enum([...COMPLAINT_TOPICS]),
  text: Type.String({ minLength: 5, maxLength: 1000 }),
})
export const Complaint = Type.Object({
  id: Uuid,
  /** To quote on the telephone: 8 digits. */
  number: Type.String(),
  topic: Type.Enum([...COMPLAINT_TOPICS]),
  text: Type.String(),
  state: Type.Union([Type.Literal('received'), Type.Literal('answered')]),
  /** By when it will be answered. */
  answerBy: Instant,
  createdAt: Instant,
  answer: Type.Union([Type.String(), Type.Null()]),
  answeredAt: Type.Union([Instant, Type.Null()]),
})
export const ComplaintList = Type.Object({ complaints: Type.Array(Complaint) })

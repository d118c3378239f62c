/** Messages that WeChat brings, and money that has just come in. */
import { Type } from 'typebox'
import { Amount, Instant, Uuid } from './shapes.ts'

/** arrival: money came in. outcome: how an order ended that the payer was left waiting for. */
export const MessageTemplate = Type.Enum(['arrival', 'outcome'])
/** What wx.requestSubscribeMessage says of a template. */
const PermissionAnswer = Type.Enum(['accept', 'reject', 'ban', 'filter'])

export const MessagePermissions = Type.Object({
  permissions: Type.Array(
    Type.Object({
      template: MessageTemplate,
      /** WeChat's id of it, for wx.requestSubscribeMessage. */
      templateId: Type.String(),
      /** WeChat will take another message, as far as the bank knows. */
      allowed: Type.Boolean(),
      /** Not switched off by the person. */
      wanted: Type.Boolean(),
      /** Asking makes sense: none is allowed, and no refusal is too fresh. */
      ask: Type.Boolean(),
      answeredAt: Type.Union([Instant, Type.Null()]),
    }),
  ),
})

export const PermissionAnswers = Type.Object({
  /** Made by the caller: the same one again counts once. */
  id: Uuid,
  answers: Type.Array(Type.Object({ template: MessageTemplate, answer: PermissionAnswer }), {
    minItems: 1,
    maxItems: 2,
  }),
})

export const MessageWish = Type.Object({ wanted: Type.Boolean() })

/** Opaque. */
const Cursor = Type.String({ pattern: '^(-|[0-9a-z]{1,11}(\\.[0-9a-z]{1,11}){0,99})$', maxLength: 1200 })
export const ArrivalsQuery = Type.Object({ after: Type.Optional(Cursor) })

/** Transfers that came in after the cursor, the newest first, ten at most. */
export const Arrivals = Type.Object({
  cursor: Cursor,
  arrivals: Type.Array(
    Type.Object({
      transferId: Uuid,
      accountId: Uuid,
      /** Who paid. */
      name: Type.String(),
      amount: Amount,
      at: Instant,
    }),
  ),
})

import { Type } from 'typebox'
import { Amount, Authorisation, BusinessDate, Instant, OrderAmount, OrderId, Uuid } from './shapes.ts'

/** When a transfer that is not made at once runs. */
export const TransferWhen = Type.Union([
  /** A while after the order: rule 'transfers.ordinary.delay'. */
  Type.Object({ arrival: Type.Literal('ordinary') }),
  Type.Object({ arrival: Type.Literal('next-day') }),
  Type.Object({
    arrival: Type.Literal('on-date'),
    /** A later day than today, within rule 'transfers.scheduled.horizon'. */
    date: BusinessDate,
    /** Again on the same day of every month, or on its last one. */
    monthly: Type.Optional(Type.Boolean()),
  }),
])

/** What may be chosen of an order that is made now, by the rules of today: forms take their figures from here. */
export const TransferWhenChoices = Type.Object({
  /** How long an ordinary one waits. */
  ordinaryHours: Type.Integer(),
  /** The hour of the day (Asia/Shanghai) at which what is due on a day runs. */
  runsFrom: Type.Integer(),
  /** The first and the last day that may be chosen. */
  from: BusinessDate,
  until: BusinessDate,
  /** How often a monthly one runs before it must be ordered anew. */
  monthlyTimes: Type.Integer(),
})

export const ScheduledTransferOrder = Type.Object({
  id: OrderId,
  accountId: Uuid,
  payeeId: Uuid,
  amount: OrderAmount,
  when: TransferWhen,
  note: Type.Optional(Type.String({ maxLength: 50 })),
  authorisation: Authorisation,
})

export const ScheduledTransfer = Type.Object({
  id: Uuid,
  accountId: Uuid,
  amount: Amount,
  /** 人民币贰佰元整 */
  capitals: Type.String(),
  /** The payee's, masked. */
  name: Type.String(),
  maskedMobile: Type.String(),
  note: Type.Union([Type.String(), Type.Null()]),
  arrival: Type.Enum(['ordinary', 'next-day', 'on-date']),
  monthly: Type.Boolean(),
  /** It may be cancelled until it runs. `processing`: from a Class I account, and the bank's core has yet to speak. */
  state: Type.Enum(['waiting', 'processing', 'done', 'failed', 'cancelled']),
  /** Why it failed, in the caller's language. */
  reason: Type.Union([Type.String(), Type.Null()]),
  runsAt: Instant,
  /** The transfer that it became. */
  transferId: Type.Union([Uuid, Type.Null()]),
  createdAt: Instant,
  endedAt: Type.Union([Instant, Type.Null()]),
})

export const ScheduledTransferList = Type.Object({
  /** And what is under way; the next to run first. */
  waiting: Type.Array(ScheduledTransfer),
  /** The newest first. */
  past: Type.Array(ScheduledTransfer),
})

import { Type } from 'typebox'
import { Amount, Authorisation, coded, Instant, OrderAmount, OrderId, Uuid } from './shapes.ts'

/** What the link of a request carries: 128 bits of which nothing can be guessed. */
export const RequestToken = Type.String({ pattern: '^[0-9A-Za-z_-]{22}$', description: 'from the shared link' })
/** A share's number within its request, from 1. */
export const ShareNumber = Type.String({ pattern: '^[1-9][0-9]{0,2}$' })

export const PaymentRequestOrder = Type.Object({
  id: OrderId,
  /** Where the money goes: an account of the asker's that may receive from others. */
  accountId: Uuid,
  /** What for. It passes WeChat's content check; without one nobody is asked. */
  title: Type.Optional(coded('PAYMENT_REQUEST_TITLE', Type.String({ minLength: 1, maxLength: 20 }))),
  /** All of it, what falls to the asker too. */
  total: OrderAmount,
  /** Among how many it is split, with the asker where they count; 1: one person is asked for all of it. */
  people: coded('PAYMENT_REQUEST_PEOPLE', Type.Integer({ minimum: 1, maximum: 999 })),
  askerCounts: Type.Boolean(),
})
/** 'paid': every share is; 'ended': its time is over, or its account is closed. */
const State = Type.Enum(['open', 'paid', 'withdrawn', 'ended'])
const Common = {
  title: Type.Union([Type.String(), Type.Null()]),
  total: Amount,
  people: Type.Integer(),
  state: State,
  /** How many others are asked, and of how many of these the share is settled, by money or in cash. */
  shares: Type.Integer(),
  settled: Type.Integer(),
  expiresAt: Instant,
}
const OwnCommon = {
  id: Uuid,
  ...Common,
  /** What has come in by transfers. */
  received: Amount,
  createdAt: Instant,
}
export const PaymentRequestList = Type.Object({ requests: Type.Array(Type.Object(OwnCommon)) })
/** As its asker sees it. */
export const PaymentRequest = Type.Object({
  ...OwnCommon,
  token: RequestToken,
  /** What falls to the asker, where they count among the people. */
  askerShare: Type.Union([Amount, Type.Null()]),
  each: Type.Array(
    Type.Object({
      n: Type.Integer(),
      amount: Amount,
      /** 'taken': on its way from a Class I account; 'cash': the asker says so. */
      state: Type.Enum(['open', 'taken', 'paid', 'cash']),
      /** The payer's, as on the statement; null while nobody has paid. */
      name: Type.Union([Type.String(), Type.Null()]),
      transferId: Type.Union([Uuid, Type.Null()]),
      at: Type.Union([Instant, Type.Null()]),
    }),
  ),
})
/** As whoever has the link sees it: of those who paid only how many. */
export const OpenedRequest = Type.Object({
  ...Common,
  /** The asker's, masked. */
  maskedName: Type.String(),
  /** Of the share that is to be paid. */
  amount: Amount,
})
/** The same for who is signed in. */
export const RequestToPay = Type.Object({
  ...OpenedRequest.properties,
  /** The asker to the caller; null: it is the caller's own. `known`: paid before; `reported`: many warn of them. */
  payee: Type.Union([Type.Object({ payeeId: Uuid, known: Type.Boolean(), reported: Type.Boolean() }), Type.Null()]),
  /** The caller's transfer that has paid a share, or is about to. */
  transferId: Type.Union([Uuid, Type.Null()]),
})
export const Withdrawal = Type.Object({ id: OrderId })
export const CashMark = Type.Object({ id: OrderId, cash: Type.Boolean() })
export const SharePayment = Type.Object({
  id: OrderId,
  accountId: Uuid,
  /** Of a share, as it was shown. */
  amount: OrderAmount,
  authorisation: Authorisation,
})

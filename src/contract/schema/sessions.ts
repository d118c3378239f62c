import { Type } from 'typebox'
import { BusinessDate, Instant, LinkId, Mobile, Uuid } from './shapes.ts'

export const SmsCodeRequest = Type.Object({ mobile: Mobile })
export const SmsCodeSent = Type.Object({ resendAfterSeconds: Type.Integer(), expiresAt: Instant })

export const SignIn = Type.Union([
  Type.Object({
    by: Type.Literal('wechat'),
    code: Type.String({ minLength: 1, maxLength: 200 }),
    linkId: Type.Optional(LinkId),
  }),
  Type.Object({
    by: Type.Literal('sms'),
    mobile: Mobile,
    code: Type.String({ pattern: '^\\d{6}$' }),
    linkId: Type.Optional(LinkId),
  }),
])

/** Who the session belongs to. `stage` says how far they have come: a visitor has no account yet. */
export const Me = Type.Object({
  customerId: Uuid,
  stage: Type.Union([Type.Literal('visitor'), Type.Literal('customer')]),
  /** Own name in full, to greet by; null for a visitor. */
  name: Type.Union([Type.String(), Type.Null()]),
  maskedMobile: Type.Union([Type.String(), Type.Null()]),
  maskedIdNumber: Type.Union([Type.String(), Type.Null()]),
  /** Identified face to face at a branch: may receive from others. */
  identified: Type.Boolean(),
  /** The ID card as told to the bank: null for who has shown none. `validUntil` null: valid for life. */
  idCard: Type.Union([
    Type.Object({
      validUntil: Type.Union([BusinessDate, Type.Null()]),
      /** expiring: so near its end that its holder is reminded. */
      state: Type.Enum(['valid', 'expiring', 'expired']),
    }),
    Type.Null(),
  ]),
  /** Whether all that due diligence asks was told. `dueOn`: the last day on which it is waited for; null: not asked for. */
  details: Type.Object({ known: Type.Boolean(), dueOn: Type.Union([BusinessDate, Type.Null()]) }),
  /** 65 or older: the mini-program proposes care mode. */
  senior: Type.Boolean(),
})

export const SignedIn = Type.Object({ token: Type.String(), sessionId: Uuid, expiresAt: Instant, me: Me })

const Session = Type.Object({
  id: Uuid,
  by: Type.Union([Type.Literal('wechat'), Type.Literal('sms')]),
  device: Type.String(),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  current: Type.Boolean(),
})
export const SessionList = Type.Object({ sessions: Type.Array(Session) })

/** WeChat's phone button: proposes the number and, where a customer has it, moves this session to that customer. */
export const PhoneCode = Type.Object({ code: Type.String({ minLength: 1, maxLength: 200 }) })
export const PhoneFound = Type.Object({
  mobile: Type.String(),
  me: Me,
  /** The number is that of a customer who has another WeChat account: only a recovery leads there. */
  recovery: Type.Boolean(),
})

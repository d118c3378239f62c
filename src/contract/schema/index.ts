/**
 * The one table of routes, named by their own text. From it come the server's handlers, the mini-program's `call`
 * and OpenAPI. `auth` says who may call: anyone, or the holder of a session. `errors` are the domain codes a caller must
 * be ready for beyond the common ones (REQUEST_*, RATE_LIMITED, SESSION_*, OVERLOADED, UNAVAILABLE, INTERNAL).
 */
import type { Static, TSchema } from 'typebox'
import { Type } from 'typebox'
import type { ErrorCode } from '../errors.ts'
import { Account, AccountList, Statement } from './accounts.ts'
import { Binding, BindingConfirmation, BindingForm } from './bindings.ts'
import { Deposit, DepositList, DepositOrder, WithdrawalOrder } from './deposits.ts'
import { Home } from './home.ts'
import { IdentificationCode, IdentificationProgress } from './identification.ts'
import { Complaint, ComplaintForm, ComplaintList, Institution } from './institution.ts'
import { Link, LinkRegistration } from './links.ts'
import { AuthorisationRequest, AuthorisationToken, PinChallenge, PinChallengeRequest } from './pins.ts'
import { Product, ProductList, ProductQuery } from './products.ts'
import { Me, PhoneCode, PhoneFound, SessionList, SignedIn, SignIn, SmsCodeRequest, SmsCodeSent } from './sessions.ts'
import { Empty, LinkId, ProductId, Uuid } from './shapes.ts'
import { Topup, TopupOrder } from './topups.ts'
import { Payee, PayeeLookup, Transfer, TransferOrder } from './transfers.ts'

interface Route {
  readonly summary: string
  readonly auth: 'anyone' | 'session'
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly answer: TSchema
  readonly errors: readonly ErrorCode[]
}
const route = <const R extends Route>(definition: R): R => definition

const AUTHORISED = ['PIN_WRONG', 'PIN_LOCKED', 'PIN_NOT_SET', 'PIN_CHALLENGE_INVALID', 'AUTHORISATION_INVALID'] as const
const ORDERED = ['ID_REUSED', 'IN_PROGRESS', 'AMOUNT_INVALID', 'ACCOUNT_SUSPENDED', 'NOT_FOUND', ...AUTHORISED] as const
const by = <K extends string, T extends TSchema>(name: K, schema: T) => Type.Object({ [name]: schema } as Record<K, T>)

export const routes = {
  // Anyone
  'GET /v1/institution': route({ summary: 'Who runs this bank', auth: 'anyone', answer: Institution, errors: [] }),
  'GET /v1/products': route({ summary: 'The shelf', auth: 'anyone', answer: ProductList, errors: [] }),
  'GET /v1/products/:productId': route({
    summary: 'A product, readable logged out',
    auth: 'anyone',
    params: by('productId', ProductId),
    query: ProductQuery,
    answer: Product,
    errors: ['PRODUCT_UNKNOWN'],
  }),
  'GET /v1/links/:linkId': route({
    summary: 'What a shared link points to',
    auth: 'anyone',
    params: by('linkId', LinkId),
    answer: Link,
    errors: ['NOT_FOUND'],
  }),
  'POST /v1/sms-codes': route({
    summary: 'Send a sign-in code by SMS',
    auth: 'anyone',
    body: SmsCodeRequest,
    answer: SmsCodeSent,
    errors: ['MOBILE_INVALID', 'SMS_TOO_OFTEN', 'OUTSIDE_UNAVAILABLE'],
  }),
  'POST /v1/sessions': route({
    summary: 'Sign in',
    auth: 'anyone',
    body: SignIn,
    answer: SignedIn,
    errors: [
      'WECHAT_CODE_INVALID',
      'WECHAT_USER_BLOCKED',
      'SMS_CODE_WRONG',
      'SMS_CODE_EXPIRED',
      'SMS_CODE_USED',
      'MOBILE_INVALID',
      'OUTSIDE_UNAVAILABLE',
    ],
  }),

  // Sessions and the person
  'GET /v1/sessions': route({ summary: 'Where one is signed in', auth: 'session', answer: SessionList, errors: [] }),
  'DELETE /v1/sessions/:sessionId': route({
    summary: 'End a session; `current` is this one',
    auth: 'session',
    params: by('sessionId', Type.Union([Type.Literal('current'), Uuid])),
    answer: Empty,
    errors: ['NOT_FOUND'],
  }),
  'POST /v1/sessions/current/phone': route({
    summary: 'Mobile number from WeChat’s button',
    auth: 'session',
    body: PhoneCode,
    answer: PhoneFound,
    errors: ['PHONE_CODE_INVALID', 'OUTSIDE_UNAVAILABLE'],
  }),
  'GET /v1/me': route({ summary: 'Who is signed in', auth: 'session', answer: Me, errors: [] }),
  'GET /v1/home': route({ summary: 'Everything the first screen shows', auth: 'session', answer: Home, errors: [] }),

  // Binding a card, opening an account
  'POST /v1/bindings': route({
    summary: 'Verify a card and its holder, and have the card’s bank send a code',
    auth: 'session',
    body: BindingForm,
    answer: Binding,
    errors: [
      'CARD_INVALID',
      'CARD_UNKNOWN',
      'CARD_NOT_ELIGIBLE',
      'CARD_MISMATCH',
      'CARD_ALREADY_BOUND',
      'NAME_INVALID',
      'ID_NUMBER_INVALID',
      'ID_EXPIRED',
      'MOBILE_INVALID',
      'MOBILE_TAKEN',
      'AGE_NOT_ALLOWED',
      'TAX_RESIDENCY_ABROAD',
      'CONSENT_MISSING',
      'CUSTOMER_EXISTS',
      'ACCOUNT_LIMIT',
      'SMS_TOO_OFTEN',
      'ID_REUSED',
      'IN_PROGRESS',
      'OUTSIDE_UNAVAILABLE',
    ],
  }),
  'GET /v1/bindings/:bindingId': route({
    summary: 'How a binding stands',
    auth: 'session',
    params: by('bindingId', Uuid),
    answer: Binding,
    errors: ['NOT_FOUND'],
  }),
  'POST /v1/bindings/:bindingId/code': route({
    summary: 'Send the code again',
    auth: 'session',
    params: by('bindingId', Uuid),
    answer: Binding,
    errors: ['NOT_FOUND', 'SMS_TOO_OFTEN', 'BINDING_EXPIRED', 'OUTSIDE_UNAVAILABLE'],
  }),
  'POST /v1/bindings/:bindingId/confirmation': route({
    summary: 'Confirm with the code and set the PIN: signs the debit agreement and opens the account',
    auth: 'session',
    params: by('bindingId', Uuid),
    body: BindingConfirmation,
    answer: Binding,
    errors: [
      'NOT_FOUND',
      'SMS_CODE_WRONG',
      'SMS_CODE_EXPIRED',
      'SMS_CODE_USED',
      'PIN_WEAK',
      'PIN_MISMATCH',
      'PIN_CHALLENGE_INVALID',
      'BINDING_EXPIRED',
      'CUSTOMER_EXISTS',
      'ACCOUNT_LIMIT',
      'IN_PROGRESS',
      'OUTSIDE_UNAVAILABLE',
    ],
  }),

  // Identification at a branch
  'POST /v1/identification-codes': route({
    summary: 'A code to show at the counter, which voids the one before',
    auth: 'session',
    answer: IdentificationCode,
    errors: ['ACCOUNT_REQUIRED', 'IDENTIFICATION_DONE', 'IDENTIFICATION_CODES_LIMIT'],
  }),
  'GET /v1/identification-codes/:codeId': route({
    summary: 'How far a code has come',
    auth: 'session',
    params: by('codeId', Uuid),
    answer: IdentificationProgress,
    errors: ['NOT_FOUND'],
  }),

  // Accounts
  'GET /v1/accounts': route({
    summary: 'Own accounts and bound cards',
    auth: 'session',
    answer: AccountList,
    errors: [],
  }),
  'GET /v1/accounts/:accountId': route({
    summary: 'An account with its limits',
    auth: 'session',
    params: by('accountId', Uuid),
    answer: Account,
    errors: ['NOT_FOUND'],
  }),
  'GET /v1/accounts/:accountId/entries': route({
    summary: 'The statement, newest first',
    auth: 'session',
    params: by('accountId', Uuid),
    query: Type.Object({
      before: Type.Optional(Type.String({ pattern: '^\\d{1,19}$' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    }),
    answer: Statement,
    errors: ['NOT_FOUND'],
  }),

  // PIN
  'POST /v1/pin-challenges': route({
    summary: 'A nonce for the next PIN entry',
    auth: 'session',
    body: PinChallengeRequest,
    answer: PinChallenge,
    errors: [],
  }),
  'POST /v1/authorisations': route({
    summary: 'Buy a single-use authorisation with the PIN',
    auth: 'session',
    body: AuthorisationRequest,
    answer: AuthorisationToken,
    errors: [...AUTHORISED],
  }),

  // Top-ups
  'POST /v1/topups': route({
    summary: 'Bring money in from a bound card',
    auth: 'session',
    body: TopupOrder,
    answer: Topup,
    errors: [...ORDERED, 'CARD_NOT_BOUND', 'BALANCE_CAP'],
  }),
  'GET /v1/topups/:topupId': route({
    summary: 'How a top-up stands',
    auth: 'session',
    params: by('topupId', Uuid),
    answer: Topup,
    errors: ['NOT_FOUND'],
  }),

  // Transfers
  'POST /v1/payee-lookups': route({
    summary: 'Find a payee by mobile number',
    auth: 'session',
    body: PayeeLookup,
    answer: Payee,
    errors: [
      'ACCOUNT_REQUIRED',
      'MOBILE_INVALID',
      'PAYEE_UNKNOWN',
      'PAYEE_SELF',
      'PAYEE_NOT_IDENTIFIED',
      'PAYEE_LOOKUP_LIMIT',
    ],
  }),
  'POST /v1/transfers': route({
    summary: 'Send money to another customer',
    auth: 'session',
    body: TransferOrder,
    answer: Transfer,
    errors: [
      ...ORDERED,
      'BALANCE_INSUFFICIENT',
      'CLASS_LIMIT_DAY',
      'CLASS_LIMIT_YEAR',
      'PAYEE_UNKNOWN',
      'PAYEE_NOT_IDENTIFIED',
      'PAYEE_LIMIT',
    ],
  }),
  'GET /v1/transfers/:transferId': route({
    summary: 'A transfer’s receipt, for payer and payee',
    auth: 'session',
    params: by('transferId', Uuid),
    answer: Transfer,
    errors: ['NOT_FOUND'],
  }),

  // Deposits
  'POST /v1/deposits': route({
    summary: 'Make a time deposit',
    auth: 'session',
    body: DepositOrder,
    answer: Deposit,
    errors: [...ORDERED, 'BALANCE_INSUFFICIENT', 'PRODUCT_UNKNOWN', 'PRODUCT_NOT_ON_SALE', 'DEPOSIT_BELOW_MINIMUM'],
  }),
  'GET /v1/deposits': route({ summary: 'Own deposits', auth: 'session', answer: DepositList, errors: [] }),
  'GET /v1/deposits/:depositId': route({
    summary: 'A deposit and what taking it out today pays',
    auth: 'session',
    params: by('depositId', Uuid),
    answer: Deposit,
    errors: ['NOT_FOUND'],
  }),
  'POST /v1/deposits/:depositId/withdrawal': route({
    summary: 'Take a deposit out early',
    auth: 'session',
    params: by('depositId', Uuid),
    body: WithdrawalOrder,
    answer: Deposit,
    errors: [...ORDERED, 'DEPOSIT_CLOSED'],
  }),

  // Sharing and complaints
  'POST /v1/links': route({
    summary: 'Register a shared link',
    auth: 'session',
    body: LinkRegistration,
    answer: Link,
    errors: ['PRODUCT_UNKNOWN', 'ID_REUSED'],
  }),
  'POST /v1/complaints': route({
    summary: 'Complain',
    auth: 'session',
    body: ComplaintForm,
    answer: Complaint,
    errors: ['ID_REUSED'],
  }),
  'GET /v1/complaints': route({ summary: 'Own complaints', auth: 'session', answer: ComplaintList, errors: [] }),
} as const

export type Routes = typeof routes
export type RouteName = keyof Routes
type Part<N extends RouteName, K extends string> = Routes[N] extends { readonly [P in K]: infer S extends TSchema }
  ? Static<S>
  : undefined
export type Params<N extends RouteName> = Part<N, 'params'>
export type Query<N extends RouteName> = Part<N, 'query'>
export type Body<N extends RouteName> = Part<N, 'body'>
export type Answer<N extends RouteName> = Part<N, 'answer'>

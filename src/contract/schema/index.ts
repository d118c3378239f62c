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
import { CardChange, CardConfirmation, CardForm, CardUnbinding, CardUnbound } from './cards.ts'
import { AccountOrder, UpgradeOrder } from './classes.ts'
import { Deposit, DepositList, DepositOrder, WithdrawalOrder } from './deposits.ts'
import { Home } from './home.ts'
import { IdentificationCode, IdentificationProgress } from './identification.ts'
import { Complaint, ComplaintForm, ComplaintList, Institution } from './institution.ts'
import { Link, LinkRegistration } from './links.ts'
import {
  ConsentChange,
  ConsentList,
  DataRequest,
  Deletion,
  DeletionRequest,
  PersonalData,
  Purpose,
} from './personal-data.ts'
import { CardPhoto, CardPhotoRequest, IdPhoto, IdPhotoRequest } from './photos.ts'
import { AuthorisationRequest, AuthorisationToken, PinChallenge, PinChallengeRequest } from './pins.ts'
import { Product, ProductList, ProductQuery } from './products.ts'
import { AwakeningOrder, Closure, ClosureOrder, Freeze, IdRenewal, Restriction, Thaw } from './restrictions.ts'
import {
  MobileChange,
  MobileProof,
  MobileProofConfirmation,
  MobileProofRequest,
  PinChange,
  PinReset,
  PinSet,
  Recovered,
  Recovery,
} from './security.ts'
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
  /** Largest body, where it is more than the usual 64 KB. */
  readonly bodyLimitBytes?: number
  readonly answer: TSchema
  readonly errors: readonly ErrorCode[]
}
const route = <const R extends Route>(definition: R): R => definition

const AUTHORISED = ['PIN_WRONG', 'PIN_LOCKED', 'PIN_NOT_SET', 'PIN_CHALLENGE_INVALID', 'AUTHORISATION_INVALID'] as const
/** What keeps an account from being used, each with its way out. */
const STOPPED = [
  'ACCOUNT_FROZEN_SELF',
  'ACCOUNT_FROZEN_TELEPHONE',
  'ACCOUNT_FROZEN_AUTHORITY',
  'ACCOUNT_DORMANT',
  'ID_EXPIRED_SUSPENDED',
  'ACCOUNT_SUSPENDED',
  'ACCOUNT_STOPPED',
  'ACCOUNT_CLOSING',
  'ACCOUNT_CLOSED',
] as const
const ORDERED = [
  ...['ID_REUSED', 'IN_PROGRESS', 'AMOUNT_INVALID', 'NOT_FOUND'],
  ...STOPPED,
  ...AUTHORISED,
] as const satisfies readonly ErrorCode[]
const CLASSED = [
  'CARD_NOT_BOUND',
  'CARD_UNKNOWN',
  'CARD_NOT_ELIGIBLE',
  'CARD_MISMATCH',
  'MOBILE_INVALID',
  'DILIGENCE_MISSING',
  'ID_EXPIRED',
  'CONSENT_MISSING',
  'ACCOUNT_LIMIT',
  ...STOPPED,
  'OPENING_RESTRICTED',
  'OPENING_DECLINED',
  'OPENING_IN_REVIEW',
  'ID_REUSED',
  'IN_PROGRESS',
  'OUTSIDE_UNAVAILABLE',
  ...AUTHORISED,
] as const
const PHOTO = ['PHOTO_INVALID', 'PHOTO_TOO_LARGE', 'PHOTO_UNREADABLE', 'PHOTO_LIMIT', 'OUTSIDE_UNAVAILABLE'] as const
const PHOTO_BODY_BYTES = 2 * 1024 * 1024
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

  // People's data
  'GET /v1/me/consents': route({
    summary: 'What one has agreed to, and what one may agree to',
    auth: 'session',
    answer: ConsentList,
    errors: [],
  }),
  'PUT /v1/me/consents/:purpose': route({
    summary: 'Agree to a purpose, or take it back',
    auth: 'session',
    params: by('purpose', Purpose),
    body: ConsentChange,
    answer: ConsentList,
    errors: ['CONSENT_NEEDED', 'CONSENT_TEXT_CHANGED'],
  }),
  'POST /v1/me/data': route({
    summary: 'Everything the bank knows about the person who asks',
    auth: 'session',
    body: DataRequest,
    answer: PersonalData,
    errors: ['DATA_EXPORT_LIMIT', 'ID_REUSED', ...AUTHORISED],
  }),
  'POST /v1/me/deletion': route({
    summary: 'Be forgotten: at once but for what the law makes a bank keep',
    auth: 'session',
    body: DeletionRequest,
    answer: Deletion,
    errors: ['ACCOUNTS_OPEN', 'IN_PROGRESS', 'ID_REUSED', ...AUTHORISED],
  }),

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
      'CARD_NOT_COVERED',
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
      'ID_NOT_CONFIRMED',
      'ID_NOT_FOUND',
      'OPENING_RESTRICTED',
      'OPENING_DECLINED',
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
    summary: 'Send the code again; or the first one, to a person who was reviewed and cleared',
    auth: 'session',
    params: by('bindingId', Uuid),
    answer: Binding,
    errors: [
      'NOT_FOUND',
      'SMS_TOO_OFTEN',
      'BINDING_EXPIRED',
      'CARD_MISMATCH',
      'CARD_UNKNOWN',
      'CUSTOMER_EXISTS',
      'MOBILE_TAKEN',
      'ACCOUNT_LIMIT',
      'OPENING_RESTRICTED',
      'OPENING_DECLINED',
      'IN_PROGRESS',
      'OUTSIDE_UNAVAILABLE',
    ],
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
      'OPENING_RESTRICTED',
      'OPENING_DECLINED',
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

  // Cards beside the first
  'POST /v1/cards': route({
    summary: 'Bind another card: verify it, and have its bank send a code. Goes on as a binding',
    auth: 'session',
    body: CardForm,
    answer: Binding,
    errors: [
      'ACCOUNT_REQUIRED',
      'CARD_INVALID',
      'CARD_UNKNOWN',
      'CARD_NOT_ELIGIBLE',
      'CARD_MISMATCH',
      'CARD_ALREADY_BOUND',
      'CARD_LIMIT',
      ...STOPPED,
      'MOBILE_INVALID',
      'SMS_TOO_OFTEN',
      'ID_REUSED',
      'IN_PROGRESS',
      'OUTSIDE_UNAVAILABLE',
    ],
  }),
  'POST /v1/bindings/:bindingId/card': route({
    summary: 'Confirm the binding of another card with the code and the PIN: signs the debit agreement',
    auth: 'session',
    params: by('bindingId', Uuid),
    body: CardConfirmation,
    answer: Binding,
    errors: [
      'NOT_FOUND',
      'SMS_CODE_WRONG',
      'SMS_CODE_EXPIRED',
      'SMS_CODE_USED',
      'BINDING_EXPIRED',
      'CARD_ALREADY_BOUND',
      'CARD_LIMIT',
      ...STOPPED,
      'IN_PROGRESS',
      'OUTSIDE_UNAVAILABLE',
      ...AUTHORISED,
    ],
  }),
  'POST /v1/cards/:cardId/unbinding': route({
    summary: 'Unbind a card that no account is bound to',
    auth: 'session',
    params: by('cardId', Uuid),
    body: CardUnbinding,
    answer: CardUnbound,
    errors: ['CARD_NOT_BOUND', 'CARD_IN_USE', 'CARD_TOPUP_OPEN', ...STOPPED, 'ID_REUSED', 'IN_PROGRESS', ...AUTHORISED],
  }),
  'POST /v1/accounts/:accountId/card': route({
    summary: 'Give an account another bound card',
    auth: 'session',
    params: by('accountId', Uuid),
    body: CardChange,
    answer: Account,
    errors: [
      'NOT_FOUND',
      'CARD_NOT_BOUND',
      'CARD_ALREADY_BOUND',
      'CARD_CHANGE_LIMIT',
      ...STOPPED,
      'ID_REUSED',
      'IN_PROGRESS',
      ...AUTHORISED,
    ],
  }),

  // Security: another mobile number, another WeChat account, another PIN
  'POST /v1/mobile-proofs': route({
    summary: 'Send a code to a number, to show that one holds it',
    auth: 'session',
    body: MobileProofRequest,
    answer: MobileProof,
    errors: ['MOBILE_INVALID', 'SMS_TOO_OFTEN', 'ACCOUNT_REQUIRED', 'ID_REUSED', 'OUTSIDE_UNAVAILABLE'],
  }),
  'POST /v1/mobile-proofs/:proofId/confirmation': route({
    summary: 'Show it by the code',
    auth: 'session',
    params: by('proofId', Uuid),
    body: MobileProofConfirmation,
    answer: MobileProof,
    errors: ['NOT_FOUND', 'SMS_CODE_WRONG', 'SMS_CODE_EXPIRED', 'SMS_CODE_USED'],
  }),
  'POST /v1/mobile-changes': route({
    summary: 'Change the mobile number',
    auth: 'session',
    body: MobileChange,
    answer: Me,
    errors: [
      'ACCOUNT_REQUIRED',
      'MOBILE_PROOF_INVALID',
      'MOBILE_SAME',
      'MOBILE_TAKEN',
      'MOBILE_CHANGE_LIMIT',
      ...STOPPED,
      'ID_NUMBER_NEEDED',
      'ID_NUMBER_INVALID',
      'ID_NUMBER_DIFFERS',
      'ID_REUSED',
      'IN_PROGRESS',
      ...AUTHORISED,
    ],
  }),
  'POST /v1/pin-changes': route({
    summary: 'Change the PIN, knowing the old one',
    auth: 'session',
    body: PinChange,
    answer: PinSet,
    errors: ['PIN_WEAK', 'PIN_MISMATCH', 'ID_REUSED', 'IN_PROGRESS', 'ACCOUNT_REQUIRED', ...AUTHORISED],
  }),
  'POST /v1/pin-resets': route({
    summary: 'Set a new PIN in place of a forgotten or locked one',
    auth: 'session',
    body: PinReset,
    answer: PinSet,
    errors: [
      'ACCOUNT_REQUIRED',
      'MOBILE_PROOF_INVALID',
      'ID_NUMBER_INVALID',
      'CARD_INVALID',
      'PIN_RESET_REFUSED',
      'PIN_RESET_LIMIT',
      'CARD_MISMATCH',
      'CARD_UNKNOWN',
      'CARD_NOT_ELIGIBLE',
      'PIN_WEAK',
      'PIN_MISMATCH',
      'PIN_CHALLENGE_INVALID',
      'ID_REUSED',
      'IN_PROGRESS',
      'OUTSIDE_UNAVAILABLE',
    ],
  }),
  'POST /v1/recoveries': route({
    summary: 'Come back with a new WeChat account; the sessions of the old one end',
    auth: 'session',
    body: Recovery,
    answer: Recovered,
    errors: [
      'RECOVERY_NOT_HERE',
      'RECOVERY_REFUSED',
      'RECOVERY_LIMIT',
      'MOBILE_PROOF_INVALID',
      'ID_NUMBER_INVALID',
      'PIN_CHALLENGE_INVALID',
      'ID_REUSED',
    ],
  }),

  // Photos, in place of typing
  'POST /v1/id-photos': route({
    summary: 'Read a photo of a resident ID card, either side',
    auth: 'session',
    body: IdPhotoRequest,
    bodyLimitBytes: PHOTO_BODY_BYTES,
    answer: IdPhoto,
    errors: [...PHOTO, 'PHOTO_NOT_AN_ID', 'PHOTO_OF_ANOTHER', 'ID_EXPIRED'],
  }),
  'POST /v1/card-photos': route({
    summary: 'Read the number in a photo of a bank card',
    auth: 'session',
    body: CardPhotoRequest,
    bodyLimitBytes: PHOTO_BODY_BYTES,
    answer: CardPhoto,
    errors: [...PHOTO, 'PHOTO_NOT_A_CARD'],
  }),

  // Accounts
  'GET /v1/accounts': route({
    summary: 'Own accounts and bound cards',
    auth: 'session',
    answer: AccountList,
    errors: [],
  }),
  // Further accounts, and from Class III up to Class II
  'POST /v1/accounts': route({
    summary: 'Open one more account against a bound card',
    auth: 'session',
    body: AccountOrder,
    answer: Account,
    errors: [...CLASSED, 'ACCOUNT_REQUIRED'],
  }),
  'POST /v1/accounts/:accountId/upgrade': route({
    summary: 'Move a Class III account up to Class II, keeping its number and what is known',
    auth: 'session',
    params: by('accountId', Uuid),
    body: UpgradeOrder,
    answer: Account,
    errors: [...CLASSED, 'UPGRADE_NOT_NEEDED', 'NOT_FOUND'],
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

  // Restrictions and closing
  'POST /v1/restrictions': route({
    summary: 'Freeze oneself at once, without a PIN',
    auth: 'session',
    body: Freeze,
    answer: Restriction,
    errors: ['ACCOUNT_REQUIRED', 'NOT_FOUND', 'ID_REUSED', 'IN_PROGRESS'],
  }),
  'POST /v1/restrictions/:restrictionId/thaw': route({
    summary: 'End one’s own freeze',
    auth: 'session',
    params: by('restrictionId', Uuid),
    body: Thaw,
    answer: Restriction,
    errors: ['NOT_FOUND', 'IN_PROGRESS', ...STOPPED, ...AUTHORISED],
  }),
  'POST /v1/accounts/:accountId/awakening': route({
    summary: 'Have identity checked again, so that an account that nobody used is free',
    auth: 'session',
    params: by('accountId', Uuid),
    body: AwakeningOrder,
    answer: Restriction,
    errors: [
      'NOT_FOUND',
      'RESTRICTION_ENDED',
      'IDENTITY_NOT_CONFIRMED',
      'IN_PROGRESS',
      'OUTSIDE_UNAVAILABLE',
      ...AUTHORISED,
    ],
  }),
  'POST /v1/me/id-validity': route({
    summary: 'Tell the last day of a new ID card',
    auth: 'session',
    body: IdRenewal,
    answer: Me,
    errors: ['ID_EXPIRED', 'ACCOUNT_REQUIRED', 'ID_REUSED', 'IN_PROGRESS', ...AUTHORISED],
  }),
  'POST /v1/accounts/:accountId/closure': route({
    summary: 'Close an account: what is left goes back to the bound card first',
    auth: 'session',
    params: by('accountId', Uuid),
    body: ClosureOrder,
    answer: Closure,
    errors: [...ORDERED, 'CLOSURE_DEPOSITS', 'CLOSURE_TOPUPS', 'CLOSURE_HOLDS', 'CLOSURE_AT_BRANCH'],
  }),
  'GET /v1/closures/:closureId': route({
    summary: 'How the closing of an account stands',
    auth: 'session',
    params: by('closureId', Uuid),
    answer: Closure,
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
      'PAYEE_CANNOT_RECEIVE',
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
    errors: [
      ...ORDERED,
      'BALANCE_INSUFFICIENT',
      'CLASS_UPGRADE_REQUIRED',
      'PRODUCT_UNKNOWN',
      'PRODUCT_NOT_ON_SALE',
      'DEPOSIT_BELOW_MINIMUM',
    ],
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

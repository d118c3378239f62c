/** Anyone, sessions, the person and what the bank knows of them. */
import { Type } from 'typebox'
import { Home } from '../home.ts'
import { IdentificationCode, IdentificationProgress } from '../identification.ts'
import { Institution } from '../institution.ts'
import { Link } from '../links.ts'
import {
  Arrivals,
  ArrivalsQuery,
  MessagePermissions,
  MessageTemplate,
  MessageWish,
  PermissionAnswers,
} from '../messages.ts'
import {
  ConsentChange,
  ConsentList,
  DataRequest,
  Deletion,
  DeletionRequest,
  PersonalData,
  Purpose,
} from '../personal-data.ts'
import { AuthorisationRequest, AuthorisationToken, PinChallenge, PinChallengeRequest } from '../pins.ts'
import { Product, ProductList, ProductQuery } from '../products.ts'
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
} from '../security.ts'
import { Me, PhoneCode, PhoneFound, SessionList, SignedIn, SignIn, SmsCodeRequest, SmsCodeSent } from '../sessions.ts'
import { Empty, LinkId, ProductId, Uuid } from '../shapes.ts'
import { AUTHORISED, by, route, STOPPED } from './route.ts'

export const PEOPLE_ROUTES = {
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
    errors: ['ACCOUNTS_OPEN', 'ORDERS_WAITING', 'IN_PROGRESS', 'ID_REUSED', ...AUTHORISED],
  }),

  'GET /v1/home': route({ summary: 'Everything the first screen shows', auth: 'session', answer: Home, errors: [] }),

  // Money that comes in, told at once
  'GET /v1/arrivals': route({
    summary: 'What came in since, waited for up to 25 s',
    auth: 'session',
    query: ArrivalsQuery,
    waits: true,
    answer: Arrivals,
    errors: [],
  }),
  'GET /v1/message-permissions': route({
    summary: 'Whether WeChat may bring messages, and whether to ask',
    auth: 'session',
    answer: MessagePermissions,
    errors: [],
  }),
  'POST /v1/message-permissions': route({
    summary: 'What somebody answered to WeChat’s question',
    auth: 'session',
    body: PermissionAnswers,
    answer: MessagePermissions,
    errors: [],
  }),
  'PUT /v1/message-permissions/:template': route({
    summary: 'Want messages by WeChat, or not',
    auth: 'session',
    params: by('template', MessageTemplate),
    body: MessageWish,
    answer: MessagePermissions,
    errors: [],
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
    errors: ['MOBILE_INVALID', ...AUTHORISED],
  }),
} as const

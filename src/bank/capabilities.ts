/**
 * bank/: what the bank does, one folder a capability. It reaches money through `core.ts` and writes through `writes/`,
 * the outside through the connectors it is handed, data through storage. This file says all that the bank can do.
 */
import type { VerificationConnector } from '../connectors/outside.ts'
import type { ReportPeriod } from '../contract/choices.ts'
import type { Answer, Body, Params } from '../contract/schema/index.ts'
import type { StaffAnswer, StaffBody, StaffQuery } from '../contract/schema/staff-routes.ts'
import type { Caller } from './caller.ts'
import type { Download } from './downloads/downloads.ts'
import type { Codes } from './identification/codes.ts'
import type { Counter } from './identification/counter.ts'
import type { StaffCaller } from './staff/caller.ts'
import type { Staff } from './staff/staff.ts'
import type { AuthorisationUse } from './writes/write.ts'

/** What the transport knows of a request before anyone is signed in. */
export interface Visit {
  readonly language: 'zh' | 'en'
  readonly traceId: string
  /** What the person would recognise in the list of sessions: 'iPhone 15, WeChat 8.0.50'. */
  readonly device: string
  /** Network address, for the limits on SMS codes. Never stored or logged in plain. */
  readonly address: string
}

export interface Sessions {
  /** Sends a sign-in code. The answer is the same whether or not the number is a customer's. */
  requestSmsCode(request: Body<'POST /v1/sms-codes'>, visit: Visit): Promise<Answer<'POST /v1/sms-codes'>>
  signIn(request: Body<'POST /v1/sessions'>, visit: Visit): Promise<Answer<'POST /v1/sessions'>>
  /** Who holds this token. Throws SESSION_ENDED for one that is unknown, ended, idle for too long or over. */
  resolve(
    token: string,
    request: Pick<Visit, 'language' | 'traceId'> & {
      /** The program asks by itself: the person has not used the session, which may end as unused. */
      readonly unattended?: boolean
    },
  ): Promise<Caller>
  list(caller: Caller): Promise<Answer<'GET /v1/sessions'>>
  end(caller: Caller, id: string): Promise<Answer<'DELETE /v1/sessions/:sessionId'>>
  /** WeChat's phone button. */
  phone(
    caller: Caller,
    request: Body<'POST /v1/sessions/current/phone'>,
  ): Promise<Answer<'POST /v1/sessions/current/phone'>>
}

export interface Customers {
  me(caller: Caller): Promise<Answer<'GET /v1/me'>>
  /** Identified face to face: from now on money from others may come in. Again is harmless; the first record stands. */
  recordIdentification(record: { customerId: string; branch: string; teller: string }): Promise<void>
}

/** An organisation as it came to the branch with its papers. */
export interface OrganisationOpening {
  readonly name: string
  /** Unified social credit code, 18 characters. */
  readonly creditCode: string
  /** 'payroll' pays many people and is paid by none; 'merchant' is paid by many, who find it by its contact's mobile. */
  readonly purpose: 'payroll' | 'merchant'
  /** The contact's, and no other customer's. */
  readonly contactMobile: string
  readonly branch: string
  readonly teller: string
}

export interface Organisations {
  /**
   * Staff opens an organisation's account; again, with the same credit code and purpose, answers the same one. Called by
   * staff's own tools: no route of the gateway leads here. Throws ORGANISATION_NAME_INVALID, ORGANISATION_CODE_INVALID,
   * MOBILE_INVALID, MOBILE_TAKEN, ORGANISATION_DIFFERS.
   */
  open(order: OrganisationOpening): Promise<{ readonly customerId: string; readonly accountId: string }>
}

export interface Bindings {
  submit(caller: Caller, form: Body<'POST /v1/bindings'>): Promise<Answer<'POST /v1/bindings'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/bindings/:bindingId'>>
  resend(caller: Caller, id: string): Promise<Answer<'POST /v1/bindings/:bindingId/code'>>
  confirm(
    caller: Caller,
    id: string,
    confirmation: Body<'POST /v1/bindings/:bindingId/confirmation'>,
  ): Promise<Answer<'POST /v1/bindings/:bindingId/confirmation'>>
}

/** Bank cards after the first. */
export interface Cards {
  bind(caller: Caller, form: Body<'POST /v1/cards'>): Promise<Answer<'POST /v1/cards'>>
  confirm(
    caller: Caller,
    bindingId: string,
    confirmation: Body<'POST /v1/bindings/:bindingId/card'>,
  ): Promise<Answer<'POST /v1/bindings/:bindingId/card'>>
  unbind(
    caller: Caller,
    cardId: string,
    order: Body<'POST /v1/cards/:cardId/unbinding'>,
  ): Promise<Answer<'POST /v1/cards/:cardId/unbinding'>>
  /** Binds an account to another of the customer's cards. */
  change(
    caller: Caller,
    accountId: string,
    order: Body<'POST /v1/accounts/:accountId/card'>,
  ): Promise<Answer<'POST /v1/accounts/:accountId/card'>>
}

/** Another number, another WeChat account, another PIN. */
export interface Security {
  askProof(
    caller: Caller,
    request: Body<'POST /v1/mobile-proofs'>,
    visit: Visit,
  ): Promise<Answer<'POST /v1/mobile-proofs'>>
  confirmProof(
    caller: Caller,
    id: string,
    confirmation: Body<'POST /v1/mobile-proofs/:proofId/confirmation'>,
  ): Promise<Answer<'POST /v1/mobile-proofs/:proofId/confirmation'>>
  changeMobile(caller: Caller, order: Body<'POST /v1/mobile-changes'>): Promise<Answer<'POST /v1/mobile-changes'>>
  changePin(caller: Caller, order: Body<'POST /v1/pin-changes'>): Promise<Answer<'POST /v1/pin-changes'>>
  resetPin(caller: Caller, order: Body<'POST /v1/pin-resets'>): Promise<Answer<'POST /v1/pin-resets'>>
  /** Makes this WeChat account the customer's, in place of the one before. */
  recover(caller: Caller, order: Body<'POST /v1/recoveries'>): Promise<Answer<'POST /v1/recoveries'>>
}

/** People whom a list may mean, as risk sees them and decides, two of them together. */
export interface Screening {
  /** What waits for people: open matches, and customers who are meant and whose business nobody has stopped yet. */
  open(): Promise<StaffAnswer<'GET /console/api/list-matches'>>
  /** Whom a match is about, masked, and what it matched. Recorded. Throws NOT_FOUND. */
  look(caller: StaffCaller, matchId: string): Promise<StaffAnswer<'POST /console/api/list-matches/:matchId/looks'>>
  /** A verdict, for another member of risk to decide on. Throws NOT_FOUND, TASK_STALE, TASK_OPEN, ID_REUSED. */
  propose(
    caller: StaffCaller,
    matchId: string,
    proposal: StaffBody<'POST /console/api/list-matches/:matchId/proposals'>,
  ): Promise<StaffAnswer<'POST /console/api/list-matches/:matchId/proposals'>>
}

/** The verification networks: who asks the bank that issued a card. */
export interface Verification extends VerificationConnector {
  /** Queries, cost and times by network. */
  report(period: ReportPeriod): Promise<StaffAnswer<'GET /console/api/networks'>>
}

/** A message of another bank as it came: exact bytes, signature and id of the key. */
export interface MemberMessage {
  readonly body: Uint8Array
  readonly signature: unknown
  readonly key: unknown
}

export interface Interbank {
  /**
   * Answers acmt.023 with acmt.024 about an account of ours, with the headers that sign it. Throws MEMBER_UNKNOWN,
   * MEMBER_SIGNATURE_INVALID, MEMBER_TOO_OFTEN, MEMBER_MESSAGE_INVALID, MEMBER_MESSAGE_STALE, MEMBER_MESSAGE_REPLAYED.
   */
  verify(message: MemberMessage): Promise<{ readonly body: string; readonly headers: Readonly<Record<string, string>> }>
}

/** Further accounts, and from Class III up to Class II. */
export interface Classes {
  open(caller: Caller, order: Body<'POST /v1/accounts'>): Promise<Answer<'POST /v1/accounts'>>
  upgrade(
    caller: Caller,
    accountId: string,
    order: Body<'POST /v1/accounts/:accountId/upgrade'>,
  ): Promise<Answer<'POST /v1/accounts/:accountId/upgrade'>>
}

/** Photos in place of typing. They are read by the outside and forgotten here. */
export interface Photos {
  idCard(caller: Caller, request: Body<'POST /v1/id-photos'>): Promise<Answer<'POST /v1/id-photos'>>
  bankCard(caller: Caller, request: Body<'POST /v1/card-photos'>): Promise<Answer<'POST /v1/card-photos'>>
}

export interface Pins {
  challenge(caller: Caller, request: Body<'POST /v1/pin-challenges'>): Promise<Answer<'POST /v1/pin-challenges'>>
  authorise(caller: Caller, request: Body<'POST /v1/authorisations'>): Promise<Answer<'POST /v1/authorisations'>>
  /**
   * Turns the `authorisation` of an order into what the write path consumes: checks an inline PIN, passes a token on.
   * `order` is the canonical text of `pins/order.ts`.
   */
  use(
    caller: Caller,
    order: string,
    authorisation: Body<'POST /v1/transfers'>['authorisation'],
  ): Promise<AuthorisationUse>
}

/** What the bank knows of a person: what they agreed to, all of it to read, and its end. */
export interface PersonalData {
  consents(caller: Caller): Promise<Answer<'GET /v1/me/consents'>>
  /** Throws CONSENT_NEEDED, CONSENT_TEXT_CHANGED. */
  consent(
    caller: Caller,
    purpose: Params<'PUT /v1/me/consents/:purpose'>['purpose'],
    change: Body<'PUT /v1/me/consents/:purpose'>,
  ): Promise<Answer<'PUT /v1/me/consents/:purpose'>>
  /** Throws DATA_EXPORT_LIMIT and what the PIN throws. */
  tell(caller: Caller, request: Body<'POST /v1/me/data'>): Promise<Answer<'POST /v1/me/data'>>
  /** Throws ACCOUNTS_OPEN, IN_PROGRESS and what the PIN throws. Every session of the person's is over then. */
  forget(caller: Caller, request: Body<'POST /v1/me/deletion'>): Promise<Answer<'POST /v1/me/deletion'>>
}

export interface Links {
  register(caller: Caller, request: Body<'POST /v1/links'>): Promise<Answer<'POST /v1/links'>>
  get(id: string): Promise<Answer<'GET /v1/links/:linkId'>>
}

export interface Complaints {
  make(caller: Caller, form: Body<'POST /v1/complaints'>): Promise<Answer<'POST /v1/complaints'>>
  list(caller: Caller): Promise<Answer<'GET /v1/complaints'>>
}

/** What staff does with complaints: role 'service'. */
export interface ComplaintDesk {
  /** Without a name or a text: those not answered, the first due first, or the answered, newest first. */
  list(query: StaffQuery<'GET /console/api/complaints'>): Promise<StaffAnswer<'GET /console/api/complaints'>>
  /** Who complains of what. Recorded. Throws NOT_FOUND. */
  look(caller: StaffCaller, number: string): Promise<StaffAnswer<'POST /console/api/complaints/:number/looks'>>
  /** Answers once: the customer is told by SMS that there is an answer. Throws NOT_FOUND, COMPLAINT_ANSWERED. */
  answer(
    caller: StaffCaller,
    number: string,
    text: string,
  ): Promise<StaffAnswer<'POST /console/api/complaints/:number/answer'>>
}

export interface Accounts {
  list(caller: Caller): Promise<Answer<'GET /v1/accounts'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/accounts/:accountId'>>
  statement(
    caller: Caller,
    id: string,
    page: { before?: string; limit?: number },
  ): Promise<Answer<'GET /v1/accounts/:accountId/entries'>>
}

/** Looking back over what moved on virtual accounts. */
export interface StatementLooks {
  /** Throws NOT_FOUND. */
  search(
    caller: Caller,
    accountId: string,
    search: Body<'POST /v1/accounts/:accountId/entry-searches'>,
  ): Promise<Answer<'POST /v1/accounts/:accountId/entry-searches'>>
  /** Throws NOT_FOUND. */
  months(
    caller: Caller,
    accountId: string,
    page: { before?: string; limit?: number },
  ): Promise<Answer<'GET /v1/accounts/:accountId/months'>>
  /** Throws NOT_FOUND, PERIOD_INVALID, PERIOD_TOO_LONG, STATEMENT_TOO_LONG, EXPORT_LIMIT. */
  orderFile(
    caller: Caller,
    accountId: string,
    order: Body<'POST /v1/accounts/:accountId/statement-files'>,
  ): Promise<Answer<'POST /v1/accounts/:accountId/statement-files'>>
}

export interface Downloads {
  /** The file that a ticket was issued for, once; `origin` is where our pages are. Throws NOT_FOUND. */
  take(ticket: string, origin: string): Promise<Download>
}

/** Electronic receipts. */
export interface Receipts {
  /** Of an order of the caller's, as payer or payee; again it is the same. Throws NOT_FOUND, RECEIPT_NOT_YET. */
  issue(caller: Caller, of: Body<'POST /v1/receipts'>): Promise<Answer<'POST /v1/receipts'>>
  /** Throws NOT_FOUND, RECEIPT_NOT_YET, EXPORT_LIMIT. */
  orderFile(caller: Caller, order: Body<'POST /v1/receipt-files'>): Promise<Answer<'POST /v1/receipt-files'>>
  /** By whoever holds one. Throws RECEIPT_CHECK_LIMIT. */
  check(
    request: Body<'POST /v1/receipt-checks'>,
    visit: Pick<Visit, 'address'>,
  ): Promise<Answer<'POST /v1/receipt-checks'>>
}

/** Somebody called and asked for their accounts to be frozen. Ids are made by the console: again is harmless. */
export type TelephoneFreeze = StaffBody<'POST /console/api/customers/:customerId/telephone-freezes'> & OfCustomer
/** Police or court ordered it. */
export type AuthorityOrder = StaffBody<'POST /console/api/customers/:customerId/authority-orders'> & OfCustomer
export type Release = StaffBody<'POST /console/api/customers/:customerId/releases'> & OfCustomer
interface OfCustomer {
  readonly customerId: string
}
type StaffRestriction = StaffAnswer<'POST /console/api/customers/:customerId/telephone-freezes'>

/** What keeps accounts from being used, and the ways out. Staff's functions are called by staff's own tools. */
export interface Restrictions {
  /** Freezes at once. A second freeze is answered by the first. Throws ACCOUNT_REQUIRED, NOT_FOUND, ID_REUSED. */
  freeze(caller: Caller, order: Body<'POST /v1/restrictions'>): Promise<Answer<'POST /v1/restrictions'>>
  /** Ends one's own freeze; of another kind it throws what keeps the account from being used. */
  thaw(
    caller: Caller,
    restrictionId: string,
    order: Body<'POST /v1/restrictions/:restrictionId/thaw'>,
  ): Promise<Answer<'POST /v1/restrictions/:restrictionId/thaw'>>
  awaken(
    caller: Caller,
    accountId: string,
    order: Body<'POST /v1/accounts/:accountId/awakening'>,
  ): Promise<Answer<'POST /v1/accounts/:accountId/awakening'>>
  renewId(caller: Caller, order: Body<'POST /v1/me/id-validity'>): Promise<Answer<'POST /v1/me/id-validity'>>
  /** Role 'service'. Throws STAFF_ROLE_MISSING, ACCOUNT_REQUIRED, ID_REUSED. */
  freezeByTelephone(staff: StaffCaller, order: TelephoneFreeze): Promise<StaffRestriction>
  /**
   * Role 'risk'. An extension is another order under its own document. Throws STAFF_ROLE_MISSING,
   * AUTHORITY_DOCUMENT_MISSING, AUTHORITY_END_INVALID, ACCOUNT_REQUIRED, NOT_FOUND, ID_REUSED.
   */
  freezeByAuthority(staff: StaffCaller, order: AuthorityOrder): Promise<StaffRestriction>
  /**
   * Asks that a restriction be let go before its time; a colleague of the same role decides: risk for an authority's order
   * and for what a list led to, else service. Throws STAFF_ROLE_MISSING, AUTHORITY_DOCUMENT_MISSING, NOT_FOUND, TASK_STALE,
   * TASK_OPEN, ID_REUSED.
   */
  requestRelease(
    caller: StaffCaller,
    order: Release,
  ): Promise<StaffAnswer<'POST /console/api/customers/:customerId/releases'>>
}

/** The end of an account. */
export interface Closures {
  close(
    caller: Caller,
    accountId: string,
    order: Body<'POST /v1/accounts/:accountId/closure'>,
  ): Promise<Answer<'POST /v1/accounts/:accountId/closure'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/closures/:closureId'>>
}

/** Limits of one's own for payments to others. */
export interface AgreedLimits {
  set(
    caller: Caller,
    accountId: string,
    order: Body<'POST /v1/accounts/:accountId/agreed-limits'>,
  ): Promise<Answer<'POST /v1/accounts/:accountId/agreed-limits'>>
}

/** Whom a customer may pay. */
export interface Payees {
  lookUp(caller: Caller, request: Body<'POST /v1/payee-lookups'>): Promise<Answer<'POST /v1/payee-lookups'>>
  tellSurname(caller: Caller, payeeId: string, surname: string): Promise<Answer<'POST /v1/payees/:payeeId/surname'>>
  /** A card of anybody's with its holder's name, kept for this payer. Asks nobody. */
  tellCard(caller: Caller, form: Body<'POST /v1/card-payees'>): Promise<Answer<'POST /v1/card-payees'>>
  /** That the warning of a reported payee was read: the pause begins. */
  acknowledge(caller: Caller, payeeId: string): Promise<Answer<'POST /v1/payees/:payeeId/acknowledgement'>>
  list(caller: Caller): Promise<Answer<'GET /v1/payees'>>
  rename(caller: Caller, payeeId: string, alias: string | null): Promise<Answer<'PUT /v1/payees/:payeeId/alias'>>
  remove(caller: Caller, payeeId: string): Promise<Answer<'DELETE /v1/payees/:payeeId'>>
}

export interface Transfers {
  make(caller: Caller, order: Body<'POST /v1/transfers'>): Promise<Answer<'POST /v1/transfers'>>
  giveBack(
    caller: Caller,
    transferId: string,
    order: Body<'POST /v1/transfers/:transferId/return'>,
  ): Promise<Answer<'POST /v1/transfers/:transferId/return'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/transfers/:transferId'>>
}

/** Transfers that run later. */
export interface ScheduledTransfers {
  make(caller: Caller, order: Body<'POST /v1/scheduled-transfers'>): Promise<Answer<'POST /v1/scheduled-transfers'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/scheduled-transfers/:orderId'>>
  list(caller: Caller): Promise<Answer<'GET /v1/scheduled-transfers'>>
  cancel(caller: Caller, id: string): Promise<Answer<'POST /v1/scheduled-transfers/:orderId/cancellation'>>
}

/** Money to bank cards, of others and of one's own. */
export interface CardTransfers {
  make(caller: Caller, order: Body<'POST /v1/card-transfers'>): Promise<Answer<'POST /v1/card-transfers'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/card-transfers/:cardTransferId'>>
}

/** Money sent by a card in the chat and claimed by who opens it. */
export interface Claimables {
  make(caller: Caller, order: Body<'POST /v1/claimables'>): Promise<Answer<'POST /v1/claimables'>>
  list(caller: Caller): Promise<Answer<'GET /v1/claimables'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/claimables/:claimableId'>>
  takeBack(
    caller: Caller,
    id: string,
    order: Body<'POST /v1/claimables/:claimableId/return'>,
  ): Promise<Answer<'POST /v1/claimables/:claimableId/return'>>
  answer(
    caller: Caller,
    id: string,
    askId: string,
    order: Body<'POST /v1/claimables/:claimableId/asks/:askId'>,
  ): Promise<Answer<'POST /v1/claimables/:claimableId/asks/:askId'>>
  /** What it says to whoever has its token. Throws CLAIMABLE_UNKNOWN. */
  card(token: string): Promise<Answer<'POST /v1/claimables/card'>>
  opened(caller: Caller, token: string): Promise<Answer<'POST /v1/claimables/card/own'>>
  claim(caller: Caller, order: Body<'POST /v1/claimables/claims'>): Promise<Answer<'POST /v1/claimables/claims'>>
}

/** Asking for money by a card in the chat. */
export interface PaymentRequests {
  make(caller: Caller, order: Body<'POST /v1/payment-requests'>): Promise<Answer<'POST /v1/payment-requests'>>
  list(caller: Caller): Promise<Answer<'GET /v1/payment-requests'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/payment-requests/:requestId'>>
  withdraw(
    caller: Caller,
    id: string,
    order: Body<'POST /v1/payment-requests/:requestId/withdrawal'>,
  ): Promise<Answer<'POST /v1/payment-requests/:requestId/withdrawal'>>
  markCash(
    caller: Caller,
    share: { readonly requestId: string; readonly n: number },
    order: Body<'POST /v1/payment-requests/:requestId/shares/:share/cash'>,
  ): Promise<Answer<'POST /v1/payment-requests/:requestId/shares/:share/cash'>>
  /** For whoever has the link. */
  open(token: string): Promise<Answer<'GET /v1/payment-requests/opened/:token'>>
  openMine(caller: Caller, token: string): Promise<Answer<'GET /v1/payment-requests/opened/:token/mine'>>
  pay(
    caller: Caller,
    token: string,
    order: Body<'POST /v1/payment-requests/opened/:token/payments'>,
  ): Promise<Answer<'POST /v1/payment-requests/opened/:token/payments'>>
}

export interface Topups {
  make(caller: Caller, order: Body<'POST /v1/topups'>): Promise<Answer<'POST /v1/topups'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/topups/:topupId'>>
}

export interface Products {
  list(): Promise<Answer<'GET /v1/products'>>
  /** `amount`: principal in fen to work the example out for. */
  get(productId: string, amount?: number): Promise<Answer<'GET /v1/products/:productId'>>
}

export interface Deposits {
  make(caller: Caller, order: Body<'POST /v1/deposits'>): Promise<Answer<'POST /v1/deposits'>>
  list(caller: Caller): Promise<Answer<'GET /v1/deposits'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/deposits/:depositId'>>
  withdraw(
    caller: Caller,
    depositId: string,
    order: Body<'POST /v1/deposits/:depositId/withdrawal'>,
  ): Promise<Answer<'POST /v1/deposits/:depositId/withdrawal'>>
}

/** Money that comes in, told at once. */
export interface Arrivals {
  /**
   * What came in after `after`, a cursor of an earlier answer; waits for it up to 25 s, unless `signal` ends that. Without
   * a cursor it answers at once where the caller stands.
   */
  next(caller: Caller, after: string | undefined, signal: AbortSignal): Promise<Answer<'GET /v1/arrivals'>>
}

/** Whether WeChat may bring messages. */
export interface MessagePermissions {
  list(caller: Caller): Promise<Answer<'GET /v1/message-permissions'>>
  /** What the person answered to WeChat's question. */
  record(caller: Caller, answers: Body<'POST /v1/message-permissions'>): Promise<Answer<'POST /v1/message-permissions'>>
  wish(
    caller: Caller,
    template: Params<'PUT /v1/message-permissions/:template'>['template'],
    wish: Body<'PUT /v1/message-permissions/:template'>,
  ): Promise<Answer<'PUT /v1/message-permissions/:template'>>
}

export interface Home {
  get(caller: Caller): Promise<Answer<'GET /v1/home'>>
}

export interface Identifications extends Codes, Counter {
  /** Asks that a check which was recorded wrongly be taken back. Throws NOT_FOUND, TASK_STALE, TASK_OPEN, ID_REUSED. */
  requestCorrection(
    caller: StaffCaller,
    request: StaffBody<'POST /console/api/identification-corrections'>,
  ): Promise<StaffAnswer<'POST /console/api/identification-corrections'>>
}

/** Due work: called about once a second; answers how much it did. */
export interface Worker {
  readonly name: string
  /** After a run that has done so much, more waits: it is called again soon. */
  readonly plenty?: number
  run(): Promise<number>
  /** How much waits, by state: for metrics. */
  depth?(): Promise<Readonly<Record<string, number>>>
}

export type Institution = Answer<'GET /v1/institution'>

export interface Bank {
  readonly sessions: Sessions
  readonly customers: Customers
  readonly organisations: Organisations
  readonly staff: Staff
  readonly identifications: Identifications
  readonly bindings: Bindings
  readonly cards: Cards
  readonly security: Security
  readonly screening: Screening
  readonly verification: Verification
  readonly interbank: Interbank
  readonly classes: Classes
  readonly photos: Photos
  readonly pins: Pins
  readonly accounts: Accounts
  readonly statement: StatementLooks
  readonly downloads: Downloads
  readonly receipts: Receipts
  readonly restrictions: Restrictions
  readonly closures: Closures
  readonly agreedLimits: AgreedLimits
  readonly payees: Payees
  readonly transfers: Transfers
  readonly scheduledTransfers: ScheduledTransfers
  readonly cardTransfers: CardTransfers
  readonly claimables: Claimables
  readonly paymentRequests: PaymentRequests
  readonly topups: Topups
  readonly products: Products
  readonly deposits: Deposits
  readonly home: Home
  readonly arrivals: Arrivals
  readonly messagePermissions: MessagePermissions
  readonly personalData: PersonalData
  readonly links: Links
  readonly complaints: Complaints
  readonly complaintDesk: ComplaintDesk
  institution(): Institution
  readonly workers: readonly Worker[]
}

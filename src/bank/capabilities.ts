/**
 * bank/: what the bank does, one folder a capability. It reaches money through `core.ts` and writes through `writes/`,
 * the outside through the connectors it is handed, data through storage. This file says all that the bank can do.
 */
import type { Answer, Body } from '../contract/schema/index.ts'
import type { StaffAnswer, StaffBody } from '../contract/schema/staff-routes.ts'
import type { Caller } from './caller.ts'
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
  resolve(token: string, request: Pick<Visit, 'language' | 'traceId'>): Promise<Caller>
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

export interface Links {
  register(caller: Caller, request: Body<'POST /v1/links'>): Promise<Answer<'POST /v1/links'>>
  get(id: string): Promise<Answer<'GET /v1/links/:linkId'>>
}

export interface Complaints {
  make(caller: Caller, form: Body<'POST /v1/complaints'>): Promise<Answer<'POST /v1/complaints'>>
  list(caller: Caller): Promise<Answer<'GET /v1/complaints'>>
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

export interface Transfers {
  lookUpPayee(caller: Caller, request: Body<'POST /v1/payee-lookups'>): Promise<Answer<'POST /v1/payee-lookups'>>
  make(caller: Caller, order: Body<'POST /v1/transfers'>): Promise<Answer<'POST /v1/transfers'>>
  get(caller: Caller, id: string): Promise<Answer<'GET /v1/transfers/:transferId'>>
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
  readonly pins: Pins
  readonly accounts: Accounts
  readonly transfers: Transfers
  readonly topups: Topups
  readonly products: Products
  readonly deposits: Deposits
  readonly home: Home
  readonly links: Links
  readonly complaints: Complaints
  institution(): Institution
  readonly workers: readonly Worker[]
}

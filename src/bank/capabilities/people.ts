/** Who deals with the bank: sessions, customers and organisations, their security, photos, data and identification. */
import type { Answer, Body, Params } from '../../contract/schema/index.ts'
import type { StaffAnswer, StaffBody } from '../../contract/schema/staff-routes.ts'
import type { Caller } from '../caller.ts'
import type { Codes } from '../identification/codes.ts'
import type { Counter } from '../identification/counter.ts'
import type { StaffCaller } from '../staff/caller.ts'

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

/** Photos in place of typing. They are read by the outside and forgotten here. */
export interface Photos {
  idCard(caller: Caller, request: Body<'POST /v1/id-photos'>): Promise<Answer<'POST /v1/id-photos'>>
  bankCard(caller: Caller, request: Body<'POST /v1/card-photos'>): Promise<Answer<'POST /v1/card-photos'>>
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
  /** Throws ACCOUNTS_OPEN, ORDERS_WAITING, IN_PROGRESS and what the PIN throws. Every session of the person's is over then. */
  forget(caller: Caller, request: Body<'POST /v1/me/deletion'>): Promise<Answer<'POST /v1/me/deletion'>>
}

export interface Identifications extends Codes, Counter {
  /** Asks that a check which was recorded wrongly be taken back. Throws NOT_FOUND, TASK_STALE, TASK_OPEN, ID_REUSED. */
  requestCorrection(
    caller: StaffCaller,
    request: StaffBody<'POST /console/api/identification-corrections'>,
  ): Promise<StaffAnswer<'POST /console/api/identification-corrections'>>
}

/** What people hold here: opening, classes and cards, looking back, what keeps an account from being used, its end. */
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { StaffAnswer, StaffBody } from '../../contract/schema/staff-routes.ts'
import type { Caller } from '../caller.ts'
import type { Download } from '../downloads/downloads.ts'
import type { StaffCaller } from '../staff/caller.ts'
import type { Visit } from './people.ts'

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

/** Further accounts, and from Class III up to Class II. */
export interface Classes {
  open(caller: Caller, order: Body<'POST /v1/accounts'>): Promise<Answer<'POST /v1/accounts'>>
  upgrade(
    caller: Caller,
    accountId: string,
    order: Body<'POST /v1/accounts/:accountId/upgrade'>,
  ): Promise<Answer<'POST /v1/accounts/:accountId/upgrade'>>
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

/** Limits of one's own for payments to others. */
export interface AgreedLimits {
  set(
    caller: Caller,
    accountId: string,
    order: Body<'POST /v1/accounts/:accountId/agreed-limits'>,
  ): Promise<Answer<'POST /v1/accounts/:accountId/agreed-limits'>>
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

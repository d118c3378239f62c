/** How money moves: PINs, payees, and every kind of order. */
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Caller } from '../caller.ts'
import type { AuthorisationUse } from '../writes/write.ts'

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

/** Whom a customer may pay. */
export interface Payees {
  lookUp(caller: Caller, request: Body<'POST /v1/payee-lookups'>): Promise<Answer<'POST /v1/payee-lookups'>>
  tellSurname(caller: Caller, payeeId: string, surname: string): Promise<Answer<'POST /v1/payees/:payeeId/surname'>>
  /** A card of anybody's with its holder's name, kept for this payer. Asks nobody. */
  tellCard(caller: Caller, form: Body<'POST /v1/card-payees'>): Promise<Answer<'POST /v1/card-payees'>>
  /** That the warning of a reported payee, a person or a card, was read: the pause begins. */
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
  choices(): Promise<Answer<'GET /v1/scheduled-transfers/choices'>>
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
  terms(): Promise<Answer<'GET /v1/claimables/terms'>>
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

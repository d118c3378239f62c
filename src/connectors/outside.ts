/**
 * connectors/: the real clients of the outside. Each speaks its protocol with a time-out, bounded retries and a circuit
 * breaker; the sandbox only stands at the other end of the wire. Nothing here knows a customer or the database.
 * This file has the shapes that bank/ works with; the protocols stay inside the folders.
 */
import type { NetworkId } from '../contract/networks.ts'

/**
 * The outside did not give a usable answer. `unknown`: it may have acted (time-out after sending, broken answer);
 * `unreached`: it certainly has not (connection refused, breaker open).
 */
export class OutsideError extends Error {
  /** `verification`: none of the networks that could be asked. */
  readonly system: 'wechat' | 'verification' | NetworkId | 'citizens' | 'ocr' | 'cards' | 'core' | 'sms' | 'staff'
  readonly effect: 'unknown' | 'unreached'
  constructor(system: OutsideError['system'], effect: OutsideError['effect'], message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'OutsideError'
    this.system = system
    this.effect = effect
  }
}

/** A subscribe message: fields by the template's own names ('thing1'), each as long as WeChat lets it be. */
export interface SubscribeMessage {
  readonly openid: string
  readonly templateId: string
  /** Page that a tap opens, with its query. */
  readonly page: string
  readonly fields: Readonly<Record<string, string>>
}

/**
 * What WeChat said to a subscribe message. `taken`: it is on its way. Else it certainly is not: `no-permission`, the person
 * has given none or all are used; `one-at-a-time`, another one to the same person is under way; `quota`, it takes no more
 * from us today; `invalid-field` and `refused`, our mistakes, in what is written and in our settings.
 */
export type SubscribeAnswer = 'taken' | 'no-permission' | 'one-at-a-time' | 'quota' | 'invalid-field' | 'refused'

/**
 * What WeChat's content check said of a text: `risky` must not be shown to others, `review` is for somebody to read. `unseen`:
 * it did not look, for the person has not been in WeChat's mini-program within two hours.
 */
export type TextVerdict = 'pass' | 'review' | 'risky' | 'unseen'

export interface WechatConnector {
  /** jscode2session. */
  codeToSession(
    code: string,
  ): Promise<
    { ok: true; openid: string; unionid?: string } | { ok: false; why: 'invalid' | 'used' | 'blocked' | 'busy' }
  >
  /** getuserphonenumber, with stable_token kept and renewed inside. */
  phoneNumber(code: string): Promise<{ ok: true; mobile: string } | { ok: false; why: 'invalid' | 'none-left' }>
  /**
   * message/subscribe/send. WeChat knows no repeats: one that is sent again is a second message. Throws OutsideError,
   * `unreached` when it certainly was not taken, also because WeChat stays busy.
   */
  sendSubscribe(message: SubscribeMessage): Promise<SubscribeAnswer>
  /** msg_sec_check, version 2: 2500 characters at most, written by whom `openid` names. Throws OutsideError. */
  checkText(written: { readonly openid: string; readonly text: string }): Promise<TextVerdict>
}

export interface CardHolder {
  readonly cardNumber: string
  readonly name: string
  readonly idNumber: string
  readonly mobile: string
}

/** What is answered about a card and its holder. `not-covered`: no bank that a network reaches has issued such a card. */
export type Verdict =
  | { ok: true; cardClass: 'I' | 'credit'; bankCode: string; bankName: string }
  | { ok: false; why: 'unknown-card' | 'mismatch' | 'not-eligible' | 'not-covered' }

/** What a capability asks: bank/verification finds the network. */
export interface VerificationConnector {
  /**
   * `id` makes a repeat the same question. `not-eligible`: card, name, ID number and mobile are one person's, but the card
   * is neither Class I nor a credit card. Throws OutsideError when no network gives an answer.
   */
  verify(id: string, holder: CardHolder): Promise<Verdict>
}

/** The citizen-ID network: the register of who bears which name and ID number. */
export interface CitizensConnector {
  /** `id` makes a repeat the same question. */
  check(id: string, person: { name: string; idNumber: string }): Promise<'match' | 'mismatch' | 'no-such-person'>
}

/** One network: acmt.023 asked, acmt.024 answered. */
export interface VerificationNetwork {
  /**
   * `id` is this message's and used once; `questionId` makes two messages one question. Throws OutsideError, whose cause
   * says what was wrong. `evidence` is the answer as it came, with its signature.
   */
  ask(
    query: { readonly id: string; readonly questionId: string },
    holder: CardHolder,
  ): Promise<{ readonly verdict: Verdict; readonly evidence: string }>
  /** Of its circuit breaker. `open`: a call would be refused at once. */
  state(): 'closed' | 'half-open' | 'open'
}

/** Those that are configured. */
export type VerificationNetworks = Readonly<Partial<Record<NetworkId, VerificationNetwork>>>

/** One field that was read, and how sure the reader is of it: 0 to 100. */
export interface ReadField {
  readonly text: string
  readonly confidence: number
}

/** What a picture shows. Dates are 'YYYY-MM-DD'; `validUntil` is '长期' for an ID that is valid for life. */
export type Reading =
  | { readonly kind: 'id-face'; readonly name: ReadField; readonly idNumber: ReadField; readonly address: ReadField }
  | { readonly kind: 'id-emblem'; readonly validFrom: ReadField; readonly validUntil: ReadField }
  | { readonly kind: 'bank-card'; readonly number: ReadField }
  | { readonly kind: 'other' }

/** Optical character recognition of ID cards and bank cards. */
export interface OcrConnector {
  /** `image`: a JPEG or PNG in base64. Reading it again does no harm. */
  read(image: string): Promise<Reading>
}

/** The card system: debits and payouts under an agreement that the card's bank took with its own SMS code. */
export interface CardsConnector {
  /**
   * Asks the card's bank to send its code to the holder's mobile. Idempotent by id: a repeat sends no second message,
   * so whoever wants another code asks under a new id and signs with that one; the earlier code is then void.
   * `seconds`: how long to wait after 'too-often'.
   */
  requestAgreement(
    id: string,
    holder: CardHolder,
  ): Promise<
    { ok: true } | { ok: false; why: 'mismatch' | 'unknown-card' } | { ok: false; why: 'too-often'; seconds: number }
  >
  /** Signs the debit agreement with the code. Idempotent by id. */
  signAgreement(
    id: string,
    smsCode: string,
  ): Promise<
    | { ok: true; agreementNo: string }
    | { ok: false; why: 'wrong-code' | 'expired-code' | 'used-code' | 'unknown'; left?: number }
  >
  /** Ends an agreement: nothing is debited or paid out under it from then on. Idempotent by id; one that is over stays over. */
  endAgreement(id: string, agreementNo: string): Promise<void>
  /** Debits the card. Idempotent by id. `unknown` throws OutsideError; ask with `debitState`. */
  debit(id: string, order: CardOrder): Promise<CardOrderState>
  debitState(id: string): Promise<CardOrderState>
  /** Pays to the card under the agreement. Idempotent by id. `unknown` throws OutsideError; ask with `payoutState`. */
  payout(id: string, order: CardOrder): Promise<CardOrderState>
  payoutState(id: string): Promise<CardOrderState>
  /** Pays to a card that nobody has an agreement for. Idempotent by id; ask with `payoutState`. */
  payTo(id: string, order: PayoutToCard): Promise<CardOrderState>
}
/** Of a refusal that something hangs on: the card's bank has no such card, or another name for it. */
export type RefusedWhy = 'unknown-card' | 'wrong-name'
/** To anybody's card; fen, ms since 1970 UTC. */
export interface PayoutToCard {
  readonly cardNumber: string
  /** The holder's, in full: the card's bank compares it. */
  readonly name: string
  readonly amount: number
  readonly at: number
}
/** Under an agreement; fen, ms since 1970 UTC. */
export interface CardOrder {
  readonly agreementNo: string
  readonly amount: number
  readonly at: number
}
/** `absent`: the card system has never seen this id. Reasons are words for a person, both languages. */
export type CardOrderState =
  | { state: 'done' }
  | { state: 'refused'; reason: { zh: string; en: string }; why?: RefusedWhy | undefined }
  | { state: 'processing' }
  | { state: 'absent' }

// The bank's own core
/** What moves a Class I account, and what its statement says of it. */
export interface CoreOrder {
  readonly number: string
  /** Fen. */
  readonly amount: number
  /** When the order was made, ms since 1970 UTC. */
  readonly at: number
  readonly purpose: {
    readonly kind: 'transfer' | 'topup' | 'payout' | 'card-transfer' | 'claim'
    readonly orderId: string
    readonly counterparty: { readonly zh: string; readonly en: string }
    readonly note: string | null
  }
}

/** A line of a Class I account's statement. `order`: of ours; null for what came to pass elsewhere. */
export interface CoreEntry {
  /** Position in the account's history, from 1. */
  readonly sequence: number
  /** Fen; positive in, negative out. */
  readonly amount: number
  readonly balanceAfter: number
  readonly at: number
  readonly counterparty: { readonly zh: string; readonly en: string }
  readonly note: string | null
  readonly order: Pick<CoreOrder['purpose'], 'kind' | 'orderId'> | null
}

/** The core in which this bank keeps its Class I accounts. All of it throws OutsideError. */
export interface CoreConnector {
  /** `not-class-one`: the account is this person's, and of another class. */
  checkHolder(holder: CardHolder): Promise<'match' | 'mismatch' | 'unknown' | 'not-class-one'>
  /** Fen. Undefined: there is no such account, or no longer. */
  balance(number: string): Promise<{ readonly balance: number; readonly available: number } | undefined>
  /** Newest first; `before` is a sequence. */
  statement(number: string, page: { readonly before?: number; readonly limit: number }): Promise<readonly CoreEntry[]>
  /** Takes money off. Idempotent by id. `unknown` throws OutsideError; ask with `debitState`. */
  debit(id: string, order: CoreOrder): Promise<CardOrderState>
  debitState(id: string): Promise<CardOrderState>
  /** Puts money on. Idempotent by id. `unknown` throws OutsideError; ask with `creditState`. */
  credit(id: string, order: CoreOrder): Promise<CardOrderState>
  creditState(id: string): Promise<CardOrderState>
}

export interface SmsConnector {
  /** Idempotent by id. Throws OutsideError. */
  send(id: string, message: { mobile: string; text: string }): Promise<void>
}

/** What the provider of staff's sign-in says of who has signed in. Roles and branch as it names them. */
export interface StaffIdentity {
  readonly subject: string
  readonly name: string
  readonly branch: string
  readonly roles: readonly string[]
}

/** Values that bind the provider's answer to the question: kept by who asked, never shown to a browser. */
export interface StaffSignInSecrets {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export interface StaffConnector {
  /** The address of the provider to send the browser to. It comes back to `redirectUri`. */
  begin(redirectUri: string): Promise<{ readonly url: string; readonly secrets: StaffSignInSecrets }>
  /** Checks what the browser brought back to `returned`, the whole address, and redeems it. */
  finish(
    returned: string,
    secrets: StaffSignInSecrets,
  ): Promise<{ readonly ok: true; readonly identity: StaffIdentity } | { readonly ok: false }>
}

export interface Connectors {
  readonly staff: StaffConnector
  readonly wechat: WechatConnector
  readonly verification: VerificationConnector
  readonly citizens: CitizensConnector
  readonly ocr: OcrConnector
  readonly cards: CardsConnector
  readonly core: CoreConnector
  readonly sms: SmsConnector
}

/** The clients as they are made: in place of one that verifies, the networks that bank/verification chooses among. */
export interface Outside extends Omit<Connectors, 'verification'> {
  readonly networks: VerificationNetworks
}

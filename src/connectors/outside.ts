/**
 * connectors/: the real clients of the outside. Each speaks its protocol with a time-out, bounded retries and a circuit
 * breaker; the sandbox only stands at the other end of the wire. Nothing here knows a customer or the database.
 * This file has the shapes that bank/ works with; the protocols stay inside the folders.
 */

/**
 * The outside did not give a usable answer. `unknown`: it may have acted (time-out after sending, broken answer);
 * `unreached`: it certainly has not (connection refused, breaker open).
 */
export class OutsideError extends Error {
  readonly system: 'wechat' | 'verification' | 'cards' | 'sms' | 'staff'
  readonly effect: 'unknown' | 'unreached'
  constructor(system: OutsideError['system'], effect: OutsideError['effect'], message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'OutsideError'
    this.system = system
    this.effect = effect
  }
}

export interface WechatConnector {
  /** jscode2session. */
  codeToSession(
    code: string,
  ): Promise<
    { ok: true; openid: string; unionid?: string } | { ok: false; why: 'invalid' | 'used' | 'blocked' | 'busy' }
  >
  /** getuserphonenumber, with stable_token kept and renewed inside. */
  phoneNumber(code: string): Promise<{ ok: true; mobile: string } | { ok: false; why: 'invalid' | 'none-left' }>
}

export interface CardHolder {
  readonly cardNumber: string
  readonly name: string
  readonly idNumber: string
  readonly mobile: string
}

export interface VerificationConnector {
  /** acmt.023 asked, acmt.024 answered. `id` makes a repeat the same question. */
  verify(
    id: string,
    holder: CardHolder,
  ): Promise<
    | { ok: true; cardClass: 'I' | 'credit'; bankCode: string; bankName: string }
    | { ok: false; why: 'unknown-card' | 'mismatch' | 'not-eligible' }
  >
}

/** The card system: debits under an agreement that the card's bank took with its own SMS code. */
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
  /** Debits the card. Idempotent by id. `unknown` throws OutsideError; ask with `debitState`. */
  debit(id: string, order: { agreementNo: string; amount: number; at: number }): Promise<DebitState>
  debitState(id: string): Promise<DebitState>
}
/** `absent`: the card system has never seen this id. Reasons are words for a person, both languages. */
export type DebitState =
  | { state: 'done' }
  | { state: 'refused'; reason: { zh: string; en: string } }
  | { state: 'processing' }
  | { state: 'absent' }

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
  readonly cards: CardsConnector
  readonly sms: SmsConnector
}

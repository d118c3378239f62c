import type {
  CardHolder,
  CardOrderState,
  CoreEntry,
  CoreOrder,
  Outside,
  OutsideError,
  Reading,
  StaffIdentity,
  SubscribeAnswer,
  SubscribeMessage,
  Verdict,
} from '../../src/connectors/outside.ts'

export interface KnownCard extends CardHolder {
  readonly kind: 'I' | 'II' | 'credit'
}

/**
 * The outside as a bank's test needs it: it knows cards and WeChat accounts, sends codes into `inbox`, and fails when it is
 * told to. It answers by the interfaces of the connectors; the real clients are tested against the sandbox.
 */
export function fakeOutside() {
  const cards = new Map<string, KnownCard>()
  /** The number that a card's bank gives an agreement. */
  let agreementOf = (id: string): string => `A${id.slice(-12)}`
  const ended: string[] = []
  const agreements = new Map<string, { holder: CardHolder; code: string; wrong: number; signed: boolean }>()
  const wechatCodes = new Map<string, string>()
  const phoneCodes = new Map<string, string>()
  const staffCodes = new Map<string, StaffIdentity>()
  const registered = new Map<string, 'mismatch' | 'no-such-person'>()
  let reading: Reading = { kind: 'other' }
  const held = new Map<string, { holder: CardHolder; balance: number; entries: CoreEntry[] }>()
  const coreOrders = new Map<string, CardOrderState>()
  const inbox: { mobile: string; text: string; code: string }[] = []
  const permissions = new Map<string, number>()
  /** To whom a message is under way. */
  const writing = new Set<string>()
  const subscribed: SubscribeMessage[] = []
  let refusal: Exclude<SubscribeAnswer, 'taken'> | undefined
  const asked: string[] = []
  const happenings = new Map<string, () => Promise<unknown>>()
  const failures = new Map<string, OutsideError>()
  let issued = 0

  const nextCode = () => String(100_000 + ++issued * 7)
  /** Notes what was asked; fails once when a failure was planted for it. */
  function ask(operation: string): void {
    asked.push(operation)
    const failure = failures.get(operation)
    failures.delete(operation)
    if (failure) throw failure
  }
  /** Lets something happen in the moment in which it is asked, once. */
  async function meanwhile(operation: string): Promise<void> {
    const happening = happenings.get(operation)
    happenings.delete(operation)
    await happening?.()
  }
  const sameHolder = (card: CardHolder, holder: CardHolder) =>
    card.name === holder.name && card.idNumber === holder.idNumber && card.mobile === holder.mobile

  function judge(holder: CardHolder): Verdict {
    const card = cards.get(holder.cardNumber)
    if (!card) return { ok: false, why: 'unknown-card' }
    if (!sameHolder(card, holder)) return { ok: false, why: 'mismatch' }
    if (card.kind === 'II') return { ok: false, why: 'not-eligible' }
    return { ok: true, cardClass: card.kind, bankCode: '308584000013', bankName: '招商银行' }
  }

  /** Once for its id, as the real core does. */
  function move(direction: 'debit' | 'credit', id: string, { number, amount, at, purpose }: CoreOrder): CardOrderState {
    const known = coreOrders.get(`${direction} ${id}`)
    if (known) return known
    const account = held.get(number)
    let state: CardOrderState = { state: 'done' }
    if (!account || (direction === 'debit' && account.balance < amount)) {
      state = { state: 'refused', reason: { zh: '余额不足', en: 'not enough money' } }
    } else {
      const signed = direction === 'debit' ? -amount : amount
      account.balance += signed
      const { counterparty, note, kind, orderId } = purpose
      const line = { amount: signed, balanceAfter: account.balance, at, counterparty, note, order: { kind, orderId } }
      account.entries.unshift({ sequence: account.entries.length + 1, ...line })
    }
    coreOrders.set(`${direction} ${id}`, state)
    return state
  }

  const connectors: Outside = {
    staff: {
      async begin(redirectUri) {
        ask('staff.begin')
        const state = `state-${++issued}`
        const url = `https://provider.example/auth?state=${state}&redirect_uri=${encodeURIComponent(redirectUri)}`
        return { url, secrets: { state, nonce: `nonce-${issued}`, verifier: `verifier-${issued}` } }
      },
      async finish(returned, { state }) {
        ask('staff.finish')
        const { searchParams } = new URL(returned)
        const code = searchParams.get('code') ?? ''
        const identity = staffCodes.get(code)
        staffCodes.delete(code)
        return identity && searchParams.get('state') === state ? { ok: true, identity } : { ok: false }
      },
    },
    wechat: {
      async codeToSession(code) {
        ask('wechat.codeToSession')
        if (code === 'blocked' || code === 'busy') return { ok: false, why: code }
        const openid = wechatCodes.get(code)
        if (openid === undefined) return { ok: false, why: 'invalid' }
        wechatCodes.delete(code)
        return { ok: true, openid }
      },
      async phoneNumber(code) {
        ask('wechat.phoneNumber')
        if (code === 'none-left') return { ok: false, why: 'none-left' }
        const mobile = phoneCodes.get(code)
        phoneCodes.delete(code)
        return mobile === undefined ? { ok: false, why: 'invalid' } : { ok: true, mobile }
      },
      async sendSubscribe(message) {
        ask('wechat.sendSubscribe')
        if (refusal) return refusal
        const { openid } = message
        if (writing.has(openid)) return 'one-at-a-time'
        writing.add(openid)
        await meanwhile('wechat.sendSubscribe')
        writing.delete(openid)
        const left = permissions.get(openid) ?? 0
        if (left === 0) return 'no-permission'
        permissions.set(openid, left - 1)
        subscribed.push(message)
        return 'taken'
      },
      async checkText() {
        ask('wechat.checkText')
        return 'pass'
      },
    },
    networks: {
      unionpay: {
        async ask(_query, holder) {
          ask('verification.verify')
          return { verdict: judge(holder), evidence: 'as the network said it' }
        },
        state: () => 'closed',
      },
    },
    citizens: {
      async check(_id, { name, idNumber }) {
        ask('citizens.check')
        return registered.get(`${idNumber} ${name}`) ?? 'match'
      },
    },
    ocr: {
      async read() {
        ask('ocr.read')
        return reading
      },
    },
    cards: {
      async requestAgreement(id, holder) {
        ask('cards.requestAgreement')
        if (agreements.has(id)) return { ok: true }
        const code = nextCode()
        agreements.set(id, { holder, code, wrong: 0, signed: false })
        inbox.push({ mobile: holder.mobile, text: `code ${code}`, code })
        return { ok: true }
      },
      async signAgreement(id, smsCode) {
        ask('cards.signAgreement')
        await meanwhile('cards.signAgreement')
        const agreement = agreements.get(id)
        if (!agreement) return { ok: false, why: 'unknown' }
        if (agreement.code !== smsCode) {
          agreement.wrong++
          const older = inbox.some(({ code, mobile }) => code === smsCode && mobile === agreement.holder.mobile)
          if (older) return { ok: false, why: 'expired-code' }
          return { ok: false, why: 'wrong-code', left: 5 - agreement.wrong }
        }
        agreement.signed = true
        return { ok: true, agreementNo: agreementOf(id) }
      },
      async endAgreement(_id, agreementNo) {
        ask('cards.endAgreement')
        ended.push(agreementNo)
      },
      async debit() {
        ask('cards.debit')
        return { state: 'done' }
      },
      async debitState() {
        ask('cards.debitState')
        return { state: 'done' }
      },
      async payout() {
        ask('cards.payout')
        return { state: 'done' }
      },
      async payTo() {
        ask('cards.payTo')
        return { state: 'done' }
      },
      async payoutState() {
        ask('cards.payoutState')
        return { state: 'done' }
      },
    },
    core: {
      async checkHolder(holder) {
        ask('core.checkHolder')
        const account = held.get(holder.cardNumber)
        if (!account) return 'unknown'
        return sameHolder(account.holder, holder) ? 'match' : 'mismatch'
      },
      async balance(number) {
        ask('core.balance')
        const account = held.get(number)
        return account && { balance: account.balance, available: account.balance }
      },
      async statement(number, { before = Number.MAX_SAFE_INTEGER, limit }) {
        ask('core.statement')
        const entries = held.get(number)?.entries ?? []
        return entries.filter(({ sequence }) => sequence < before).slice(0, limit)
      },
      async debit(id, order) {
        ask('core.debit')
        await meanwhile('core.debit')
        const state = move('debit', id, order)
        ask('core.debit-answer')
        return state
      },
      async debitState(id) {
        ask('core.debitState')
        return coreOrders.get(`debit ${id}`) ?? { state: 'absent' }
      },
      async credit(id, order) {
        ask('core.credit')
        return move('credit', id, order)
      },
      async creditState(id) {
        ask('core.creditState')
        return coreOrders.get(`credit ${id}`) ?? { state: 'absent' }
      },
    },
    sms: {
      async send(_id, { mobile, text }) {
        ask('sms.send')
        inbox.push({ mobile, text, code: /\d{6}/.exec(text)?.[0] ?? '' })
      },
    },
  }

  return {
    connectors,
    inbox,
    /** Messages that WeChat took. */
    subscribed,
    /** WeChat refuses every message with this; undefined: it goes by permissions again. */
    refuseMessages: (answer: typeof refusal) => {
      refusal = answer
    },
    /** A person allows WeChat one more message. */
    permit: (openid: string) => permissions.set(openid, (permissions.get(openid) ?? 0) + 1),
    /** Operations in the order they were asked. */
    asked,
    /** What the citizen-ID network says of a name and an ID number that it does not find together. */
    doubt: (person: { name: string; idNumber: string }, result: 'mismatch' | 'no-such-person') =>
      registered.set(`${person.idNumber} ${person.name}`, result),
    /** What the character recognition finds in the pictures that it is shown from now on. */
    shown: (what: Reading) => {
      reading = what
    },
    /** A Class I account in this bank's own core. */
    addClassOne: (holder: CardHolder, balance: number) => held.set(holder.cardNumber, { holder, balance, entries: [] }),
    coreBalance: (number: string) => held.get(number)?.balance,
    addCard: (card: KnownCard) => cards.set(card.cardNumber, card),
    /** A code of wx.login for a WeChat account; single use. */
    wechatCode(openid: string): string {
      const code = `login-${++issued}`
      wechatCodes.set(code, openid)
      return code
    },
    /** What the provider of staff's sign-in sends somebody back with; single use. */
    staffCode(identity: StaffIdentity): string {
      const code = `staff-${++issued}`
      staffCodes.set(code, identity)
      return code
    },
    phoneCode(mobile: string): string {
      const code = `phone-${++issued}`
      phoneCodes.set(code, mobile)
      return code
    },
    /** The newest code sent to a number. */
    codeFor: (mobile: string): string => inbox.findLast((message) => message.mobile === mobile)?.code ?? '',
    agreementsSigned: () => [...agreements.values()].filter(({ signed }) => signed).length,
    /** Agreements that were ended at the card's bank, in that order. */
    agreementsEnded: ended,
    /** Something happens while the next such operation is asked; of those that can wait for it. */
    whileAsked: (
      operation: 'cards.signAgreement' | 'core.debit' | 'wechat.sendSubscribe',
      happening: () => Promise<unknown>,
    ) => happenings.set(operation, happening),
    /** A card's bank numbers agreements as it likes. */
    numberAgreements: (as: (id: string) => string) => {
      agreementOf = as
    },
    /** The next such operation fails. */
    failNext: (operation: string, failure: OutsideError) => failures.set(operation, failure),
  }
}
export type FakeOutside = ReturnType<typeof fakeOutside>

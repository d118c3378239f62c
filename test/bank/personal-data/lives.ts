/** Two people who live with the bank, so that something of them stands in every table that there is for people. */
import { v7 } from 'uuid'
import type { Caller } from '../../../src/bank/caller.ts'
import { openHouseAccounts } from '../../../src/bank/house.ts'
import { createSm2Signer, SM2_SIGNATURE_HEADER } from '../../../src/connectors/signing/sm2-signature.ts'
import { messageIdOf, writeRequest } from '../../../src/connectors/verification/codec.ts'
import type { Body } from '../../../src/contract/schema/index.ts'
import { ledger } from '../../support/ledger.ts'
import { HAN_MEI, LI_LEI, MEMBER, MEMBER_KEYS, MINUTE, type People, PIN, VISIT } from '../../support/people.ts'
import { HE, staffMember, ZHOU } from '../../support/staff.ts'

export const NOTE = '给妈妈的生日蛋糕'
/** A card at another bank, of somebody who is nobody's customer here, and whom 李雷 paid. */
export const LANDLORD = { cardNumber: '6217001234000990014', name: '房东喜' } as const
/** What service writes down of a call. */
export const CALL = '来电询问转账未到账'
/** What 李雷 asks his friends for. */
export const ASKED_FOR = '火锅和唱歌'
export const COMPLAINT = '我在东直门外大街住，请回电话'
export const LINK = 'LiShare1'
/** Another card and another number, which 李雷 had for a while. */
export const SECOND_CARD = '6228480000001234563'
/** A card of this bank's own, too. */
export const OWN_CARD = '6231910000123456786'
export const SECOND_MOBILE = '13700137009'

export async function liveTogether(people: People) {
  const { bank, db } = people
  await openHouseAccounts({ db, core: ledger })
  const before = await people.wechat('openid-li-lei-before', LINK)
  const hanMei = await people.wechat('openid-han-mei')
  await people.open(before)
  await people.open(hanMei, HAN_MEI)
  await bank.customers.recordIdentification({ customerId: hanMei.customerId, branch: '朝阳支行', teller: 'T0017' })
  await comeToTheCounter(people, before)
  await callTheBank(people, before)
  const liLei = await comeBack(people, before, 'openid-li-lei-planted')
  await haveAnotherNumber(people, liLei)
  await haveAnotherCard(people, liLei)
  await letMemberAsk(people, liLei)
  await haveAnotherAccount(people, liLei)
  await freezeForAWhile(people, liLei)
  const accounts = [await ownAccount(people, liLei), await ownAccount(people, hanMei)] as const
  await topUp(people, liLei, 100_000)
  const sent = await pay(people, liLei, HAN_MEI.mobile, 20_000)
  await pay(people, hanMei, LI_LEI.mobile, 3_000)
  await payFromClassOne(people, liLei, HAN_MEI.mobile, 700)
  await orderForLater(people, liLei, HAN_MEI.mobile)
  await payToCard(people, liLei, 500)
  await sendCards(people, liLei, hanMei)
  const limits = { day: 900_000, count: 50, year: null }
  await bank.agreedLimits.set(liLei, accounts[0].accountId, { id: v7(), ...limits })
  const deposit = { id: v7(), accountId: accounts[0].accountId, productId: 'anxin-3m', amount: 10_000 }
  await bank.deposits.make(liLei, {
    ...deposit,
    authorisation: { pin: await people.pin(liLei, 'authorise') },
  })
  await bank.deposits.withdraw(liLei, deposit.id, {
    id: v7(),
    authorisation: { pin: await people.pin(liLei, 'authorise') },
  })
  await bank.statement.orderFile(liLei, accounts[0].accountId, { from: '2026-11-01', to: '2026-11-23', format: 'csv' })
  await bank.receipts.issue(liLei, { kind: 'transfer', orderId: sent })
  const { accountId } = accounts[0]
  const asked = { id: v7(), accountId, title: ASKED_FOR, total: 9_000, people: 3, askerCounts: true }
  await bank.paymentRequests.make(liLei, asked)
  await bank.complaints.make(liLei, { id: v7(), topic: 'service', text: COMPLAINT })
  await bank.messagePermissions.record(liLei, { id: v7(), answers: [{ template: 'arrival', answer: 'accept' }] })
  await bank.links.register(liLei, { id: LINK, productId: 'anxin-12m' })
  await bank.workers.find(({ name }) => name === 'outbox')?.run()
  return { liLei, hanMei, accounts, sent }
}

/** A teller sees 李雷 with his ID card. */
async function comeToTheCounter(people: People, caller: Caller): Promise<void> {
  const { identifications } = people.bank
  const teller = await staffMember(people, { ...ZHOU, branch: '朝阳支行' })
  const { code } = await identifications.make(caller)
  const { codeId } = await identifications.lookUp(teller, { code })
  const inHand = { document: 'resident-id', checkedBy: 'reader', last4: LI_LEI.idNumber.slice(-4) } as const
  await identifications.record(teller, { codeId, result: 'passed', ...inHand })
}

/** Service looks at 李雷's file while he is on the telephone. */
async function callTheBank(people: People, { customerId }: Caller): Promise<void> {
  await people.bank.staff.customers.look(await staffMember(people, HE), customerId, CALL)
}

/** A new phone with another WeChat account. */
async function comeBack(people: People, { customerId }: Caller, openid: string) {
  const now = await people.wechat(openid)
  const proofId = await prove(people, now, 'recovery', LI_LEI.mobile)
  const pin = await people.pin(now, 'authorise', PIN)
  await people.bank.security.recover(now, { id: v7(), proofId, idNumber: LI_LEI.idNumber, pin })
  return { ...now, customerId }
}

async function haveAnotherNumber(people: People, caller: Caller): Promise<void> {
  for (const mobile of [SECOND_MOBILE, LI_LEI.mobile]) {
    const proofId = await prove(people, caller, 'mobile-change', mobile)
    const authorisation = { pin: await people.pin(caller, 'authorise') }
    await people.bank.security.changeMobile(caller, { id: v7(), proofId, idNumber: LI_LEI.idNumber, authorisation })
  }
}

async function prove(
  { bank, outside, clock }: People,
  caller: Caller,
  purpose: 'recovery' | 'mobile-change',
  mobile: string,
): Promise<string> {
  clock.forward(MINUTE)
  const { id } = await bank.security.askProof(caller, { id: v7(), purpose, mobile }, VISIT)
  await bank.security.confirmProof(caller, id, { code: outside.codeFor(mobile) })
  return id
}

/** Binds another card, has the account bound to it and back, and unbinds it. */
async function haveAnotherCard(people: People, caller: Caller): Promise<void> {
  const { bank, outside, clock } = people
  const authorised = async () => ({ id: v7(), authorisation: { pin: await people.pin(caller, 'authorise') } })
  outside.addCard({ ...LI_LEI, cardNumber: SECOND_CARD, kind: 'I' })
  clock.forward(MINUTE)
  const { id } = await bank.cards.bind(caller, { id: v7(), cardNumber: SECOND_CARD })
  const smsCode = outside.codeFor(LI_LEI.mobile)
  await bank.cards.confirm(caller, id, { smsCode, authorisation: (await authorised()).authorisation })
  const { accountId } = await ownAccount(people, caller)
  const { cards } = await bank.accounts.list(caller)
  for (const card of cards.toReversed()) {
    await bank.cards.change(caller, accountId, { ...(await authorised()), cardId: card.id })
    clock.forward(1000)
  }
  await bank.cards.unbind(caller, cards.at(-1)?.id ?? '', await authorised())
}

/** Another bank is asked to bind the account, and asks here. */
async function letMemberAsk(people: People, caller: Caller): Promise<void> {
  const { bank, clock } = people
  await bank.personalData.consent(caller, 'interbank-verification', { given: true, version: '2026-11' })
  await askAsMember(people, (await ownAccount(people, caller)).number, clock.now())
}

export async function askAsMember({ bank }: People, cardNumber: string, at: number): Promise<void> {
  const { name, idNumber, mobile } = LI_LEI
  const text = writeRequest({
    messageId: messageIdOf(v7()),
    id: 'question-1',
    at,
    from: { bankCode: MEMBER },
    to: { bankCode: '402602000018' },
    cardNumber,
    name,
    idNumber,
    mobile,
  })
  const sign = createSm2Signer({ id: MEMBER, privateKey: MEMBER_KEYS.privateKey })
  await bank.interbank.verify({ body: Buffer.from(text), signature: sign(text)[SM2_SIGNATURE_HEADER], key: MEMBER })
}

export async function ownAccount({ bank }: People, caller: Caller) {
  const { accounts, cards } = await bank.accounts.list(caller)
  return { accountId: accounts[0]?.id ?? '', number: accounts[0]?.number ?? '', cardId: cards[0]?.id ?? '' }
}

async function topUp(people: People, caller: Caller, amount: number): Promise<void> {
  const { accountId, cardId } = await ownAccount(people, caller)
  const authorisation = { pin: await people.pin(caller, 'authorise') }
  await people.bank.topups.make(caller, { id: v7(), accountId, cardId, amount, authorisation })
}

async function pay(people: People, caller: Caller, mobile: string, amount: number): Promise<string> {
  const { bank, clock } = people
  clock.forward(1000)
  const payeeId = await people.payee(caller, mobile)
  const { accountId } = await ownAccount(people, caller)
  const order: Omit<Body<'POST /v1/transfers'>, 'authorisation'> = { id: v7(), accountId, payeeId, amount, note: NOTE }
  await bank.transfers.make(caller, { ...order, authorisation: { pin: await people.pin(caller, 'authorise') } })
  return order.id
}

/** Orders more than there is for two hours later: it fails, and says why. */
async function orderForLater(people: People, caller: Caller, mobile: string): Promise<void> {
  const { bank, clock } = people
  const payeeId = await people.payee(caller, mobile)
  const { accountId } = await ownAccount(people, caller)
  const order = { id: v7(), accountId, payeeId, amount: 900_000, when: { arrival: 'ordinary' }, note: NOTE } as const
  await bank.scheduledTransfers.make(caller, {
    ...order,
    authorisation: { pin: await people.pin(caller, 'authorise') },
  })
  clock.forward(2 * 60 * MINUTE)
  await bank.workers.find(({ name }) => name === 'transfers that are due')?.run()
}

async function payToCard(people: People, caller: Caller, amount: number): Promise<void> {
  const { bank } = people
  const { payeeId } = await bank.payees.tellCard(caller, LANDLORD)
  const { accountId } = await ownAccount(people, caller)
  const authorisation = { pin: await people.pin(caller, 'authorise') }
  const order = { id: v7(), accountId, to: { payeeId }, amount, note: NOTE, authorisation }
  await bank.cardTransfers.make(caller, order)
}

/** Binds this bank's own card for one payment. */
async function payFromClassOne(people: People, caller: Caller, mobile: string, amount: number): Promise<void> {
  const { bank, clock, outside } = people
  outside.addClassOne({ ...LI_LEI, cardNumber: OWN_CARD }, 100_000)
  clock.forward(MINUTE)
  const authorised = async () => ({ id: v7(), authorisation: { pin: await people.pin(caller, 'authorise') } })
  const { id } = await bank.cards.bind(caller, { id: v7(), cardNumber: OWN_CARD })
  const smsCode = outside.codeFor(LI_LEI.mobile)
  await bank.cards.confirm(caller, id, { smsCode, authorisation: (await authorised()).authorisation })
  const payeeId = await people.payee(caller, mobile)
  const accountId = (await bank.accounts.list(caller)).classOne?.id ?? ''
  await bank.transfers.make(caller, { ...(await authorised()), accountId, payeeId, amount, note: NOTE })
  await bank.cards.unbind(caller, accountId, await authorised())
}

/** 李雷 sends a card and asks for 韩梅梅's; each takes back what is theirs. */
async function sendCards(people: People, liLei: Caller, hanMei: Caller): Promise<void> {
  const { claimables } = people.bank
  const make = async (caller: Caller, wanted: { mode: 'named'; mobile: string } | { mode: 'confirm' }) => {
    const { accountId } = await ownAccount(people, caller)
    const order = { id: v7(), accountId, amount: 500, shares: 1, note: NOTE, ...wanted }
    return claimables.make(caller, { ...order, authorisation: { pin: await people.pin(caller, 'authorise') } })
  }
  const own = await make(liLei, { mode: 'named', mobile: HAN_MEI.mobile })
  const other = await make(hanMei, { mode: 'confirm' })
  const toCard = await make(hanMei, { mode: 'named', mobile: LI_LEI.mobile })
  await claimables.claim(liLei, { id: v7(), token: other.token })
  const { cards } = await claimables.opened(liLei, toCard.token)
  await claimables.claim(liLei, { id: v7(), token: toCard.token, cardId: cards[0]?.id ?? '' })
  await claimables.takeBack(liLei, own.id, { id: v7() })
  await claimables.takeBack(hanMei, other.id, { id: v7() })
}

/** Opens a second account, and closes it again. */
async function haveAnotherAccount(people: People, caller: Caller): Promise<void> {
  const { bank, clock } = people
  const { cardId } = await ownAccount(people, caller)
  const consents = { agreement: true, sensitiveData: true, version: '2026-11' } as const
  const authorised = async () => ({ id: v7(), authorisation: { pin: await people.pin(caller, 'authorise') } })
  clock.forward(MINUTE)
  const { id } = await bank.classes.open(caller, { ...(await authorised()), class: 'III', cardId, consents })
  await bank.closures.close(caller, id, await authorised())
}

/** Freezes everything, and thaws it again. */
async function freezeForAWhile(people: People, caller: Caller): Promise<void> {
  const { id } = await people.bank.restrictions.freeze(caller, { id: v7() })
  const authorisation = { pin: await people.pin(caller, 'authorise') }
  await people.bank.restrictions.thaw(caller, id, { authorisation })
}

/** Closes every account that is open: what is left goes to the bound card. */
export async function closeAccounts(people: People, caller: Caller): Promise<void> {
  const { accounts } = await people.bank.accounts.list(caller)
  for (const { id } of accounts.filter(({ status }) => status === 'active')) {
    const order = { id: v7(), authorisation: { pin: await people.pin(caller, 'authorise') } }
    const { state } = await people.bank.closures.close(caller, id, order)
    if (state !== 'done') throw new Error(`the account is not closed but ${state}`)
  }
}

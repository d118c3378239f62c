/**
 * The rules of law about people, one line each, as in class-rules.test.ts: who may open an account, share a number and
 * hold what; how long the bank waits, answers and keeps. And that no rule of law is without its line.
 */
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import type { Caller } from '../../../src/bank/caller.ts'
import { openHouseAccounts } from '../../../src/bank/house.ts'
import { createRules } from '../../../src/bank/rules/rules.ts'
import { isIdNumber } from '../../../src/contract/checks.ts'
import { addDays, businessDate, startOfDate } from '../../../src/contract/dates.ts'
import { dictionaries } from '../../miniapp/dictionaries.ts'
import { ledger } from '../../support/ledger.ts'
import { FOR_THIS_STORY, MINUTE, onEveryDatabase, type People } from '../../support/people.ts'
import { authorised, bind, OWN, town } from '../own-cards/own-town.ts'
import { closeAccounts, ownAccount } from '../personal-data/lives.ts'
import { fileOf, load, work } from '../screening/lists-of-people.ts'
import { yuan } from '../town.ts'
import { CLASS_ROWS, type Line, on, PEOPLE_ROWS, play } from './lines.ts'

const BY_16 = '银发〔2018〕16号'
const BY_261 = '银发〔2016〕261号'
const BY_392 = '银发〔2015〕392号'
const BY_9 = '银保监办发〔2021〕9号'
const SUITABILITY = '金融机构产品适当性管理办法'
const FRAUD = '电信网络诈骗及其关联违法犯罪联合惩戒办法'
const CONSUMERS = '银行保险机构消费者权益保护管理办法'
const COMPLAINTS = '银行业保险业消费投诉处理管理办法'
const LAUNDERING = '反洗钱法（2024年修订）'

type Act = (people: People) => Promise<unknown>

let born = 0
/** Somebody with a Class I card of another bank, born on a day, with a number of their own or somebody else's. */
function somebody({ outside }: People, birth = '1990-01-01', mobile?: string) {
  const serial = String(++born).padStart(8, '0')
  const digits = `110105${birth.replaceAll('-', '')}${serial.slice(-3)}`
  const idNumber = [...'0123456789X'].map((check) => digits + check).find(isIdNumber) ?? ''
  const person = { name: '某人', idNumber, mobile: mobile ?? `139${serial}`, cardNumber: `62258800${serial}` }
  outside.addCard({ ...person, kind: 'I' })
  return person
}

function goTo({ clock }: People, moment: number): void {
  clock.forward(moment - clock.now())
}

/** Opens a Class II account. */
async function open(people: People, person = somebody(people)): Promise<Caller> {
  people.clock.forward(MINUTE)
  const caller = await people.wechat(`openid ${person.idNumber}`)
  await people.open(caller, person)
  return caller
}

const pinOf = async (people: People, caller: Caller) => ({ pin: await people.pin(caller, 'authorise') })

async function topUp(people: People, caller: Caller, amount: number) {
  const { accountId, cardId } = await ownAccount(people, caller)
  const authorisation = await pinOf(people, caller)
  return people.bank.topups.make(caller, { id: v7(), accountId, cardId, amount, authorisation })
}

const openBorn =
  (birth: string): Act =>
  (people) =>
    open(people, somebody(people, birth))

const seniority =
  (birth: string): Act =>
  async (people) => {
    const caller = await open(people, somebody(people, birth))
    return (await people.bank.customers.me(caller)).senior ? 'a senior' : 'no senior'
  }

/** Somebody born on a day opens an account with the number of a customer of 46. */
const shareBorn =
  (birth: string): Act =>
  async (people) => {
    const other = somebody(people, '1980-01-01')
    await open(people, other)
    return open(people, somebody(people, birth, other.mobile))
  }

/** Somebody whom the fraud list names, once for each day, opens an account. */
const openListed =
  (grounds: 'convicted' | 'identified', ...days: readonly string[]): Act =>
  async (people) => {
    const person = somebody(people)
    const { name, idNumber } = person
    const entries = days.map((from) => ({ id: `F ${from}`, name, idNumber, grounds, from }))
    await load(people, 'fraud', fileOf(entries, businessDate(people.clock.now())))
    return open(people, person)
  }

/** A customer binds cards of Class I accounts at this bank, one after the other; which of them are bound. */
const bindOwnCards =
  (...cardNumbers: readonly string[]): Act =>
  async (people) => {
    const here = await town(async () => people)
    const { bank, outside, clock, caller } = here
    await people.open(caller)
    for (const cardNumber of cardNumbers) {
      outside.addClassOne({ ...OWN, cardNumber }, 0)
      clock.forward(MINUTE)
      const { id } = await bank.cards.bind(caller, { id: v7(), cardNumber })
      const authorisation = await authorised(here, caller, { kind: 'card-binding', orderId: id })
      await bank.cards.confirm(caller, id, { smsCode: outside.codeFor(OWN.mobile), authorisation })
    }
  }

/** Somebody pays from their Class I account here, to another person each time. */
const payFromClassOne =
  (...amounts: readonly number[]): Act =>
  async (people) => {
    const here = await town(async () => people)
    const { bank, outside, caller } = here
    outside.addClassOne(OWN, yuan(100_000))
    await bind(here)
    const accountId = (await bank.accounts.list(caller)).classOne?.id ?? ''
    for (const amount of amounts.map(yuan)) {
      const payee = somebody(people)
      const { customerId } = await open(people, payee)
      await bank.customers.recordIdentification({ customerId, branch: '0001', teller: '42' })
      const [id, payeeId] = [v7(), await people.payee(caller, payee.mobile)]
      const authorisation = await authorised(here, caller, { kind: 'transfer', orderId: id, payeeId, amount })
      await bank.transfers.make(caller, { id, accountId, payeeId, amount, note: '', authorisation })
    }
  }

/** Somebody's account, never used before, is topped up on a day. */
const firstUseOn =
  (date: string): Act =>
  async (people) => {
    const caller = await open(people)
    goTo(people, on(date))
    await work(people, 'accounts that nobody has used')
    return topUp(people, caller, yuan(10))
  }

/** By when the bank says that it answers a complaint. */
async function complain(people: People): Promise<string> {
  const complaint = { id: v7(), topic: 'transfer', text: '转账没有到账' } as const
  return businessDate((await people.bank.complaints.make(await open(people), complaint)).answerBy)
}

async function buyDeposit(people: People) {
  const caller = await open(people)
  await topUp(people, caller, yuan(50))
  const { accountId } = await ownAccount(people, caller)
  const order = { id: v7(), accountId, productId: 'anxin-3m', amount: yuan(50) }
  return people.bank.deposits.make(caller, { ...order, authorisation: await pinOf(people, caller) })
}

async function buyWithShelfClosed(people: People) {
  await people.db.query(
    `insert into rules (name, class, effective_from, value, unit, source, mark)
     values ('deposit.shelf', '', '2026-11-23', 0, 'switch', $1, 'S')`,
    [FOR_THIS_STORY],
  )
  return buyDeposit(people)
}

/** The amount in yuan that the rule and every sentence about the insurance say, in both languages; else all of them. */
async function insuredAmount({ db, clock, bank }: People): Promise<string> {
  const { products } = await bank.products.list()
  expect(products.some(({ insured }) => insured)).toBe(true)
  const sentences = dictionaries
    .flatMap((words) => Object.values(words))
    .filter(([, en]) => /principal and interest/i.test(en) && en.includes('CNY'))
  expect(sentences.length).toBeGreaterThan(3)
  const told = sentences.flatMap(([zh, en]) => [
    Number(/(\d+) 万元/.exec(zh)?.[1]) * 10_000,
    Number(/([\d,]+) CNY/.exec(en)?.[1]?.replaceAll(',', '')),
  ])
  const rule = await createRules({ db, clock }).on('deposit.insured', '', businessDate(clock.now()))
  return [...new Set([rule / 100, ...told])].map((amount) => amount.toLocaleString('en')).join(' or ')
}

/** Where what is kept of who has left stands, until it is erased. */
const KEPT = {
  identity: 'select id from customers where id = $1 and id_number_sealed is not null',
  transactions: 'select movement_id from entries where customer_id = $1 and text_sealed is not null',
  complaints: 'select id from complaints where customer_id = $1',
}

/** Until when the bank tells who leaves that it keeps something: the day before it is there, the day after not. */
const leave =
  (kind: keyof typeof KEPT): Act =>
  async (people) => {
    const { bank, db } = people
    const caller = await open(people)
    await topUp(people, caller, yuan(10))
    await bank.complaints.make(caller, { id: v7(), topic: 'service', text: '请回电话' })
    await closeAccounts(people, caller)
    const { kept } = await bank.personalData.forget(caller, { id: v7(), authorisation: await pinOf(people, caller) })
    const until = kept.find((one) => one.kind === kind)?.until ?? ''
    const standsOn = async (date: string) => {
      goTo(people, startOfDate(date))
      await work(people, 'forgetting')
      return (await db.query(KEPT[kind], [caller.customerId])).length > 0
    }
    expect(await standsOn(addDays(until, -1))).toBe(true)
    expect(await standsOn(addDays(until, 1))).toBe(false)
    return until
  }

const LINES: readonly Line<(typeof PEOPLE_ROWS)[number], People>[] = [
  [
    'accounts.max I',
    '2026-11-23',
    'a customer who has bound the card of a Class I account here binds that of another',
    'ACCOUNT_LIMIT',
    BY_16,
    bindOwnCards('6231910000000000001', '6231910000000000002'),
  ],
  [
    'transfers.unsigned.day I',
    '2026-11-23',
    'I sends 50,000.00 to others in a day',
    'done',
    BY_261,
    payFromClassOne(10_000, 10_000, 10_000, 10_000, 10_000),
  ],
  [
    'transfers.unsigned.day I',
    '2026-11-23',
    'I sends 50,000.00 to others in a day and 0.01 more',
    'SIGNATURE_REQUIRED, 0.00 left',
    BY_261,
    payFromClassOne(10_000, 10_000, 10_000, 10_000, 10_000, 0.01),
  ],
  ['age.minimum', '2026-11-23', 'who is 16 tomorrow opens II', 'AGE_NOT_ALLOWED', BY_392, openBorn('2010-11-24')],
  ['age.minimum', '2026-11-23', 'who is 16 today opens II', 'done', BY_392, openBorn('2010-11-23')],
  ['age.senior', '2026-11-23', 'who is 65 tomorrow', 'no senior', SUITABILITY, seniority('1961-11-24')],
  ['age.senior', '2026-11-23', 'who is 65 today', 'a senior', SUITABILITY, seniority('1961-11-23')],
  [
    'mobile-shared.from',
    '2026-11-23',
    'who is 65 tomorrow shares a number',
    'MOBILE_TAKEN',
    BY_261,
    shareBorn('1961-11-24'),
  ],
  ['mobile-shared.from', '2026-11-23', 'who is 65 today shares a number', 'done', BY_261, shareBorn('1961-11-23')],
  ['mobile-shared.below', '2026-11-23', 'who is 18 tomorrow shares a number', 'done', BY_261, shareBorn('2008-11-24')],
  [
    'mobile-shared.below',
    '2026-11-23',
    'who is 18 today shares a number',
    'MOBILE_TAKEN',
    BY_261,
    shareBorn('2008-11-23'),
  ],
  [
    'fraud.convicted',
    '2024-11-30',
    'who is convicted that day opens II',
    'OPENING_RESTRICTED until 2029-11-30',
    BY_261,
    openListed('convicted', '2024-11-30'),
  ],
  [
    'fraud.convicted',
    '2027-11-30',
    'who was convicted on 2024-12-01 opens II',
    'OPENING_RESTRICTED until 2027-12-01',
    `${BY_261} → ${FRAUD}`,
    openListed('convicted', '2024-12-01'),
  ],
  [
    'fraud.convicted',
    '2027-12-01',
    'who was convicted on 2024-12-01 opens II',
    'done',
    `${BY_261} → ${FRAUD}`,
    openListed('convicted', '2024-12-01'),
  ],
  [
    'fraud.identified',
    '2024-11-30',
    'who is identified that day opens II',
    'OPENING_RESTRICTED until 2029-11-30',
    BY_261,
    openListed('identified', '2024-11-30'),
  ],
  [
    'fraud.identified',
    '2026-11-30',
    'who was identified on 2024-12-01 opens II',
    'OPENING_RESTRICTED until 2026-12-01',
    `${BY_261} → ${FRAUD}`,
    openListed('identified', '2024-12-01'),
  ],
  [
    'fraud.identified',
    '2026-12-01',
    'who was identified on 2024-12-01 opens II',
    'done',
    `${BY_261} → ${FRAUD}`,
    openListed('identified', '2024-12-01'),
  ],
  [
    'fraud.running',
    '2029-11-30',
    'who was convicted on 2024-12-01 and again on 2027-06-01 opens II',
    'OPENING_RESTRICTED until 2029-12-01',
    FRAUD,
    openListed('convicted', '2024-12-01', '2027-06-01'),
  ],
  [
    'fraud.running',
    '2029-12-01',
    'who was convicted on 2024-12-01 and again on 2027-06-01 opens II',
    'done',
    FRAUD,
    openListed('convicted', '2024-12-01', '2027-06-01'),
  ],
  [
    'dormancy.after',
    '2026-11-23',
    'II, opened that day and never used, is topped up on 2027-05-23',
    'done',
    BY_261,
    firstUseOn('2027-05-23'),
  ],
  [
    'dormancy.after',
    '2026-11-23',
    'II, opened that day and never used, is topped up on 2027-05-24',
    'ACCOUNT_DORMANT',
    BY_261,
    firstUseOn('2027-05-24'),
  ],
  ['complaint.answer', '2026-11-23', 'a complaint, to be answered by', '2026-12-08', CONSUMERS, complain],
  ['deposit.insured', '2026-11-23', 'deposits, insured up to', '500,000', '存款保险条例', insuredAmount],
  ['deposit.shelf', '2026-11-23', 'II buys a deposit', 'done', BY_9, buyDeposit],
  [
    'deposit.shelf',
    '2026-11-23',
    'II buys a deposit, the shelf closed',
    'PRODUCT_NOT_ON_SALE',
    BY_9,
    buyWithShelfClosed,
  ],
  [
    'retention.identity',
    '2026-11-23',
    'ID number of who leaves, kept until',
    '2036-11-23',
    LAUNDERING,
    leave('identity'),
  ],
  [
    'retention.transactions',
    '2026-11-23',
    'entries of who leaves, kept until',
    '2036-11-23',
    LAUNDERING,
    leave('transactions'),
  ],
  [
    'retention.complaints',
    '2026-11-23',
    'complaint of who leaves, kept until',
    '2029-11-23',
    COMPLAINTS,
    leave('complaints'),
  ],
]

onEveryDatabase('the rules of law about people', (openBank) => {
  play(PEOPLE_ROWS, LINES, async (date) => {
    const people = await openBank()
    await openHouseAccounts({ db: people.db, core: ledger })
    goTo(people, on(date))
    return people
  })

  it('leave no rule of law without a line, here or in class-rules.test.ts', async () => {
    const { db } = await openBank()
    const rows = await db.query<{ row: string }>(
      `select distinct trim(name || ' ' || class) as row from rules where mark in ('S', 'S-', 'M')`,
    )
    expect(new Set(rows.map(({ row }) => row))).toEqual(new Set<string>([...CLASS_ROWS, ...PEOPLE_ROWS]))
  })
})

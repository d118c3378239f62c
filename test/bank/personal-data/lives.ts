/** Two people who live with the bank, so that something of them stands in every table that there is for people. */
import { v7 } from 'uuid'
import type { Caller } from '../../../src/bank/caller.ts'
import { openHouseAccounts } from '../../../src/bank/house.ts'
import type { Body } from '../../../src/contract/schema/index.ts'
import type { Database } from '../../../src/storage/database.ts'
import { ledger } from '../../support/ledger.ts'
import { HAN_MEI, LI_LEI, type People } from '../../support/people.ts'

export const NOTE = '给妈妈的生日蛋糕'
export const COMPLAINT = '我在东直门外大街住，请回电话'
export const LINK = 'LiShare1'

export async function liveTogether(people: People) {
  const { bank, db } = people
  await openHouseAccounts({ db, core: ledger })
  const liLei = await people.wechat('openid-li-lei-planted', LINK)
  const hanMei = await people.wechat('openid-han-mei')
  await people.open(liLei)
  await people.open(hanMei, HAN_MEI)
  for (const { customerId } of [liLei, hanMei]) {
    await bank.customers.recordIdentification({ customerId, branch: '朝阳支行', teller: 'T0017' })
  }
  const accounts = [await ownAccount(people, liLei), await ownAccount(people, hanMei)] as const
  await topUp(people, liLei, 100_000)
  const sent = await pay(people, liLei, HAN_MEI.mobile, 20_000)
  await pay(people, hanMei, LI_LEI.mobile, 3_000)
  const deposit = { id: v7(), accountId: accounts[0].accountId, productId: 'anxin-3m', amount: 10_000 }
  await bank.deposits.make(liLei, {
    ...deposit,
    authorisation: { pin: await people.pin(liLei, 'authorise') },
  })
  await bank.deposits.withdraw(liLei, deposit.id, {
    id: v7(),
    authorisation: { pin: await people.pin(liLei, 'authorise') },
  })
  await bank.complaints.make(liLei, { id: v7(), topic: 'service', text: COMPLAINT })
  await bank.links.register(liLei, { id: LINK, productId: 'anxin-12m' })
  await bank.workers.find(({ name }) => name === 'outbox')?.run()
  return { liLei, hanMei, accounts, sent }
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
  const { payeeId } = await bank.transfers.lookUpPayee(caller, { mobile })
  const { accountId } = await ownAccount(people, caller)
  const order: Omit<Body<'POST /v1/transfers'>, 'authorisation'> = { id: v7(), accountId, payeeId, amount, note: NOTE }
  await bank.transfers.make(caller, { ...order, authorisation: { pin: await people.pin(caller, 'authorise') } })
  return order.id
}

/** As if the money had been taken out and every account of a person been closed. */
export async function closeAccounts(db: Database, customerId: string): Promise<void> {
  await db.query('alter table accounts drop constraint if exists accounts_status_check')
  await db.query(`update accounts set status = 'closed' where customer_id = $1`, [customerId])
}

/** Two people of whom one pays the other from this bank's own Class I account. */
import type { Caller } from '../../../src/bank/caller.ts'
import { FOR_THIS_STORY, HAN_MEI, MINUTE, type People } from '../../support/people.ts'
import { bind, OWN, START, type Town, town } from './own-town.ts'

const BRANCH = { branch: '0001', teller: '42' }

/** 李雷 with a Class I account, 韩梅 with a Class II account that may receive. */
export async function neighbours(open: () => Promise<People>, start: number = START) {
  const here = await town(open)
  here.people.outside.addClassOne(OWN, start)
  await bind(here)
  const hanMei = await here.people.wechat('han-mei')
  await here.people.open(hanMei, HAN_MEI)
  await here.bank.customers.recordIdentification({ customerId: hanMei.customerId, ...BRANCH })
  const { classOne } = await here.bank.accounts.list(here.caller)
  const payeeId = await here.people.payee(here.caller, HAN_MEI.mobile)
  return { ...here, hanMei, classOneId: classOne?.id ?? '', payeeId }
}
export type Neighbours = Awaited<ReturnType<typeof neighbours>>

export const received = async ({ bank }: Town, { customerId, ...caller }: Caller) =>
  (await bank.accounts.list({ customerId, ...caller })).accounts[0]?.balance

/** What a payer's limits have counted on a date: of the stand-in, which holds no money. */
export async function counted({ db }: Town, { customerId }: Caller, date: string): Promise<number> {
  const [row] = await db.query<{ used: Record<string, number> }>(
    `select c.used from account_counters c join class_one_accounts a on a.customer_id = c.owner and a.id = c.account_id
     where c.owner = $1`,
    [customerId],
  )
  return row?.used[`out ${date}`] ?? 0
}

/** For this story a Class II account takes in so much a day and a year. */
export async function receivesAtMost({ db, people }: Town, fen: number): Promise<void> {
  await db.query(
    `insert into rules (name, class, effective_from, value, unit, source, mark)
     select name, 'II', '2026-11-01', $1, 'fen', $2, 'S' from unnest('{in.day,in.year}'::text[]) as n (name)`,
    [fen, FOR_THIS_STORY],
  )
  people.clock.forward(MINUTE)
}

/**
 * The rules of the account classes, one line each: what is asked on which date, what must come of it, and which row of
 * the table says so. Every line is played on the real bank; a line fails when the row is missing, is of another source,
 * or is not obeyed.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { openTestDatabase } from '../../support/database.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'
import { CLASS_ROWS, type Line, on, outcome, play } from './lines.ts'

const BY_302 = '银发〔2016〕302号'
const BY_16 = '银发〔2018〕16号'

describe('the rules of the account classes', () => {
  let db: Database
  let town: Town

  beforeAll(async () => {
    db = await openTestDatabase('pglite')
    town = await openTown(db)
    return () => db.close()
  })

  const settle = (accountClass: 'II' | 'III', identified = true) => town.settle('某人', { accountClass, identified })
  /** Somebody with a Class II account and money from the card. */
  async function rich(): Promise<Townsman> {
    const person = await settle('II')
    await town.topUp(person, yuan(1_000_000))
    return person
  }
  /** Somebody with a Class III account that may receive, and so much on it. */
  async function fed(amount: number): Promise<Townsman> {
    const person = await settle('III')
    await town.topUp(person, yuan(amount))
    return person
  }
  const pay = async (payer: Townsman, payee: Townsman, amount: number) =>
    town.send(payer, await town.payeeOf(payer, payee), yuan(amount))
  const buy = async (person: Townsman) => {
    const id = crypto.randomUUID()
    const order = { orderId: id, productId: 'anxin-3m', amount: yuan(50) }
    const authorisation = await town.authorise(person, { kind: 'deposit', ...order })
    const { productId, amount } = order
    return town.deposits.make(person, { id, accountId: person.accountId, productId, amount, authorisation })
  }
  /** Pays so much a day to somebody else each day, from a date on. */
  async function payDaily(
    payer: () => Promise<Townsman>,
    payee: () => Promise<Townsman>,
    days: number,
    amount: number,
  ) {
    for (let day = 0; day < days; day++) {
      await pay(await payer(), await payee(), amount)
      town.clock.forward(86_400_000)
    }
  }

  /** 50,000 goes through an account in thirteen days; so many days after the ID was asked for, more comes in. */
  async function feedAfterAsked(days: number) {
    const person = await settle('III', false)
    for (let day = 0; day < 13; day++) {
      const amount = day < 12 ? 2_000 : 1_000
      await town.topUp(person, yuan(amount))
      await pay(person, await rich(), amount)
      town.clock.forward(86_400_000)
    }
    const asksAndStops = async () => {
      while ((await town.workers.idDue.run()) > 0);
    }
    await asksAndStops()
    town.clock.forward(days * 86_400_000)
    await asksAndStops()
    return town.topUp(person, yuan(1))
  }

  /** Without the cap on what Class III may hold, which else is met before what it may receive. */
  async function uncapped<Result>(act: () => Promise<Result>): Promise<Result> {
    const source = 'this line'
    await db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark)
       values ('balance.cap', 'III', '2026-11-01', 1000000000, 'fen', $1, 'B')`,
      [source],
    )
    town.clock.forward(5_000)
    return act().finally(() => db.query('delete from rules where source = $1', [source]))
  }

  const lines: readonly Line<(typeof CLASS_ROWS)[number], Town>[] = [
    [
      'out.day II',
      '2026-11-23',
      'II sends 10,000.00 to others in a day',
      'done',
      BY_302,
      async () => pay(await rich(), await rich(), 10_000),
    ],
    [
      'out.day II',
      '2026-11-23',
      'II sends 10,000.01 to others in a day',
      'CLASS_LIMIT_DAY, 10,000.00 left',
      BY_302,
      async () => pay(await rich(), await rich(), 10_000.01),
    ],
    [
      'out.year II',
      '2026-12-01',
      'II sends 10,000.00 on the 21st day of a year',
      'CLASS_LIMIT_YEAR, 0.00 left',
      BY_302,
      async () => {
        const payer = await rich()
        await payDaily(async () => payer, rich, 20, 10_000)
        return pay(payer, await rich(), 10_000)
      },
    ],
    [
      'in.day II',
      '2026-11-23',
      'II, identified, gets 10,000.00 from others and 0.01 more',
      'PAYEE_LIMIT',
      BY_302,
      async () => {
        const payee = await settle('II')
        await pay(await rich(), payee, 10_000)
        return pay(await rich(), payee, 0.01)
      },
    ],
    [
      'in.year II',
      '2026-12-01',
      'II, identified, gets 10,000.00 on the 21st day of a year',
      'PAYEE_LIMIT',
      BY_302,
      async () => {
        const payee = await settle('II')
        await payDaily(rich, async () => payee, 20, 10_000)
        return pay(await rich(), payee, 10_000)
      },
    ],
    [
      'in.day II',
      '2026-11-23',
      'II, opened from afar and not identified, gets 1.00',
      'PAYEE_NOT_IDENTIFIED',
      BY_302,
      async () => pay(await rich(), await settle('II', false), 1),
    ],
    [
      'out.day III',
      '2026-11-23',
      'III sends 2,000.00 to others in a day',
      'done',
      BY_16,
      async () => pay(await fed(2_000), await rich(), 2_000),
    ],
    [
      'out.day III',
      '2026-11-23',
      'III sends 2,000.00 and, fed again, 0.01 more',
      'CLASS_LIMIT_DAY, 0.00 left',
      BY_16,
      async () => {
        const payer = await fed(2_000)
        await pay(payer, await rich(), 2_000)
        await town.topUp(payer, yuan(1))
        return pay(payer, await rich(), 0.01)
      },
    ],
    [
      'out.year III',
      '2026-12-01',
      'III sends 2,000.00 on the 26th day of a year',
      'CLASS_LIMIT_YEAR, 0.00 left',
      BY_16,
      async () => {
        const payer = await settle('III')
        for (let day = 0; day < 25; day++) {
          await town.topUp(payer, yuan(2_000))
          await pay(payer, await rich(), 2_000)
          town.clock.forward(86_400_000)
        }
        await town.topUp(payer, yuan(1))
        return pay(payer, await rich(), 1)
      },
    ],
    [
      'in.day III',
      '2026-11-23',
      'III, its cap out of the way, gets 5,000.00 from others in a day and 0.01 more',
      'PAYEE_LIMIT',
      BY_16,
      async () =>
        uncapped(async () => {
          const payee = await fed(1)
          await pay(await rich(), payee, 5_000)
          return pay(await rich(), payee, 0.01)
        }),
    ],
    [
      'in.year III',
      '2026-12-01',
      'III, its cap out of the way, gets 5,000.00 on the 21st day of a year',
      'PAYEE_LIMIT',
      BY_16,
      async () =>
        uncapped(async () => {
          const payee = await fed(1)
          await payDaily(rich, async () => payee, 20, 5_000)
          return pay(await rich(), payee, 5_000)
        }),
    ],
    [
      'balance.cap III',
      '2026-11-23',
      'III that holds 1,999.99 gets 0.01 from its card',
      'done',
      BY_16,
      async () => {
        const person = await fed(1_999.99)
        return town.topUp(person, yuan(0.01))
      },
    ],
    [
      'balance.cap III',
      '2026-11-23',
      'III that holds 1,999.99 gets 0.02 from its card',
      'BALANCE_CAP, 0.01 left',
      BY_16,
      async () => {
        const person = await fed(1_999.99)
        return town.topUp(person, yuan(0.02))
      },
    ],
    [
      'balance.cap III',
      '2026-11-23',
      'III that holds 1,999.99 gets 0.02 from others',
      'PAYEE_LIMIT',
      BY_16,
      async () => pay(await rich(), await fed(1_999.99), 0.02),
    ],
    [
      'receiving.max III',
      '2026-11-23',
      'III that was not yet fed from its card gets 1.00 from others',
      'PAYEE_NOT_IDENTIFIED',
      BY_16,
      async () => pay(await rich(), await settle('III'), 1),
    ],
    [
      'receiving.max III',
      '2026-11-23',
      'of a person’s two III the one fed second tells that the other receives',
      'done',
      BY_16,
      async () => {
        const first = await fed(1)
        const second = await town.openAnother(first, 'III')
        await town.topUp(second, yuan(1))
        expect((await town.accounts.get(second, second.accountId)).receives).toBe('other-account')
      },
    ],
    [
      'accounts.max II',
      '2026-11-23',
      'a person who holds five II opens a sixth',
      'ACCOUNT_LIMIT',
      BY_16,
      async () => {
        const person = await settle('II')
        for (let more = 0; more < 4; more++) await town.openAnother(person, 'II')
        return town.openAnother(person, 'II')
      },
    ],
    [
      'accounts.max III',
      '2026-11-23',
      'a person who holds five III opens a sixth',
      'ACCOUNT_LIMIT',
      BY_16,
      async () => {
        const person = await settle('III')
        for (let more = 0; more < 4; more++) await town.openAnother(person, 'III')
        return town.openAnother(person, 'III')
      },
    ],
    [
      'opening.elements III',
      '2026-11-23',
      'III is opened against a bound account that is no Class I',
      'done',
      BY_16,
      async () => {
        const person = await settle('II')
        town.network.says('not-eligible')
        return town.openAnother(person, 'III')
      },
    ],
    [
      'opening.elements II',
      '2026-11-23',
      'II is opened against a bound account that is no Class I',
      'CARD_NOT_ELIGIBLE',
      BY_302,
      async () => {
        const person = await settle('III')
        town.network.says('not-eligible')
        return town.moveUp(person)
      },
    ],
    [
      'turnover.id-within III',
      '2026-11-23',
      'III, not identified, is fed 1.00 on the last of the days to show the ID after 50,000.00 both ways',
      'done',
      BY_16,
      async () => feedAfterAsked(7),
    ],
    [
      'turnover.id III',
      '2026-11-23',
      'III, not identified, is fed 1.00 a day later',
      'ID_DUE_SUSPENDED',
      BY_16,
      async () => feedAfterAsked(8),
    ],
    [
      'products II',
      '2026-11-23',
      'II buys a deposit, beyond no counter',
      'done',
      BY_302,
      async () => buy(await rich()),
    ],
    [
      'products III',
      '2026-11-23',
      'III buys a deposit',
      'CLASS_UPGRADE_REQUIRED',
      BY_302,
      async () => buy(await fed(100)),
    ],
  ]

  play(CLASS_ROWS, lines, async (date) => {
    town.clock.set(on(date))
    town.network.says('class-I')
    return town
  })

  it('a rule that changes on a date changes what happens from then on: cap, limit, how many may be held', async () => {
    await db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark) values
         ('balance.cap', 'III', '2027-06-01', 500000, 'fen', 'a notice', 'S'),
         ('out.day', 'III', '2027-06-01', 100000, 'fen', 'a notice', 'S'),
         ('receiving.max', 'III', '2027-06-01', 2, 'count', 'a notice', 'S'),
         ('products', 'III', '2027-06-01', 1, 'switch', 'a notice', 'S'),
         ('accounts.max', 'II', '2027-06-01', 1, 'count', 'a notice', 'S')`,
    )
    town.clock.set(at('2027-05-31 23:50'))
    const person = await fed(1_500)
    const other = await town.openAnother(person, 'III')
    expect(await outcome(town.topUp(person, yuan(1_000)))).toBe('BALANCE_CAP, 500.00 left')
    expect(await outcome(pay(person, await rich(), 1_001))).toBe('done')
    expect(await outcome(buy(person))).toBe('CLASS_UPGRADE_REQUIRED')
    await town.topUp(other, yuan(1))
    expect((await town.accounts.get(other, other.accountId)).receives).toBe('other-account')

    town.clock.set(at('2027-06-01 00:00'))
    expect(await outcome(town.topUp(person, yuan(4_501)))).toBe('done')
    expect(await outcome(pay(person, await rich(), 1_001))).toBe('CLASS_LIMIT_DAY, 1,000.00 left')
    expect(await outcome(buy(person))).toBe('done')
    expect(await outcome(town.openAnother(await settle('II'), 'II'))).toBe('ACCOUNT_LIMIT')
    expect((await town.accounts.get(other, other.accountId)).receives).toBe('after-topup')
    await town.topUp(other, yuan(1))
    expect((await town.accounts.get(other, other.accountId)).receives).toBe('yes')
    await db.query("delete from rules where source = 'a notice'")
  })
})

import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { surnameOf } from '../../../src/bank/payees/surname.ts'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { at, MONDAY, openTown, type Town, type Townsman, yuan } from '../town.ts'

describe('the surname in a name', () => {
  it.each([
    ['李雷', '李'],
    ['欧阳娜娜', '欧阳'],
    ['司马光', '司马'],
    // Two characters are a surname of one and a given name.
    ['东方', '东'],
    ['买买提·艾力', '买买提'],
    ['𠮷田', '𠮷'],
  ])('%s → %s', (name, surname) => expect(surnameOf(name)).toBe(surname))
})

eachDatabase('the payee book', (database) => {
  let db: Database
  let town: Town
  let payer: Townsman

  beforeAll(async () => {
    db = database()
    town = await openTown(db)
  })
  beforeEach(async () => {
    town.clock.set(MONDAY)
    payer = await town.settle('李雷')
    await town.topUp(payer, yuan(1_000))
  })

  const find = (payee: Townsman) => town.payees.lookUp(payer, { mobile: payee.mobile })
  const book = async () => (await town.payees.list(payer)).payees
  const pay = async (payee: Townsman, amount = yuan(1)) => town.send(payer, await town.payeeOf(payer, payee), amount)

  it('asks for the surname before the first payment, and never tells it', async () => {
    const ouyang = await town.settle('欧阳娜娜')
    const { payeeId, named } = await find(ouyang)
    expect(named).toBe(false)
    await expect(town.send(payer, payeeId, yuan(1))).rejects.toMatchObject({ code: 'PAYEE_NAME_REQUIRED' })
    for (const wrong of ['娜', '欧', '欧阳娜']) {
      await expect(town.payees.tellSurname(payer, payeeId, wrong)).rejects.toMatchObject({ code: 'PAYEE_NAME_WRONG' })
    }
    await expect(town.send(payer, payeeId, yuan(1))).rejects.toMatchObject({ code: 'PAYEE_NAME_REQUIRED' })
    await town.payees.tellSurname(payer, payeeId, ' 欧阳 ')
    expect(await find(ouyang)).toMatchObject({ named: true, known: false })
    await town.send(payer, payeeId, yuan(1))
    expect(await find(ouyang)).toMatchObject({ named: true, known: true })
  })

  it('lets a surname be tried ten times a day, over all payees, however many at once', async () => {
    const chenHua = await town.settle('陈华')
    const { payeeId } = await find(chenHua)
    const tries = await Promise.allSettled(
      Array.from({ length: 15 }, () => town.payees.tellSurname(payer, payeeId, '赵')),
    )
    const codes = tries.map((one) => (one.status === 'rejected' ? one.reason.code : 'right'))
    expect(codes.filter((code) => code === 'PAYEE_NAME_WRONG')).toHaveLength(10)
    await expect(town.payees.tellSurname(payer, payeeId, '陈')).rejects.toMatchObject({
      code: 'PAYEE_NAME_LIMIT',
      retryAfter: 10 * 3600,
    })
    town.clock.set(at('2026-11-24 00:00'))
    await town.payees.tellSurname(payer, payeeId, '陈')
  })

  it('has who was paid, lately first, and nobody who was only looked up', async () => {
    const [chenHua, hanMei, zhou, stranger] = await Promise.all(
      ['陈华', '韩梅', '周杰', '王强'].map((n) => town.settle(n)),
    )
    for (const payee of [chenHua, hanMei, zhou, chenHua]) {
      if (payee) await pay(payee)
      town.clock.forward(60_000)
    }
    if (stranger) await find(stranger)
    const payees = await book()
    expect(payees.map(({ maskedName }) => maskedName)).toEqual(['*华', '*杰', '*梅'])
    expect(payees[0]).toMatchObject({ alias: null, known: true, named: true, paidAt: MONDAY + 3 * 60_000 })
    expect(JSON.stringify(payees)).not.toMatch(/陈|周杰|韩梅/)
    // To somebody else it is an empty book.
    expect((await town.payees.list(chenHua as Townsman)).payees).toEqual([])
  })

  it('keeps a name of one’s own for a payee, sealed, until it is taken back', async () => {
    const chenHua = await town.settle('陈华')
    await pay(chenHua)
    const [payee] = await book()
    const id = payee?.payeeId ?? ''
    await town.payees.rename(payer, id, ' 房东 ')
    expect((await book())[0]).toMatchObject({ alias: '房东' })
    expect(await find(chenHua)).toMatchObject({ alias: '房东' })
    const [row] = await db.query<{ row: string }>('select p::text as row from payees p where id = $1', [id])
    expect(row?.row).not.toContain(Buffer.from('房东').toString('hex'))
    await town.payees.rename(payer, id, null)
    expect((await book())[0]).toMatchObject({ alias: null })
    // Nobody else's, and none of whom was not paid.
    await expect(town.payees.rename(chenHua, id, '我')).rejects.toMatchObject({ code: 'PAYEE_UNKNOWN' })
    const { payeeId } = await find(await town.settle('周杰'))
    await expect(town.payees.rename(payer, payeeId, '谁')).rejects.toMatchObject({ code: 'PAYEE_UNKNOWN' })
  })

  it('forgets who is taken out: paid again they are new, and the statement stays', async () => {
    const chenHua = await town.settle('陈华')
    await pay(chenHua)
    const [payee] = await book()
    const id = payee?.payeeId ?? ''
    await town.payees.rename(payer, id, '房东')
    await town.payees.remove(chenHua, id)
    expect(await book()).toHaveLength(1)
    await town.payees.remove(payer, id)
    await town.payees.remove(payer, id)
    expect(await book()).toEqual([])
    expect(await find(chenHua)).toMatchObject({ payeeId: id, alias: null, known: false, named: false })
    await expect(town.send(payer, id, yuan(1))).rejects.toMatchObject({ code: 'PAYEE_NAME_REQUIRED' })
    await pay(chenHua)
    expect(await book()).toHaveLength(1)
    const { entries } = await town.accounts.statement(payer, payer.accountId, {})
    expect(entries.filter(({ kind }) => kind === 'transfer-out')).toHaveLength(2)
    expect(await auditBank(db)).toEqual([])
  })

  it('does not have who has left the bank', async () => {
    const chenHua = await town.settle('陈华')
    await pay(chenHua)
    await db.query("update customers set stage = 'visitor' where id = $1", [chenHua.customerId])
    expect(await book()).toEqual([])
    await db.query("update customers set stage = 'customer' where id = $1", [chenHua.customerId])
  })
})

import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { at, MONDAY, openTown, type Town, type Townsman } from '../town.ts'

eachDatabase('finding a payee by mobile number', (database) => {
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
  })

  it('shows a masked name and number, and an id that is good for this payer only', async () => {
    const payee = await town.settle('欧阳 娜娜'.replace(' ', ''))
    const found = await town.payees.lookUp(payer, { mobile: payee.mobile })
    expect(found).toMatchObject({
      maskedName: '***娜',
      maskedMobile: `138****${payee.mobile.slice(-4)}`,
      known: false,
    })
    const other = await town.settle('陈华')
    expect((await town.payees.lookUp(other, { mobile: payee.mobile })).payeeId).not.toBe(found.payeeId)
    expect((await town.payees.lookUp(payer, { mobile: payee.mobile })).payeeId).toBe(found.payeeId)
  })

  it('refuses an unknown number, oneself, and who was not identified face to face, at the number', async () => {
    const remote = await town.settle('韩梅', { identified: false })
    for (const [mobile, code] of [
      ['13999999999', 'PAYEE_UNKNOWN'],
      [payer.mobile, 'PAYEE_SELF'],
      [remote.mobile, 'PAYEE_NOT_IDENTIFIED'],
    ] as const) {
      await expect(town.payees.lookUp(payer, { mobile })).rejects.toMatchObject({ code, field: 'mobile' })
    }
  })

  it('refuses a visitor, who cannot pay and has no reason to ask for names', async () => {
    const visitor = { ...payer, customerId: randomUUID() }
    await expect(town.payees.lookUp(visitor, { mobile: payer.mobile })).rejects.toMatchObject({
      code: 'ACCOUNT_REQUIRED',
    })
  })

  it('twenty a day, found or not; the next day has twenty more', async () => {
    const payee = await town.settle('陈华')
    for (let i = 0; i < 10; i++) {
      await town.payees.lookUp(payer, { mobile: payee.mobile })
      await town.payees.lookUp(payer, { mobile: '13999999999' }).catch(() => {})
    }
    await expect(town.payees.lookUp(payer, { mobile: payee.mobile })).rejects.toMatchObject({
      code: 'PAYEE_LOOKUP_LIMIT',
      // 14:00 to midnight
      retryAfter: 10 * 3600,
    })
    town.clock.set(at('2026-11-24 00:00'))
    await town.payees.lookUp(payer, { mobile: payee.mobile })
  })

  it('sixty at the same moment are twenty too', async () => {
    const payee = await town.settle('陈华')
    const asked = Array.from({ length: 60 }, () => town.payees.lookUp(payer, { mobile: payee.mobile }))
    const answers = await Promise.allSettled(asked)
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
    const ids = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.payeeId] : []))
    expect(new Set(ids).size).toBe(1)
  })
})

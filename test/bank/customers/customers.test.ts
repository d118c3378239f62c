import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { onEveryDatabase } from '../../support/people.ts'

onEveryDatabase('a customer', (open) => {
  it('identified at a branch may receive from others; the first record stands', async () => {
    const people = await open()
    const { bank, clock, db } = people
    const caller = await people.wechat('openid-li-lei')
    await people.open(caller)
    const record = { customerId: caller.customerId, branch: '朝阳支行', teller: 'T0017' }
    await bank.customers.recordIdentification(record)
    const at = clock.now()
    clock.forward(1000)
    await bank.customers.recordIdentification({ ...record, teller: 'T0018' })
    expect(await db.query('select identified_at, identified_branch, identified_teller from customers')).toEqual([
      { identified_at: at, identified_branch: '朝阳支行', identified_teller: 'T0017' },
    ])
    expect((await bank.customers.me(caller)).identified).toBe(true)
    expect((await bank.accounts.list(caller)).accounts[0]?.in).not.toBeNull()
  })

  it('who is none yet cannot be identified for an account', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-1')
    for (const customerId of [visitor.customerId, v7()]) {
      const recorded = people.bank.customers.recordIdentification({ customerId, branch: '朝阳支行', teller: 'T0017' })
      await expect(recorded).rejects.toThrow('NOT_FOUND')
    }
  })

  it('of sixty-five is a senior, to the day', async () => {
    const people = await open()
    const { bank, clock, outside } = people
    // Born 1995-05-15: sixty-five on 2060-05-15.
    const caller = await people.wechat('openid-li-lei')
    await people.open(caller)
    clock.forward(Date.parse('2060-05-14T23:59:59+08:00') - clock.now())
    expect((await bank.customers.me(caller)).senior).toBe(false)
    clock.forward(1000)
    expect((await bank.customers.me(caller)).senior).toBe(true)
    expect(outside.agreementsSigned()).toBe(1)
  })
})

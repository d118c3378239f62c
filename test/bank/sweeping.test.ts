import { expect, it } from 'vitest'
import { LI_LEI, onEveryDatabase } from '../support/people.ts'

onEveryDatabase('sweeping', (open) => {
  it('deletes what has had its time and leaves what has not', async () => {
    const people = await open()
    const { bank, clock, db } = people
    const sweep = async () => bank.workers.find(({ name }) => name === 'sweeping')?.run()
    const caller = await people.wechat('openid-li-lei')
    await bank.pins.challenge(caller, { purpose: 'set' })
    await bank.bindings.submit(caller, people.form())
    await people.sms(LI_LEI.mobile)
    expect(await sweep()).toBe(0)
    clock.forward(3 * 86_400_000)
    // The nonce, the sign-in code, the binding left half way; counts of the number, the address, the person and the card.
    expect(await sweep()).toBe(7)
    expect(await db.query('select id from sessions')).toHaveLength(2)
    clock.forward(61 * 86_400_000)
    expect(await sweep()).toBe(2)
    expect(await db.query('select id from customers')).toHaveLength(2)
    // Once an hour is enough.
    expect(await sweep()).toBe(0)
  })
})

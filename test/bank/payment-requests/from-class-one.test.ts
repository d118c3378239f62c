/** A share paid from this bank's own Class I account: taken while the core is asked, paid by its word, free again if it refuses. */
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { HAN_MEI, onEveryDatabase, type People } from '../../support/people.ts'
import { askAgain, authorised, bind, START, sound, town } from '../own-cards/own-town.ts'

/** 李雷 with a Class I account, and 韩梅, who asks for so much. */
async function asked(open: () => Promise<People>, total: number) {
  const here = await town(open)
  await bind(here)
  const hanMei = await here.people.wechat('han-mei')
  await here.people.open(hanMei, HAN_MEI)
  await here.bank.customers.recordIdentification({ customerId: hanMei.customerId, branch: '0001', teller: '42' })
  const accountId = (await here.bank.accounts.list(hanMei)).accounts[0]?.id ?? ''
  const order = { id: v7(), accountId, title: '房租', total, people: 1, askerCounts: false }
  const request = await here.bank.paymentRequests.make(hanMei, order)
  const { classOne } = await here.bank.accounts.list(here.caller)
  return { ...here, hanMei, request, classOneId: classOne?.id ?? '' }
}

async function pay(here: Awaited<ReturnType<typeof asked>>, id: string = v7()) {
  const { token, total: amount } = here.request
  const authorisation = await authorised(here, here.caller, { kind: 'payment-request', orderId: id, token, amount })
  return here.bank.paymentRequests.pay(here.caller, token, { id, accountId: here.classOneId, amount, authorisation })
}

onEveryDatabase('paying a share from a Class I account', (open) => {
  it('pays it by the word of the core, with the title on both statements', async () => {
    const here = await asked(open, 200_00)
    expect(await pay(here)).toMatchObject({ state: 'done', amount: 200_00, note: '房租' })
    expect(await here.bank.paymentRequests.get(here.hanMei, here.request.id)).toMatchObject({
      state: 'paid',
      each: [{ state: 'paid', name: '李雷' }],
    })
    await sound(here)
  })

  it('refused by the core leaves it to be paid', async () => {
    const here = await asked(open, START + 1)
    expect(await pay(here)).toMatchObject({ state: 'refused', reason: '余额不足' })
    expect(await here.bank.paymentRequests.get(here.hanMei, here.request.id)).toMatchObject({
      state: 'open',
      settled: 0,
      each: [{ state: 'open', name: null, transferId: null, at: null }],
    })
    await sound(here)
  })

  it('on its way is nobody else’s, and nobody is told that it is paid before it is', async () => {
    const here = await asked(open, 50_00)
    here.people.outside.failNext('core.debit', new OutsideError('core', 'unknown', 'no answer in time'))
    const id = v7()
    expect(await pay(here, id)).toMatchObject({ state: expect.stringMatching(/processing|unknown/) })
    expect(await here.bank.paymentRequests.get(here.hanMei, here.request.id)).toMatchObject({
      received: 0,
      each: [{ state: 'taken', name: null, transferId: null }],
    })
    expect((await here.people.refusal(pay(here))).code).toBe('PAYMENT_REQUEST_PAID_BY_YOU')
    await sound(here)
    await askAgain(here)
    const end = await here.bank.transfers.get(here.caller, id)
    const { each } = await here.bank.paymentRequests.get(here.hanMei, here.request.id)
    expect(each[0]?.state).toBe(end.state === 'done' ? 'paid' : 'open')
    await sound(here)
  })
})

/** A payer whose transfer stays undecided is told by WeChat how it ended, if they asked for it; there is no SMS of it. */
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { HAN_MEI, MINUTE, onEveryDatabase, TEMPLATES } from '../../support/people.ts'
import { sendOut } from '../messages/between.ts'
import { authorised, bind, OWN, START, town } from './own-town.ts'

onEveryDatabase('a transfer that stayed undecided', (open) => {
  async function neighbours() {
    const here = await town(open)
    const { bank, people, caller } = here
    people.outside.addClassOne(OWN, START)
    await bind(here)
    const hanMei = await people.wechat('han-mei')
    await people.open(hanMei, HAN_MEI)
    await bank.customers.recordIdentification({ customerId: hanMei.customerId, branch: '0001', teller: '42' })
    const payeeId = await people.payee(caller, HAN_MEI.mobile)
    const { classOne } = await bank.accounts.list(caller)
    await sendOut(people)
    people.outside.inbox.length = 0
    return {
      ...here,
      async pay(amount: number) {
        const id = v7()
        const authorisation = await authorised(here, caller, { kind: 'transfer', orderId: id, payeeId, amount })
        return bank.transfers.make(caller, { id, accountId: classOne?.id ?? '', payeeId, amount, authorisation })
      },
      async askAgain() {
        people.clock.forward(MINUTE)
        await bank.workers.find(({ name }) => name === 'transfers not decided')?.run()
        await sendOut(people)
      },
    }
  }

  it('tells its payer when it is done, who asked while waiting, and the payee as ever', async () => {
    const { bank, people, caller, pay, askAgain } = await neighbours()
    people.outside.failNext('core.debit-answer', new OutsideError('core', 'unknown', 'no answer in time'))
    const ordered = await pay(200_00)
    expect(ordered.state).toBe('unknown')
    people.outside.permit('li-lei')
    await bank.messagePermissions.record(caller, { id: v7(), answers: [{ template: 'outcome', answer: 'accept' }] })
    await askAgain()
    expect(people.outside.subscribed).toEqual([
      {
        openid: 'li-lei',
        templateId: TEMPLATES.outcome,
        page: `transfer/result?id=${ordered.id}&from=message`,
        fields: {
          thing1: '*梅',
          amount2: '200.00元',
          phrase3: '转账成功',
          time4: expect.stringMatching(/^2026年11月23日 \d\d:\d\d$/),
        },
      },
    ])
    expect(people.outside.inbox.map(({ mobile }) => mobile)).toEqual([HAN_MEI.mobile])
  })

  it('says nothing to a payer who has not asked, nor of one that was decided at once', async () => {
    const { people, caller, pay, askAgain, bank } = await neighbours()
    people.outside.failNext('core.debit-answer', new OutsideError('core', 'unknown', 'no answer in time'))
    await pay(200_00)
    await askAgain()
    people.outside.permit('li-lei')
    await bank.messagePermissions.record(caller, { id: v7(), answers: [{ template: 'outcome', answer: 'accept' }] })
    expect((await pay(100_00)).state).toBe('done')
    await sendOut(people)
    expect(people.outside.subscribed).toEqual([])
    expect(people.outside.inbox.map(({ mobile }) => mobile)).toEqual([HAN_MEI.mobile, HAN_MEI.mobile])
  })
})

/**
 * Transfers that run later from this bank's own Class I account: when one is due the core is asked, as for a real-time one,
 * and its word ends the order. The money leaves once and arrives once, or stays.
 */
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import type { Body } from '../../../src/contract/schema/index.ts'
import { HOUR, onEveryDatabase } from '../../support/people.ts'
import { counted, type Neighbours, neighbours, received, receivesAtMost } from '../own-cards/neighbours.ts'
import { askAgain, authorised, OWN, START, sound } from '../own-cards/own-town.ts'

type When = Body<'POST /v1/scheduled-transfers'>['when']

const ORDINARY: When = { arrival: 'ordinary' }
const MONTHLY: When = { arrival: 'on-date', date: '2026-12-01', monthly: true }

async function order(here: Neighbours, amount: number, { when = ORDINARY, id = v7() as string } = {}) {
  const { bank, caller, classOneId: accountId, payeeId } = here
  const bought = { kind: 'scheduled-transfer', orderId: id, payeeId, amount, when } as const
  const authorisation = await authorised(here, caller, bought)
  return bank.scheduledTransfers.make(caller, { id, accountId, payeeId, amount, when, note: '房租', authorisation })
}

async function runDue({ bank }: Neighbours): Promise<void> {
  for (const worker of bank.workers) if (worker.name === 'transfers that are due') await worker.run()
}
/** The clock goes to a moment and the worker comes by. */
async function comeTo(here: Neighbours, moment: number): Promise<void> {
  here.people.clock.forward(moment - here.people.clock.now())
  await runDue(here)
}

const stand = ({ bank, caller }: Neighbours, id: string) => bank.scheduledTransfers.get(caller, id)
/** What the core holds, and what has reached 韩梅. */
const money = async (here: Neighbours) => [
  here.people.outside.coreBalance(OWN.cardNumber),
  await received(here, here.hanMei),
]
/** SMS to the payer. */
async function told({ bank, people }: Neighbours): Promise<string[]> {
  await bank.workers.find(({ name }) => name === 'outbox')?.run()
  return people.outside.inbox.filter(({ mobile }) => mobile === OWN.mobile).map(({ text }) => text)
}

onEveryDatabase('a later transfer from a Class I account', (open) => {
  it('takes and counts nothing until it is due; then the core pays, and it is a transfer like any other', async () => {
    const here = await neighbours(open)
    const ordered = await order(here, 200_00)
    expect(ordered).toMatchObject({ state: 'waiting', accountId: here.classOneId, amount: 200_00, transferId: null })
    await comeTo(here, ordered.runsAt - 1)
    expect(await money(here)).toEqual([START, 0])
    expect(await counted(here, here.caller, '2026-11-23')).toBe(0)
    await comeTo(here, ordered.runsAt)
    expect(await money(here)).toEqual([START - 200_00, 200_00])
    expect(await counted(here, here.caller, '2026-11-23')).toBe(200_00)
    const { state, transferId, endedAt } = await stand(here, ordered.id)
    expect([state, endedAt]).toEqual(['done', ordered.runsAt])
    for (const person of [here.caller, here.hanMei])
      expect(await here.bank.transfers.get(person, transferId ?? '')).toMatchObject({ state: 'done', note: '房租' })
    await runDue(here)
    await askAgain(here)
    expect(await money(here)).toEqual([START - 200_00, 200_00])
    await sound(here)
  })

  it('is neither done nor failed while the core does not answer, and cannot be cancelled any more', async () => {
    const here = await neighbours(open)
    for (const lost of ['core.debit', 'core.debit-answer']) {
      const before = await money(here)
      const { id, runsAt } = await order(here, 10_00)
      here.people.outside.failNext(lost, new OutsideError('core', 'unknown', 'no answer in time'))
      await comeTo(here, runsAt)
      expect(await stand(here, id)).toMatchObject({ state: 'processing', endedAt: null, transferId: null })
      expect((await here.bank.scheduledTransfers.list(here.caller)).waiting.map((one) => one.id)).toEqual([id])
      expect((await here.people.refusal(here.bank.scheduledTransfers.cancel(here.caller, id))).code).toBe(
        'SCHEDULED_ENDED',
      )
      await sound(here)
      await askAgain(here)
      await askAgain(here)
      expect(await stand(here, id)).toMatchObject({ state: 'done', reason: null })
      const [core = 0, arrived = 0] = before
      expect(await money(here)).toEqual([core - 10_00, arrived + 10_00])
      await sound(here)
    }
  })

  it('is found again when the process ended before or after the core took the money, and is done once', async () => {
    const here = await neighbours(open)
    const points = ['write.after-commit', 'core-transfer.before-debit', 'core-transfer.before-answer-stored']
    for (const [nth, point] of points.entries()) {
      const { id, runsAt } = await order(here, 10_00)
      here.people.failAt(point)
      await comeTo(here, runsAt)
      expect(await stand(here, id)).toMatchObject({ state: 'processing' })
      await sound(here)
      await runDue(here)
      await askAgain(here)
      expect(await stand(here, id)).toMatchObject({ state: 'done' })
      expect(await money(here)).toEqual([START - (nth + 1) * 10_00, (nth + 1) * 10_00])
    }
    await sound(here)
  })

  it('refused by the core has failed with its reason, gives back what it counted, and an SMS says so', async () => {
    const here = await neighbours(open)
    const { id, runsAt } = await order(here, START + 1)
    await comeTo(here, runsAt)
    expect(await stand(here, id)).toMatchObject({
      state: 'failed',
      reason: '余额不足',
      endedAt: runsAt,
      transferId: null,
    })
    expect(await money(here)).toEqual([START, 0])
    expect(await counted(here, here.caller, '2026-11-23')).toBe(0)
    expect(await told(here)).toContainEqual(expect.stringContaining('1,000.01元没有转出，钱没有变动。原因：余额不足'))
    await sound(here)
  })

  it('waits for a core that cannot be reached: a fault of ours fails nothing', async () => {
    const here = await neighbours(open)
    const { id, runsAt } = await order(here, 10_00)
    here.people.outside.failNext('core.debit', new OutsideError('core', 'unreached', 'away'))
    await comeTo(here, runsAt)
    expect(await stand(here, id)).toMatchObject({ state: 'processing', reason: null })
    await askAgain(here)
    expect(await stand(here, id)).toMatchObject({ state: 'done' })
    expect(await money(here)).toEqual([START - 10_00, 10_00])
    await sound(here)
  })

  it('of a month goes on after one that the core refused', async () => {
    const here = await neighbours(open)
    const { id, runsAt } = await order(here, 600_00, { when: MONTHLY })
    here.people.outside.addClassOne(OWN, 500_00)
    await comeTo(here, runsAt)
    expect(await stand(here, id)).toMatchObject({ state: 'failed' })
    const [next] = (await here.bank.scheduledTransfers.list(here.caller)).waiting
    expect(next).toMatchObject({ state: 'waiting', accountId: here.classOneId, monthly: true })
    here.people.outside.addClassOne(OWN, START)
    await comeTo(here, next?.runsAt ?? 0)
    expect(await stand(here, next?.id ?? '')).toMatchObject({ state: 'done' })
    expect(await money(here)).toEqual([START - 600_00, 600_00])
    await sound(here)
  })

  it('may be cancelled until it runs, and of a cancellation and a run at once exactly one happens', async () => {
    const here = await neighbours(open)
    const { id } = await order(here, 10_00)
    expect(await here.bank.scheduledTransfers.cancel(here.caller, id)).toMatchObject({ state: 'cancelled' })
    for (let times = 0; times < 5; times++) {
      const before = await money(here)
      const next = await order(here, 10_00)
      here.people.clock.forward(2 * HOUR)
      const cancelling = here.bank.scheduledTransfers.cancel(here.caller, next.id).then(
        () => 'cancelled',
        () => 'done',
      )
      const [said] = await Promise.all([cancelling, runDue(here), runDue(here)])
      expect((await stand(here, next.id)).state).toBe(said)
      const [core = 0, arrived = 0] = before
      const moved = said === 'done' ? 10_00 : 0
      expect(await money(here)).toEqual([core - moved, arrived + moved])
    }
    await sound(here)
  })

  it('is refused beyond what may leave in any day without a signature, or by a limit of one’s own', async () => {
    const here = await neighbours(open)
    expect(await here.people.refusal(order(here, 50_000_01))).toMatchObject({
      code: 'SIGNATURE_REQUIRED',
      field: 'amount',
    })
    expect(await order(here, 50_000_00)).toMatchObject({ state: 'waiting' })
    const limits = { day: 300_00, count: null, year: null }
    await here.bank.agreedLimits.set(here.caller, here.classOneId, { id: v7(), ...limits })
    expect(await here.people.refusal(order(here, 300_01))).toMatchObject({ code: 'AGREED_LIMIT_DAY' })
    await sound(here)
  })

  it('fails by the limits and the stops of its moment, and the core is not asked', async () => {
    const here = await neighbours(open, 90_000_00)
    await receivesAtMost(here, 90_000_00)
    const [one, other] = [await order(here, 30_000_00), await order(here, 30_000_00)]
    await comeTo(here, other.runsAt)
    const states = [await stand(here, one.id), await stand(here, other.id)].map(({ state }) => state)
    expect(states.sort()).toEqual(['done', 'failed'])
    expect(here.people.outside.coreBalance(OWN.cardNumber)).toBe(60_000_00)

    const third = await order(here, 1_00)
    await here.bank.restrictions.freeze(here.caller, { id: v7() })
    await comeTo(here, third.runsAt)
    expect(await stand(here, third.id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('冻结') })
    expect(here.people.outside.coreBalance(OWN.cardNumber)).toBe(60_000_00)
    await sound(here)
  })

  it('keeps its card bound and its payer a customer until it has run or is cancelled', async () => {
    const here = await neighbours(open)
    const { bank, caller, classOneId: cardId, people } = here
    const { id } = await order(here, 10_00)
    const unbind = async () => {
      const unbinding = { kind: 'card-unbinding', orderId: v7(), cardId } as const
      const authorisation = await authorised(here, caller, unbinding)
      return bank.cards.unbind(caller, cardId, { id: unbinding.orderId, authorisation })
    }
    const leave = async () => {
      const orderId = v7()
      const authorisation = await authorised(here, caller, { kind: 'deletion', orderId })
      return bank.personalData.forget(caller, { id: orderId, authorisation })
    }
    expect(await people.refusal(unbind())).toMatchObject({ code: 'ORDERS_WAITING' })
    expect(await people.refusal(leave())).toMatchObject({ code: 'ORDERS_WAITING' })
    await bank.scheduledTransfers.cancel(caller, id)
    await unbind()
    await leave()
    await sound(here)
  })

  it('whose card is unbound all the same fails, for good', async () => {
    const here = await neighbours(open)
    const { id, runsAt } = await order(here, 10_00, { when: MONTHLY })
    await here.db.query('update cards set unbound_at = $2 where id = $1', [here.classOneId, runsAt - 1])
    await comeTo(here, runsAt)
    expect(await stand(here, id)).toMatchObject({ state: 'failed' })
    expect((await here.bank.scheduledTransfers.list(here.caller)).waiting).toEqual([])
    expect(await money(here)).toEqual([START, 0])
  })
})

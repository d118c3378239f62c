import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it, vi } from 'vitest'
import { type AccountRef, accountKey } from '../../../src/bank/core.ts'
import { BankError } from '../../../src/bank/errors.ts'
import type { Write } from '../../../src/bank/writes/write.ts'
import { eachDatabase, warmUp } from '../../support/database.ts'
import { accountWith, balanceOf, openVault, payment, writeOf } from '../../support/ledger.ts'
import { writePathOn } from '../../support/write-path.ts'

eachDatabase('a write sent again', (database) => {
  let payer: AccountRef
  let payee: AccountRef

  beforeEach(async () => {
    await openVault(database())
    payer = await accountWith(database(), 100_00)
    payee = await accountWith(database(), 0)
  })

  const transfer = (amount: number, given: Partial<Write<object>> = {}): Write<object> =>
    writeOf(
      { owner: payer.owner, content: `${accountKey(payee)} ${amount}`, accounts: [payer, payee], ...given },
      (seen) => {
        if (seen.balance(payer).available < amount) throw new BankError('BALANCE_INSUFFICIENT')
        return { movements: [payment(payer, payee, amount)], answer: { nonce: randomUUID(), amount } }
      },
    )
  const paid = async () => (await balanceOf(database(), payee)).posted

  it('gets the first answer, and nothing moves twice', async () => {
    const writes = writePathOn(database())
    const order = transfer(10_00)
    const answer = await writes.submit(order)
    expect(await writes.submit(order)).toEqual(answer)
    expect(await paid()).toBe(10_00)
  })

  it('is answered without deciding again, whatever the balance is now', async () => {
    const writes = writePathOn(database())
    const order = transfer(100_00)
    const answer = await writes.submit(order)
    const decide = vi.fn(order.decide)
    expect(await writes.submit({ ...order, decide })).toEqual(answer)
    expect(decide).not.toHaveBeenCalled()
  })

  it('is refused when it says something else', async () => {
    const writes = writePathOn(database())
    const order = transfer(10_00)
    await writes.submit(order)
    const other = { ...order, content: 'something else' }
    await expect(writes.submit(other)).rejects.toMatchObject({ code: 'ID_REUSED' })
    await expect(writes.earlier(other)).rejects.toMatchObject({ code: 'ID_REUSED' })
    expect(await paid()).toBe(10_00)
  })

  it('is another write when another customer sends it, or when it is of another kind', async () => {
    const writes = writePathOn(database())
    const order = transfer(10_00)
    const first = await writes.submit(order)
    expect(await writes.earlier({ ...order, owner: randomUUID() })).toBeUndefined()
    expect(await writes.submit({ ...order, owner: randomUUID(), content: 'of their own' })).not.toEqual(first)
    expect(await writes.submit({ ...order, kind: 'other', content: 'later step' })).not.toEqual(first)
  })

  it('may be corrected after a refusal, which left nothing', async () => {
    const writes = writePathOn(database())
    const id = randomUUID()
    await expect(writes.submit(transfer(100_01, { id }))).rejects.toMatchObject({ code: 'BALANCE_INSUFFICIENT' })
    const corrected = transfer(100_00, { id })
    expect(await writes.earlier(corrected)).toBeUndefined()
    await writes.submit(corrected)
    expect(await paid()).toBe(100_00)
  })

  it('while the first is under way happens once and gets the same answer', async () => {
    const writes = writePathOn(database())
    await warmUp(database())
    // The whole balance: were it decided twice, the second decision would be a refusal.
    const order = transfer(100_00)
    const answers = await Promise.all(Array.from({ length: 8 }, () => writes.submit(order)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await paid()).toBe(100_00)
  })

  it('can be asked about before', async () => {
    const writes = writePathOn(database())
    const order = transfer(1_00)
    expect(await writes.earlier(order)).toBeUndefined()
    const answer = await writes.submit(order)
    expect(await writes.earlier(order)).toEqual(answer)
  })

  it('after a fault of ours starts anew: nothing of the failed try is left', async () => {
    const writes = writePathOn(database())
    const order = transfer(10_00)
    const faulty = { ...order, decide: () => ({ ...order.decide({} as never) }) }
    await expect(writes.submit(faulty)).rejects.toThrow(TypeError)
    const broken = writePathOn(database(), {
      reach: (point) => {
        if (point === 'write.before-commit') throw new Error('power cut')
      },
    })
    await expect(broken.submit(order)).rejects.toThrow('power cut')
    expect(await paid()).toBe(0)
    await writes.submit(order)
    expect(await paid()).toBe(10_00)
  })
})

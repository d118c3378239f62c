import { createHash, randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { BankError } from '../../../src/bank/errors.ts'
import { eachDatabase, warmUp } from '../../support/database.ts'
import { writeOf } from '../../support/ledger.ts'
import { MORNING, writePathOn } from '../../support/write-path.ts'

const ORDER = 'transfer|order|payee|1000'
const INVALID = { code: 'AUTHORISATION_INVALID' }

eachDatabase('an authorisation', (database) => {
  async function bought({ owner = randomUUID() as string, expiresAt = MORNING + 1 } = {}) {
    const token = randomUUID()
    await database().query(
      'INSERT INTO authorisations (owner, token_hash, order_text, expires_at) VALUES ($1, $2, $3, $4)',
      [owner, createHash('sha256').update(token).digest(), ORDER, expiresAt],
    )
    return { owner, token }
  }

  it('lets one order through', async () => {
    const writes = writePathOn(database())
    const { owner, token } = await bought()
    const authorisation = { token, order: ORDER }
    const order = writeOf({ owner, authorisation })
    const answer = await writes.submit(order)
    expect(await writes.submit(order)).toEqual(answer)
    await expect(writes.submit(writeOf({ owner, authorisation }))).rejects.toMatchObject(INVALID)
  })

  it('is refused for another order, another customer, a made-up token, or when its time is over', async () => {
    const writes = writePathOn(database())
    const { owner, token } = await bought()
    for (const [by, authorisation] of [
      [owner, { token, order: 'transfer|order|payee|2000' }],
      [randomUUID(), { token, order: ORDER }],
      [owner, { token: randomUUID(), order: ORDER }],
    ] as const) {
      await expect(writes.submit(writeOf({ owner: by, authorisation }))).rejects.toMatchObject(INVALID)
    }
    const late = await bought({ expiresAt: MORNING })
    await expect(
      writes.submit(writeOf({ owner: late.owner, authorisation: { token: late.token, order: ORDER } })),
    ).rejects.toMatchObject(INVALID)
  })

  it('is not used up by an order that was refused', async () => {
    const writes = writePathOn(database())
    const { owner, token } = await bought()
    const authorisation = { token, order: ORDER }
    const refused = writeOf({ owner, authorisation }, () => {
      throw new BankError('BALANCE_INSUFFICIENT')
    })
    await expect(writes.submit(refused)).rejects.toMatchObject({ code: 'BALANCE_INSUFFICIENT' })
    await writes.submit(writeOf({ owner, authorisation }))
  })

  it('lets exactly one through of many orders at the same moment', async () => {
    const writes = writePathOn(database())
    await warmUp(database())
    const { owner, token } = await bought()
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () => writes.submit(writeOf({ owner, authorisation: { token, order: ORDER } }))),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject(INVALID)
  })
})

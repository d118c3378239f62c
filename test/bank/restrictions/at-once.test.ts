/**
 * The law: once a freeze was acknowledged, no order takes money from the account, whichever process decides it. Attacked
 * with transfers that are under way on two processes at the moment of the freeze, and with others sent right after it.
 */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { openTown, type Town, type Townsman, yuan } from '../town.ts'

describe('a freeze on one process, transfers on two', () => {
  let databases: Database[] = []
  let towns: [Town, Town]
  let payer: Townsman
  let payeeId: string

  beforeAll(async () => {
    const url = await freshPostgresUrl()
    databases = [await openDatabase({ url }), await openDatabase({ url })]
    const [one, other] = await Promise.all(databases.map((db) => openTown(db)))
    if (!one || !other) throw new Error('two towns on one database')
    towns = [one, other]
    payer = await one.settle('李雷')
    payeeId = await one.payeeOf(payer, await one.settle('陈华'))
    await one.topUp(payer, yuan(9_000))
  })
  afterAll(() => Promise.all(databases.map((db) => db.close())))

  /** One yuan, sent by one of the processes. Answers the code of its refusal, 'done' without one. */
  const sendBy = (process: number): Promise<string> =>
    (process === 0 ? towns[0] : towns[1]).send(payer, payeeId, yuan(1)).then(
      () => 'done',
      (error: { code: string }) => error.code,
    )

  const senders = fc.array(fc.nat(1), { maxLength: 12 })

  it('let nothing out after its acknowledgement', async () => {
    await fc.assert(
      fc.asyncProperty(senders, senders, senders, fc.nat(1), async (before, during, after, freezer) => {
        const sending = before.map(sendBy)
        if (sending.length > 0) await Promise.race(sending)
        const id = randomUUID()
        const freezing = towns[freezer === 0 ? 0 : 1].restrictions.freeze(payer, { id })
        sending.push(...during.map(sendBy))
        await freezing
        const left = await towns[0].balance(payer)
        const late = await Promise.all(after.map(sendBy))
        const early = await Promise.all(sending)

        expect(await towns[1].balance(payer)).toBe(left)
        expect(new Set(late)).toEqual(new Set(after.length > 0 ? ['ACCOUNT_FROZEN_SELF'] : []))
        for (const outcome of early) expect(['done', 'ACCOUNT_FROZEN_SELF', 'ACCOUNT_STOPPED']).toContain(outcome)

        const authorisation = await towns[0].authorise(payer, { kind: 'thaw', orderId: id })
        await towns[1].restrictions.thaw(payer, id, { authorisation })
        expect(await sendBy(0)).toBe('done')
      }),
      { numRuns: 25, endOnFailure: true },
    )
    expect(await auditBank(databases[0] as Database)).toEqual([])
  }, 120_000)
})

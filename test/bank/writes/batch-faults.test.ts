/**
 * Writes that are sent at the same moment may share one transaction. A fault of one is that one's alone: it leaves
 * nothing, and its neighbours are done and answered.
 */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountRef, Movement } from '../../../src/bank/core.ts'
import type { RecordChange, Write } from '../../../src/bank/writes/write.ts'
import { eachDatabase } from '../../support/database.ts'
import {
  accountWith,
  auditBooks,
  balanceOf,
  openVault,
  payment,
  transferOf,
  VAULT,
  writeOf,
} from '../../support/ledger.ts'
import { outcomes, sendTogether, writePathOn } from '../../support/write-path.ts'

eachDatabase('writes at the same moment', (database) => {
  let payer: AccountRef
  let payee: AccountRef

  beforeAll(async () => {
    await database().query('CREATE TABLE vouchers (owner uuid, id uuid, state text NOT NULL, PRIMARY KEY (owner, id))')
    await openVault(database())
  })
  beforeEach(async () => {
    payer = await accountWith(database(), 100_00)
    payee = await accountWith(database(), 0)
  })

  const together = (...writes: Write<object>[]) => sendTogether(database(), writes)
  const available = async (account: AccountRef) => (await balanceOf(database(), account)).available
  const pay = (amount: number, from = payer) => transferOf(from, payee, amount)
  /** A write that is decided and then cannot be carried out. It moves all of the payer's money before that. */
  const doomed = (change: { records?: RecordChange[]; movements?: Movement[] }, given: Partial<Write<object>> = {}) =>
    writeOf({ owner: payer.owner, accounts: [payer, payee], ...given }, () => ({
      records: change.records ?? [],
      movements: [payment(payer, payee, 100_00), ...(change.movements ?? [])],
    }))
  const voucher = (owner = payer.owner, id: string = randomUUID()) => ({ owner, id })
  describe('one of which fails', () => {
    const faults: Record<string, () => Promise<Write<object>>> = {
      'a record that is no longer as its condition says': async () =>
        doomed({ records: [{ update: 'vouchers', where: { ...voucher(), state: 'new' }, set: { state: 'used' } }] }),
      'a record that exists already': async () => {
        const row = { ...voucher(), state: 'new' }
        return doomed({
          records: [
            { insert: 'vouchers', row },
            { insert: 'vouchers', row },
          ],
        })
      },
      'a hold that is not pending': async (id: string = randomUUID()) =>
        doomed({ movements: [{ kind: 'void-hold', id }] }, { holds: [id] }),
      'a hold that it did not ask for': async () => doomed({ movements: [{ kind: 'void-hold', id: randomUUID() }] }),
      'an overdraft': async () => doomed({ movements: [payment(payer, payee, 1)] }),
      'a movement that does not sum to zero': async () =>
        doomed({ movements: [{ kind: 'post', id: randomUUID(), code: 'x', legs: [{ account: payer, amount: 1 }] }] }),
      'a movement that was booked before': async () => {
        const booked = payment(VAULT, payee, 1)
        await writePathOn(database()).submit(
          writeOf({ owner: payer.owner, accounts: [payee] }, () => ({ movements: [booked] })),
        )
        return doomed({ movements: [booked] })
      },
      'an account that nobody opened': async () =>
        doomed({}, { accounts: [payer, payee, { owner: randomUUID(), id: randomUUID() }] }),
      'a table that is not there': async () => doomed({ records: [{ insert: 'nowhere', row: { id: randomUUID() } }] }),
      'a decision with a mistake': async () =>
        writeOf({ owner: payer.owner, accounts: [payer, payee] }, () => {
          throw new TypeError('a mistake of ours')
        }),
      'an outbox entry that was sent before': async () => {
        const entry = { id: randomUUID(), channel: 'sms', payload: {} }
        const fine = writeOf({ owner: payer.owner }, () => ({ outbox: [entry] }))
        await writePathOn(database()).submit(fine)
        return writeOf({ owner: payer.owner }, () => ({ outbox: [entry] }))
      },
    }
    it.each(Object.keys(faults))('let the others through: %s is its fault alone', async (name) => {
      const other = await accountWith(database(), 50_00)
      const fault = await faults[name]?.()
      if (!fault) throw new Error('no such fault')
      const before = await available(payee)
      const [a, wrong, b, c] = outcomes(await together(pay(60_00), fault, pay(40_00), pay(50_00, other)))
      expect([a, b, c]).toEqual(['done', 'done', 'done'])
      expect(wrong).not.toBe('done')
      expect(wrong).not.toBe('UNAVAILABLE')
      expect(await available(payee)).toBe(before + 150_00)
      expect(await writePathOn(database()).earlier(fault)).toBeUndefined()
    })
  })

  it('fail one by one, also when several of them fail', async () => {
    const lost = (id: string = randomUUID()) => doomed({ movements: [{ kind: 'post-hold', id }] }, { holds: [id] })
    const said = outcomes(await together(lost(), pay(50_00), lost(), lost(), pay(50_00)))
    expect(said).toEqual(['BookingError', 'done', 'BookingError', 'BookingError', 'done'])
  })

  it('leave sound books behind', async () => {
    expect(await auditBooks(database())).toEqual([])
  })
})

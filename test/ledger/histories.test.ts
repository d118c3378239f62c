/**
 * Random histories of orders, played against the model and the real books on both databases. When they differ,
 * fast-check prints the seed and the shortest history that shows it; `HISTORIES=10000` plays more of them.
 */
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { AccountRef } from '../../src/bank/core.ts'
import { derivedId } from '../../src/bank/derived-id.ts'
import { BankError } from '../../src/bank/errors.ts'
import type { Write } from '../../src/bank/writes/write.ts'
import { BookingError } from '../../src/ledger/booking.ts'
import type { Database } from '../../src/storage/database.ts'
import { eachDatabase, warmUp } from '../support/database.ts'
import { accountWith, auditBooks, balanceOf, openVault, payment, writeOf } from '../support/ledger.ts'
import { writePathOn } from '../support/write-path.ts'
import { LIMIT, Model, type Operation, type Outcome } from './model.ts'

const HISTORIES = Number(process.env.HISTORIES ?? 40)
const OPENING = [700, 300, 0]

const account = fc.nat({ max: OPENING.length - 1 })
const id = fc.nat({ max: 5 })
const operation: fc.Arbitrary<Operation> = fc
  .oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('transfer' as const, 'hold' as const),
        id,
        from: account,
        to: account,
        amount: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 700 })),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('post-hold' as const, 'void-hold' as const),
        id,
        from: account,
        hold: id,
      }),
    },
  )
  .filter((operation) => !('to' in operation) || operation.from !== operation.to)

/** The real books with three accounts of their own, spoken to in the model's words. */
async function realBooks(db: Database) {
  const accounts: AccountRef[] = []
  for (const amount of OPENING) accounts.push(await accountWith(db, amount))
  const writes = writePathOn(db)
  const at = (index: number): AccountRef => accounts[index] as AccountRef
  const uuid = (what: string, from: number, id: number) => derivedId(what, at(from).owner, String(id))

  function writeFor(operation: Operation): Write<object> {
    const { kind, from } = operation
    const { owner, id: accountId } = at(from)
    const key = { owner, id: uuid('order', from, operation.id), kind, content: JSON.stringify(operation) }
    if ('hold' in operation) {
      // The bank knows from its own record whose money a hold moves; here every account is locked instead.
      return writeOf({ ...key, accounts, holds: [uuid('hold', from, operation.hold)] }, () => ({
        movements: [{ kind: operation.kind, id: uuid('hold', from, operation.hold) }],
      }))
    }
    const { to, amount } = operation
    const counter = { owner, accountId, name: 'out', period: '2026-11-23' }
    return writeOf({ ...key, accounts: [at(from), at(to)], counters: [counter] }, (seen) => {
      if (seen.balance(at(from)).available < amount) throw new BankError('BALANCE_INSUFFICIENT')
      if (seen.used(counter) + amount > LIMIT) throw new BankError('CLASS_LIMIT_DAY')
      const moved = payment(at(from), at(to), amount, kind, uuid(kind, from, operation.id))
      return {
        movements: [operation.kind === 'hold' ? { ...moved, kind: 'hold', expiresAt: null } : moved],
        count: [{ counter, by: amount }],
      }
    })
  }

  return {
    accounts,
    async play(operation: Operation): Promise<Outcome> {
      const write = writeFor(operation)
      try {
        const earlier = await writes.earlier(write)
        await writes.submit(write)
        return earlier ? 'repeat' : 'done'
      } catch (error) {
        if (error instanceof BankError) return error.code as Outcome
        if (error instanceof BookingError && error.message.includes('not pending')) return 'not pending'
        throw error
      }
    },
    balances: () => Promise.all(accounts.map((account) => balanceOf(db, account))),
    async used(): Promise<number[]> {
      const rows = await db.query<{ account_id: string; used: number }>(
        'SELECT account_id, used FROM counters WHERE owner = ANY($1::uuid[])',
        [accounts.map(({ owner }) => owner)],
      )
      return accounts.map(({ id }) => rows.find(({ account_id }) => account_id === id)?.used ?? 0)
    },
  }
}

eachDatabase('random histories', (database) => {
  beforeAll(() => openVault(database()))

  it('leave the real books as the model says, one order after the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 40 }), async (history) => {
        const model = new Model(OPENING)
        const real = await realBooks(database())
        for (const operation of history)
          expect(await real.play(operation), JSON.stringify(operation)).toBe(model.play(operation))
        expect((await real.balances()).map(({ posted, held }) => ({ posted, held }))).toEqual(
          model.accounts.map(({ posted, held }) => ({ posted, held })),
        )
        expect(await real.used()).toEqual(model.accounts.map(({ used }) => used))
      }),
      { numRuns: HISTORIES },
    )
    expect(await auditBooks(database())).toEqual([])
  }, 300_000)

  it('keep every law when orders are sent at the same moment', async () => {
    await warmUp(database())
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 8, maxLength: 32 }), async (history) => {
        const real = await realBooks(database())
        await Promise.all(history.map((operation) => real.play(operation)))
        const balances = await real.balances()
        const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
        expect(sum(balances.map(({ posted }) => posted)), 'conservation').toBe(sum(OPENING))
        for (const { available, held } of balances) {
          expect(available, 'no overdraft').toBeGreaterThanOrEqual(0)
          expect(held, 'no negative hold').toBeGreaterThanOrEqual(0)
        }
        for (const used of await real.used()) expect(used, 'no broken limit').toBeLessThanOrEqual(LIMIT)
      }),
      { numRuns: Math.ceil(HISTORIES / 2) },
    )
    expect(await auditBooks(database())).toEqual([])
  }, 300_000)
})

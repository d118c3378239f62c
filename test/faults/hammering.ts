/** A process that sends many transfers over few accounts, some of them twice at once, and prints how they ended. */
import type { AccountRef } from '../../src/bank/core.ts'
import { derivedId } from '../../src/bank/derived-id.ts'
import { BankError } from '../../src/bank/errors.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { payment, writeOf } from '../support/ledger.ts'
import { writePathOn } from '../support/write-path.ts'
import type { Place } from './books.ts'

export interface Hammering {
  readonly place: Place
  readonly accounts: readonly AccountRef[]
  readonly transfers: number
  readonly inFlight: number
  /** What an account may send in a day. */
  readonly limit: number
  readonly seed: number
}

export interface Hammered {
  readonly done: number
  readonly refused: Readonly<Record<string, number>>
  /** Everything that is no answer: must stay empty. */
  readonly faults: readonly string[]
}

if (import.meta.main) {
  const { place, accounts, transfers, inFlight, limit, seed } = JSON.parse(process.argv[2] ?? '') as Hammering
  const db = await openDatabase(place)
  const writes = writePathOn(db)
  let state = seed
  /** A repeatable sequence of whole numbers below `bound`. */
  const next = (bound: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
  const pick = (from: readonly AccountRef[]): AccountRef => from[next(from.length)] as AccountRef

  let done = 0
  const refused: Record<string, number> = {}
  const faults: string[] = []
  async function transfer(index: number): Promise<void> {
    const payer = pick(accounts)
    const payee = pick(accounts.filter((account) => account !== payer))
    const amount = 1 + next(50)
    const id = derivedId('transfer', payer.owner, `${seed}/${index}`)
    const [day, year] = ['2026-11-23', '2026'].map((period) => ({
      owner: payer.owner,
      accountId: payer.id,
      name: 'out',
      period,
    }))
    if (!day || !year) return
    const write = writeOf(
      { owner: payer.owner, id, content: `${payee.id} ${amount}`, accounts: [payer, payee], counters: [day, year] },
      (seen) => {
        if (seen.balance(payer).available < amount) throw new BankError('BALANCE_INSUFFICIENT')
        if (seen.used(day) + amount > limit) throw new BankError('CLASS_LIMIT_DAY')
        return {
          movements: [payment(payer, payee, amount, 'transfer', id)],
          count: [day, year].map((counter) => ({ counter, by: amount })),
        }
      },
    )
    const copies = next(5) === 0 ? 2 : 1
    const ends = await Promise.allSettled(Array.from({ length: copies }, () => writes.submit(write)))
    // Two copies may be refused and accepted, when money came in between; that is one transfer.
    if (ends.some(({ status }) => status === 'fulfilled')) done++
    for (const end of ends) {
      if (end.status === 'fulfilled') continue
      if (end.reason instanceof BankError && end.reason.code !== 'UNAVAILABLE') {
        refused[end.reason.code] = (refused[end.reason.code] ?? 0) + 1
      } else faults.push(String(end.reason))
    }
  }

  let started = 0
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (started < transfers) await transfer(started++)
    }),
  )
  const hammered: Hammered = { done, refused, faults }
  process.stdout.write(JSON.stringify(hammered))
  await db.close()
}

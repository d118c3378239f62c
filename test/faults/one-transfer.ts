/** A process that makes one transfer, prints its answer, and kills itself at the point it was told. */
import type { AccountRef } from '../../src/bank/core.ts'
import { BankError } from '../../src/bank/errors.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { payment, writeOf } from '../support/ledger.ts'
import { writePathOn } from '../support/write-path.ts'
import type { Place } from './books.ts'

export interface OneTransfer {
  readonly place: Place
  readonly payer: AccountRef
  readonly payee: AccountRef
  readonly amount: number
  readonly id: string
  readonly killAt: string | null
}

if (import.meta.main) {
  const { place, payer, payee, amount, id, killAt } = JSON.parse(process.argv[2] ?? '') as OneTransfer
  const db = await openDatabase(place)
  const reach = (point: string) => {
    if (point === killAt) process.kill(process.pid, 'SIGKILL')
  }
  const counter = { owner: payer.owner, accountId: payer.id, name: 'out', period: '2026-11-23' }
  const answer = await writePathOn(db, { reach }).submit(
    writeOf(
      { owner: payer.owner, id, content: `${payee.id} ${amount}`, accounts: [payer, payee], counters: [counter] },
      (seen) => {
        if (seen.balance(payer).available < amount) throw new BankError('BALANCE_INSUFFICIENT')
        return {
          movements: [payment(payer, payee, amount, 'transfer', id)],
          count: [{ counter, by: amount }],
          outbox: [{ id, channel: 'sms', payload: { transfer: id } }],
          // Tells tries apart: a repeat must get the answer of the one that came through.
          answer: { by: process.pid },
        }
      },
    ),
  )
  process.stdout.write(JSON.stringify(answer))
  await db.close()
}

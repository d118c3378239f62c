/**
 * The real books, spoken to in the model's words: accounts opened for one run, two write paths over one database as two
 * gateways have them, and a business record of each hold that must commit with it.
 */
import { randomUUID } from 'node:crypto'
import type { AccountRef } from '../../src/bank/core.ts'
import { derivedId } from '../../src/bank/derived-id.ts'
import { BankError } from '../../src/bank/errors.ts'
import type { Decision, Write, WritePath } from '../../src/bank/writes/write.ts'
import { BookingError } from '../../src/ledger/booking.ts'
import type { Database } from '../../src/storage/database.ts'
import { ledger, payment, VAULT, writeOf } from '../support/ledger.ts'
import { MORNING, writePathOn } from '../support/write-path.ts'
import type { Hold, Operation } from './model.ts'

const TABLE = 'held_orders'
const MOST_DUE = 10_000

/** Makes the table for the holds' records. */
export async function prepareRecords(db: Database): Promise<void> {
  await db.query(`CREATE TABLE ${TABLE} (owner uuid, id uuid, state text NOT NULL, PRIMARY KEY (owner, id))`)
}

export interface Played {
  readonly operation: Operation
  /** As the model would say it; anything else that was thrown, by its message. */
  readonly outcome: string
  /** When it was decided, by counting decisions; absent when it was answered from what is stored. */
  readonly turn: number | undefined
}

/** Opens accounts that hold what is given, all in one transaction. */
export async function openRealBooks(db: Database, opening: readonly { posted: number; limit: number }[]) {
  const run = randomUUID()
  const uuid = (what: string, id: number) => derivedId(what, run, String(id))
  const accounts = opening.map((_, index): AccountRef => ({ owner: uuid('owner', index), id: uuid('account', index) }))
  await db.transaction(async (tx) => {
    await ledger.open(
      tx,
      accounts.map((account) => ({ ...account, mayGoBelowZero: false })),
    )
    const funded = opening.flatMap(({ posted }, index) =>
      posted > 0 ? [payment(VAULT, at(index), posted, 'opening')] : [],
    )
    await ledger.apply(tx, funded, MORNING)
  })
  const gateways = [writePathOn(db), writePathOn(db)]
  const held = new Map<string, Hold>()
  let decided = 0

  function at(index: number): AccountRef {
    const account = accounts[index]
    if (!account) throw new Error(`no account ${index}`)
    return account
  }

  /** What an operation moves: an order's own words, or for the end of a hold the bank's record of that hold. */
  function orderOf(operation: Operation): Exclude<Operation, { hold: number }> {
    if (!('hold' in operation)) return operation
    const hold = held.get(uuid('hold', operation.hold))
    if (!hold) throw new Error('the bank has no record of such a hold')
    return hold
  }

  /** `decides` hears of every decision of the write: the last one is the one that counts. */
  function writeOfOperation(operation: Operation, by: string, decides: () => void): Write<object> {
    const { kind, id } = operation
    const order = orderOf(operation)
    const [payer, payee] = [at(order.from), at(order.to)]
    const counter = { owner: payer.owner, accountId: payer.id, name: 'out', period: '2026-11-23' }
    const key = { owner: payer.owner, id: uuid('order', id), kind, content: JSON.stringify(operation) }
    const holds = operation === order ? [] : [uuid(order.kind, order.id)]
    return writeOf({ ...key, accounts: [payer, payee], holds, counters: [counter] }, (seen) => {
      decides()
      if (operation === order) {
        if (seen.balance(payer).available < order.amount) throw new BankError('BALANCE_INSUFFICIENT')
        const limit = opening[order.from]?.limit ?? 0
        if (seen.used(counter) + order.amount > limit) throw new BankError('CLASS_LIMIT_DAY')
      }
      const used = kind === 'post-hold' ? 0 : kind === 'void-hold' ? -order.amount : order.amount
      return { ...changes(operation, order), count: [{ counter, by: used }], answer: { by } }
    })
  }

  function changes(
    { kind }: Operation,
    order: Exclude<Operation, { hold: number }>,
  ): Pick<Decision<object>, 'movements' | 'records'> {
    const id = uuid(order.kind, order.id)
    const record = { owner: at(order.from).owner, id }
    const moved = payment(at(order.from), at(order.to), order.amount, order.kind, id)
    switch (kind) {
      case 'transfer':
        return { movements: [moved], records: [] }
      case 'fault':
        // There is no such record.
        return { movements: [moved], records: [{ update: TABLE, where: record, set: { state: 'lost' } }] }
      case 'hold': {
        const expiresAt = order.kind === 'hold' && order.expiresAt !== null ? MORNING + order.expiresAt : null
        return {
          movements: [{ ...moved, kind, expiresAt }],
          records: [{ insert: TABLE, row: { ...record, state: 'pending' } }],
        }
      }
      default:
        return {
          movements: [{ kind, id }],
          records: [{ update: TABLE, where: record, set: { state: kind === 'post-hold' ? 'posted' : 'voided' } }],
        }
    }
  }

  return {
    /** Plays it at one of the two gateways. */
    async play(operation: Operation, gateway: number): Promise<Played> {
      const by = randomUUID()
      let turn: number | undefined
      const write = writeOfOperation(operation, by, () => {
        turn = ++decided
      })
      const outcome = await (gateways[gateway] as WritePath)
        .submit(write)
        .then((answer) => ((answer as { by: string }).by === by ? 'done' : 'repeat'), refusalOf)
      if (operation.kind === 'hold' && outcome === 'done') held.set(uuid('hold', operation.id), operation)
      return { operation, outcome, turn: outcome === 'repeat' || outcome === 'ID_REUSED' ? undefined : turn }
    },

    /** Ids of the holds of this run that are due at a moment. */
    async due(now: number): Promise<number[]> {
      const due = await ledger.dueHolds(db, MORNING + now, MOST_DUE)
      return due.flatMap(({ id }) => held.get(id)?.id ?? [])
    },

    async accounts(): Promise<{ posted: number; held: number; used: number }[]> {
      const balances = await ledger.balances(db, accounts)
      const counters = await db.query<{ account_id: string; used: number }>(
        'SELECT account_id, used FROM counters WHERE owner = ANY($1::uuid[])',
        [accounts.map(({ owner }) => owner)],
      )
      const used = new Map(counters.map((counter) => [counter.account_id, counter.used]))
      return accounts.map(({ owner, id }) => {
        const balance = balances.get(`${owner}/${id}`)
        return { posted: balance?.posted ?? NaN, held: balance?.held ?? NaN, used: used.get(id) ?? 0 }
      })
    },

    /** By id: the state of each hold, which the ledger and the business record must tell alike. */
    async holds(): Promise<Map<number, string>> {
      const owners = [...held.values()].map(({ from }) => at(from).owner)
      const rows = await db.query<{ id: string; ledger: string | null; record: string | null }>(
        `SELECT k.id, h.state AS ledger, r.state AS record
         FROM unnest($1::uuid[], $2::uuid[]) AS k (owner, id)
         LEFT JOIN ledger_holds h ON h.id = k.id
         LEFT JOIN ${TABLE} r ON r.owner = k.owner AND r.id = k.id`,
        [owners, [...held.keys()]],
      )
      return new Map(
        rows.map(({ id, ledger, record }) => [
          held.get(id)?.id ?? NaN,
          ledger !== null && ledger === record ? ledger : `${ledger} in the ledger, ${record} in its record`,
        ]),
      )
    },
  }
}

function refusalOf(error: unknown): string {
  if (error instanceof BankError) return error.code
  if (error instanceof BookingError && error.message.includes('not pending')) return 'not pending'
  if (error instanceof Error && error.name === 'RecordChanged') return 'fault'
  return String(error)
}

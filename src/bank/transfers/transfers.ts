/**
 * bank/transfers/: money from one customer to another: find the payee, agree with the class limits, move it once.
 * It moves money through the write path alone, and reads its own tables, accounts and people. From a Class I account it
 * goes through the bank's core first (from-class-one.ts).
 */
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Sides } from '../accounts/entries.ts'
import type { Caller } from '../caller.ts'
import type { Transfers, Worker } from '../capabilities.ts'
import { createDueWorker } from '../card-orders/due.ts'
import { BankError } from '../errors.ts'
import { plainNote } from '../notes/plain.ts'
import type { PayeesAndReady } from '../payees/payees.ts'
import { orderText } from '../pins/order.ts'
import { type CoreTransferRecord, findCoreTransfer, ownCoreTransfer } from './core-records.ts'
import type { FromClassOneDependencies } from './from-class-one.ts'
import { createPaying, type Paying } from './paying.ts'
import { receipt, type TransferRecord } from './receipt.ts'
import { createReturns } from './returns.ts'

type Transfer = Answer<'GET /v1/transfers/:transferId'>

interface Row extends TransferRecord {
  readonly payer_id: string
  readonly sides_sealed: Uint8Array
  readonly returns: string | null
  readonly reason: NonNullable<Transfer['returns']>['reason'] | null
  readonly returned_by: string | null
}

/** With what it gives back, and by what it went back. */
const BY_SIDE = (side: 'payer' | 'payee') => `
  select t.payer_id, t.id, t.amount, t.sides_sealed, t.at, t.took_ms, r.transfer_id as returns, r.reason,
    b.return_id as returned_by
  from transfers t
  left join transfer_returns r on r.customer_id = t.payer_id and r.return_id = t.id
  left join transfer_returns b on b.payer_id = t.payer_id and b.transfer_id = t.id
  where t.${side}_id = $1 and t.id = $2`

/** Transfers, and the one way to pay that other capabilities go too. */
export interface TransfersAndPaying extends Transfers {
  pay: Paying
}

export function createTransfers(
  deps: FromClassOneDependencies & { readonly payees: Pick<PayeesAndReady, 'ready' | 'meet'> },
): TransfersAndPaying {
  const { db, payees, sealer } = deps
  const pay = createPaying({ ...deps, get })

  /** One from a Class I account that the core has not carried out; only its payer knows of it. */
  function undone(ordered: CoreTransferRecord, language: Caller['language']): Transfer {
    const { id, amount, sides_sealed: sealed, created_at: at, finished_at, reason_zh, reason_en } = ordered
    if (!sealed) throw new BankError('NOT_FOUND')
    const sides = JSON.parse(sealer.open(sealed)) as Sides
    const reason = language === 'zh' ? reason_zh : reason_en
    return {
      ...receipt('out', { id, amount, at, took_ms: (finished_at ?? at) - at }, sides),
      state: ordered.state,
      reason,
    }
  }

  /** The receipt, by either side. Throws NOT_FOUND for everyone else. */
  async function get(caller: Caller, id: string): Promise<Transfer> {
    const rows = await db.query<Row>(`${BY_SIDE('payer')} union all ${BY_SIDE('payee')}`, [caller.customerId, id])
    // Ids are made by payers: should one that was received bear the id of one's own, one's own is meant.
    const row = rows.find((one) => one.payer_id === caller.customerId) ?? rows[0]
    if (row?.payer_id !== caller.customerId) {
      const ordered = await findCoreTransfer(db, caller.customerId, id)
      if (ordered) return undone(ordered, caller.language)
    }
    if (!row) throw new BankError('NOT_FOUND')
    const sides = JSON.parse(sealer.open(row.sides_sealed)) as Sides
    const { returns, reason, returned_by: returnedBy } = row
    return {
      ...receipt(row.payer_id === caller.customerId ? 'out' : 'in', row, sides),
      returns: returns !== null && reason !== null ? { transferId: returns, reason } : null,
      returnedBy,
    }
  }

  /** Sends money. Throws PAYEE_UNKNOWN, PAYEE_NOT_IDENTIFIED, PAYEE_REPORTED, and what paying throws (paying.ts): then nothing moved. */
  function make(caller: Caller, order: Body<'POST /v1/transfers'>): Promise<Transfer> {
    const { id, accountId, payeeId, amount, authorisation } = order
    const note = plainNote(order.note)
    return pay(caller, {
      id,
      accountId,
      amount,
      authorisation,
      written: note,
      authorised: orderText({ kind: 'transfer', orderId: id, payeeId, amount }),
      key: {
        owner: caller.customerId,
        id,
        kind: 'transfer',
        content: JSON.stringify([accountId, payeeId, amount, note]),
      },
      aim: async () => ({ payee: await payees.ready(caller.customerId, payeeId), payeeId, note }),
    })
  }

  return { make, get, pay, giveBack: createReturns({ ...deps, pay, get }) }
}

/** Asks again about transfers from Class I accounts that the core has not decided. */
export const createCoreTransferWorker = (
  deps: Pick<FromClassOneDependencies, 'db' | 'clock' | 'log' | 'coreSettlement'>,
): Worker =>
  createDueWorker(deps, {
    name: 'transfers not decided',
    table: 'core_transfers',
    find: ({ customer_id, id }) => ownCoreTransfer(deps.db, customer_id, id),
    settlement: deps.coreSettlement,
  })

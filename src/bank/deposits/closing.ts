import { type Fen, formatYuan } from '../../contract/money.ts'
import type { OutboxEntry } from '../../storage/outbox.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { entryRecord } from '../accounts/entries.ts'
import type { AccountRef, Leg } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { INTEREST_EXPENSE } from '../house.ts'
import type { Write } from '../writes/write.ts'
import { type DepositRecord, principalRef } from './records.ts'

/**
 * The end of a deposit, by its holder or by its last day: principal and interest to the account, once. The principal's
 * own ledger account is the guard: it is locked, and whoever comes second finds it empty and gets DEPOSIT_CLOSED.
 */
export function closing(
  record: DepositRecord,
  to: AccountRef,
  paid: { readonly state: 'matured' | 'withdrawn'; readonly interest: Fen },
  now: number,
  sealer: Sealer,
  outbox: readonly OutboxEntry[] = [],
): Pick<Write<{ id: string }>, 'accounts' | 'counters' | 'decide'> {
  const { principal } = record
  const from = principalRef(record)
  const movementId = derivedId('deposit-paid', record.customer_id, record.id)
  const legs: Leg[] = [
    { account: from, amount: -principal },
    { account: to, amount: principal + paid.interest },
  ]
  // A posting of nothing is none.
  if (paid.interest > 0) legs.push({ account: INTEREST_EXPENSE, amount: -paid.interest })

  return {
    accounts: [from, to],
    counters: [],
    decide(seen) {
      if (seen.balance(from).posted !== principal) throw new BankError('DEPOSIT_CLOSED')
      return {
        opens: [],
        movements: [{ kind: 'post', id: movementId, code: 'deposit-paid', legs }],
        count: [],
        records: [
          {
            update: 'deposits',
            where: { customer_id: record.customer_id, id: record.id, state: 'running' },
            set: { state: paid.state, paid_interest: paid.interest, closed_at: now },
          },
          entryRecord(
            {
              customerId: record.customer_id,
              movementId,
              kind: 'deposit-paid',
              orderId: record.id,
              counterparty: { zh: record.name, en: record.name_en },
              note: {
                zh: `本金 ${formatYuan(principal)}，利息 ${formatYuan(paid.interest)}`,
                en: `Principal ${formatYuan(principal)}, interest ${formatYuan(paid.interest)}`,
              },
            },
            sealer,
          ),
        ],
        outbox,
        answer: { id: record.id },
      }
    },
  }
}

/**
 * bank/audit/: holds a database against the laws of the bank, live or restored, at any size, while the bank serves. It
 * reads alone, its own tables and the ledger's; `npm run audit` prints what it finds. The laws of the books and of their
 * chain stand in ledger/audit.ts; those of the bank are:
 *
 *  1. Every transfer, done top-up, done payout, deposit and closed deposit moved its amount between its accounts, by a movement whose
 *     id follows from it; and every movement of such an order has its order. (orders.ts, derived.ts)
 *     One that was ordered for later is a transfer when it has run, and none before or otherwise; one that gives another
 *     back has its amount, the other way. (orders.ts)
 *  2. A running deposit has its principal on its ledger account, a closed one nothing. (orders.ts)
 *  3. An order has its stored answer, a stored answer its order. A used authorisation belongs to a written order.
 *     (traces.ts)
 *  4. A transfer stands on both statements; every entry has its posting and every posting of a customer's its entry.
 *     (traces.ts)
 *  5. An order of which somebody is told has its message in the outbox; an entry there waits within its tries, or was sent
 *     or given up at some time. (derived.ts, traces.ts)
 *  6. A customer's account is open in the ledger, and every one there is a customer's. Only the bank's own may go below
 *     zero. (traces.ts)
 *  7. Every counter of a limit is the sum of what counts. (counters.ts)
 *     The limits that a customer set are those that hold. (counters.ts)
 *  8. What stops an account is what is in force on it. A closing account holds what goes back to its card, a closed one
 *     has nothing on it and nothing to come. (restrictions.ts)
 *  9. An open share of a card has its hold, and every hold for a card its open share; a claimed one is one transfer.
 *     (claimables.ts)
 *  10. A paid share of what somebody asked for has its transfer, one on its way its order; the shares of a request add up to
 *     what was asked. (payment-requests.ts)
 *  11. A month of a statement is the sum of what was posted in it. (statement.ts)
 *
 * All of it sees one moment: one snapshot, which neither waits for writers nor makes them wait.
 */
import { auditLedger, type Head, type LedgerAudit } from '../../ledger/audit.ts'
import type { SealKeys } from '../../ledger/chain.ts'
import { holdAgainst } from '../../ledger/laws.ts'
import type { Database } from '../../storage/database.ts'
import { CLAIMABLE_LAWS } from './claimables.ts'
import { COUNTER_LAWS } from './counters.ts'
import { auditDerived } from './derived.ts'
import { ORDER_LAWS } from './orders.ts'
import { PAYMENT_REQUEST_LAWS } from './payment-requests.ts'
import { RESTRICTION_LAWS } from './restrictions.ts'
import { STATEMENT_LAWS } from './statement.ts'
import { TRACE_LAWS } from './traces.ts'

export interface Audit extends LedgerAudit {
  readonly seconds: number
}

/** `kept`: a head of the chain that was kept elsewhere. Without one, a chain cut at its newest end looks whole. */
export async function audit(db: Database, keys: SealKeys, kept?: Head): Promise<Audit> {
  const began = performance.now()
  return db.snapshot(async (snapshot) => {
    const ledger = await auditLedger(snapshot, keys, kept)
    const laws = [
      ...ORDER_LAWS,
      ...TRACE_LAWS,
      ...COUNTER_LAWS,
      ...RESTRICTION_LAWS,
      ...CLAIMABLE_LAWS,
      ...PAYMENT_REQUEST_LAWS,
      ...STATEMENT_LAWS,
    ]
    const bank = await holdAgainst(snapshot, laws)
    const derived = await auditDerived(snapshot)
    const seconds = Math.round((performance.now() - began) / 100) / 10
    return { ...ledger, findings: [...ledger.findings, ...bank, ...derived], seconds }
  })
}

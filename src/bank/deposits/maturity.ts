import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import type { Worker } from '../capabilities.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import type { WritePath } from '../writes/write.ts'
import { closing } from './closing.ts'
import { dueDeposits, payout } from './records.ts'

/** How many deposits one run pays out; the next run goes on. */
const BATCH = 100

interface MaturityDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly sealer: Sealer
  readonly log: Log
}

/**
 * Pays out deposits on their last day (Asia/Shanghai): principal and all the interest back to the account they came
 * from, suspended or not, for it is the customer's own money. Several processes may run it: each deposit is paid once.
 */
export function createMaturityWorker({ db, writes, clock, sealer, log }: MaturityDependencies): Worker {
  return {
    name: 'deposits that mature',
    async run() {
      const now = clock.now()
      const today = businessDate(now)
      let paidOut = 0
      for (const record of await dueDeposits(db, today, BATCH)) {
        const owner = record.customer_id
        const paid = payout(record, today)
        const message = smsEntry(derivedId('deposit-matured-sms', owner, record.id), {
          about: 'deposit-matured',
          to: owner,
          accountId: record.account_id,
          principal: record.principal,
          interest: paid.interest,
        })
        try {
          await writes.submit({
            owner,
            id: record.id,
            kind: 'maturity',
            content: record.to_date,
            authorisation: null,
            ...closing(record, { owner, id: record.account_id }, paid, now, sealer, [message]),
          })
          paidOut++
        } catch (error) {
          // The holder was quicker: nothing is left to pay. Anything else must not keep others from their money.
          if (error instanceof BankError && error.code === 'DEPOSIT_CLOSED') continue
          log.error({ err: error, depositId: record.id }, 'a deposit that is due could not be paid out')
        }
      }
      return paidOut
    },
  }
}

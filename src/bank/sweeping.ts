import { addDays, businessDate } from '../contract/dates.ts'
import type { Database } from '../storage/database.ts'
import type { Clock } from './caller.ts'
import type { Worker } from './capabilities.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Ended sessions are kept this long, for whoever asks where they were signed in. */
const SESSIONS_DAYS = 30
/** Sent words to people who are no customers, whose number travels sealed in them. */
const NOTICES_DAYS = 30

/** Deletes what has had its time: codes, nonces, authorisations, attempts, old sessions and notices, bindings left half way, cards told and not paid. */
export function createSweeping({ db, clock }: { db: Database; clock: Clock }): Worker {
  let next = 0

  return {
    name: 'sweeping',
    async run() {
      const now = clock.now()
      if (now < next) return 0
      next = now + HOUR_MS
      const swept = [
        await db.query('delete from sms_codes where expires_at < $1 returning id', [now - HOUR_MS]),
        await db.query('delete from own_card_codes where expires_at < $1 returning id', [now - HOUR_MS]),
        await db.query('delete from mobile_proofs where expires_at < $1 returning id', [now - DAY_MS]),
        await db.query('delete from pin_challenges where expires_at < $1 returning id', [now - HOUR_MS]),
        await db.query('delete from authorisations where expires_at < $1 returning owner', [now - DAY_MS]),
        await db.query('delete from downloads where expires_at < $1 returning expires_at', [now - HOUR_MS]),
        await db.query('delete from attempts where period < $1 returning used', [addDays(businessDate(now), -2)]),
        await db.query('delete from staff_sign_ins where expires_at < $1 returning expires_at', [now - HOUR_MS]),
        await db.query('delete from identification_codes where made_at < $1 returning id', [now - DAY_MS]),
        await db.query(
          'delete from staff_sessions where least(coalesce(ended_at, expires_at), expires_at) < $1 returning id',
          [now - SESSIONS_DAYS * DAY_MS],
        ),
        await db.query(
          `delete from bindings where state in ('asked', 'cleared', 'code-sent') and agreement_no_sealed is null
             and expires_at < $1 returning id`,
          [now - DAY_MS],
        ),
        await db.query(
          `delete from card_payees p where paid_at is null and told_at < $1 and not exists (select 1 from card_transfers t
             where t.customer_id = p.payer_id and t.payee_id = p.id and t.next_ask_at is not null) returning id`,
          [now - DAY_MS],
        ),
        await db.query(`delete from outbox where channel = 'review' and ended_at < $1 returning id`, [
          now - NOTICES_DAYS * DAY_MS,
        ]),
        await db.query(
          'delete from sessions where least(coalesce(ended_at, expires_at), expires_at) < $1 returning id',
          [now - SESSIONS_DAYS * DAY_MS],
        ),
      ]
      return swept.reduce((total, rows) => total + rows.length, 0)
    },
  }
}

import { randomInt } from 'node:crypto'
import { v7 } from 'uuid'
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database, Transaction } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { countAttempt } from '../attempts.ts'
import type { Caller, Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'

/** A row of table `identification_codes`. */
export interface CodeRow {
  readonly id: string
  readonly customer_id: string
  readonly state: 'open' | 'taken' | 'passed' | 'refused' | 'void'
  readonly expires_at: number
  readonly taken_by: string | null
  readonly check_by: number | null
  readonly tries_left: number
}

/** Keyed: with eight digits a plain hash would be guessed in seconds. */
export const codeIndex = (sealer: Sealer, code: string): Uint8Array => sealer.index('identification-code', code)

export interface Codes {
  /** A new code, told this once; the one before is void. Throws ACCOUNT_REQUIRED, IDENTIFICATION_DONE, IDENTIFICATION_CODES_LIMIT. */
  make(caller: Caller): Promise<Answer<'POST /v1/identification-codes'>>
  /** Throws NOT_FOUND. */
  progress(caller: Caller, codeId: string): Promise<Answer<'GET /v1/identification-codes/:codeId'>>
}

/** The customer's side: codes to show at the counter, one live code a customer, on whichever of their phones. */
export function createCodes(deps: { db: Database; sealer: Sealer; clock: Clock; rules: Rules }): Codes {
  const { db, sealer, clock, rules } = deps

  /** Eight digits that nobody else's phone shows: a code that is in use inserts nothing, then another is tried. */
  async function insertCode(tx: Transaction, { id, customerId, madeAt, expiresAt, tries }: NewCode): Promise<string> {
    for (let tried = 0; tried < 10; tried++) {
      const code = String(randomInt(100_000_000)).padStart(8, '0')
      const added = await tx.query(
        `insert into identification_codes (id, customer_id, code_index, state, made_at, expires_at, tries_left)
         values ($1, $2, $3, 'open', $4, $5, $6)
         on conflict (code_index) where state in ('open', 'taken') do nothing returning id`,
        [id, customerId, codeIndex(sealer, code), madeAt, expiresAt, tries],
      )
      if (added.length === 1) return code
    }
    throw new Error('no free identification code in ten tries')
  }

  return {
    async make(caller) {
      const now = clock.now()
      const today = businessDate(now)
      const [perDay, lifeMinutes, tries] = await Promise.all([
        rules.on('identification-code.day', '', today),
        rules.on('identification-code.life', '', today),
        rules.on('identification-check.tries', '', today),
      ])
      const id = v7()
      const expiresAt = now + lifeMinutes * 60_000
      const code = await db.transaction(async (tx) => {
        // The lock makes two phones of one customer take turns, so that one of the two codes is the newer one.
        const [customer] = await tx.query<{ stage: string; identified_at: number | null }>(
          'select stage, identified_at from customers where id = $1 for update',
          [caller.customerId],
        )
        if (customer?.stage !== 'customer') throw new BankError('ACCOUNT_REQUIRED')
        if (customer.identified_at !== null) throw new BankError('IDENTIFICATION_DONE')
        const attempt = { name: 'identification-code', key: Buffer.from(caller.customerId), period: today, max: perDay }
        if (!(await countAttempt(tx, attempt))) {
          const tomorrow = startOfDate(addDays(today, 1))
          throw new BankError('IDENTIFICATION_CODES_LIMIT', { retryAfter: Math.ceil((tomorrow - now) / 1000) })
        }
        await tx.query(
          `update identification_codes set state = 'void' where customer_id = $1 and state in ('open', 'taken')`,
          [caller.customerId],
        )
        return insertCode(tx, { id, customerId: caller.customerId, madeAt: now, expiresAt, tries })
      })
      return { id, code, expiresAt, lifeSeconds: lifeMinutes * 60 }
    },

    async progress(caller, codeId) {
      const [row] = await db.query<CodeRow>(
        `select id, customer_id, state, expires_at, taken_by, check_by, tries_left from identification_codes
         where id = $1 and customer_id = $2`,
        [codeId, caller.customerId],
      )
      if (!row) throw new BankError('NOT_FOUND')
      return { state: shownState(row, clock.now()) }
    },
  }
}

interface NewCode {
  readonly id: string
  readonly customerId: string
  readonly madeAt: number
  readonly expiresAt: number
  readonly tries: number
}

function shownState(row: CodeRow, now: number): Answer<'GET /v1/identification-codes/:codeId'>['state'] {
  switch (row.state) {
    case 'open':
      return now < row.expires_at ? 'waiting' : 'expired'
    case 'taken':
      return now < (row.check_by ?? 0) ? 'at-counter' : 'expired'
    case 'void':
      return 'replaced'
    default:
      return row.state
  }
}

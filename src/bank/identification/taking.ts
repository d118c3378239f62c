import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Database, Transaction } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { countAttempt } from '../attempts.ts'
import type { Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import type { StaffCaller } from '../staff/caller.ts'
import { type CodeRow, codeIndex } from './codes.ts'

export interface Taking {
  /** Takes the code that somebody shows: from now on it is this teller's, until `check_by`. */
  take(caller: StaffCaller, code: string): Promise<CodeRow>
  /** The code that this teller has taken, while it can be used. Throws NOT_FOUND for any other. */
  taken(caller: StaffCaller, codeId: string): Promise<CodeRow>
  /**
   * Counts a try to name the document before it is judged, so that guesses at the same moment cannot share one; the last
   * wrong one voids the code. Answers how many are left. Throws IDENTIFICATION_CODE_VOID.
   */
  countTry(code: CodeRow, right: boolean): Promise<number>
}

/** What counts wrong codes of a day. */
type Guess = Parameters<typeof countAttempt>[1]

const CODES = 'select id, customer_id, state, expires_at, taken_by, check_by, tries_left from identification_codes'

/** How a code goes from the customer's hands into a teller's, for one check. */
export function createTaking(deps: { db: Database; sealer: Sealer; clock: Clock; rules: Rules }): Taking {
  const { db, sealer, clock, rules } = deps

  /** One teller's, and those of all tellers of a branch. */
  async function guessesOf({ staffId, branch }: StaffCaller, period: string): Promise<readonly Guess[]> {
    const [teller, all] = await Promise.all([
      rules.on('identification-code.wrong-teller', '', period),
      rules.on('identification-code.wrong-branch', '', period),
    ])
    return [
      { name: 'identification.teller', key: Buffer.from(staffId), period, max: teller },
      { name: 'identification.branch', key: Buffer.from(branch), period, max: all },
    ]
  }

  /** Counted before it is known, so that codes tried at the same moment cannot share a try; a right one gives it back. */
  async function count(tx: Transaction, guesses: readonly Guess[], now: number): Promise<void> {
    for (const guess of guesses) {
      if (await countAttempt(tx, guess)) continue
      const tomorrow = startOfDate(addDays(guess.period, 1))
      throw new BankError('IDENTIFICATION_CODE_LIMIT', { retryAfter: Math.ceil((tomorrow - now) / 1000) })
    }
  }

  async function giveBack(tx: Transaction, guesses: readonly Guess[]): Promise<void> {
    for (const { name, key, period } of guesses) {
      await tx.query('update attempts set used = used - 1 where name = $1 and key = $2 and period = $3', [
        name,
        key,
        period,
      ])
    }
  }

  return {
    async take(caller, code) {
      const now = clock.now()
      const today = businessDate(now)
      const guesses = await guessesOf(caller, today)
      const until = now + (await rules.on('identification-check.life', '', today)) * 60_000
      // A refusal is answered and not thrown in there: what was counted must be committed.
      const taken = await db.transaction(async (tx): Promise<CodeRow | BankError> => {
        await count(tx, guesses, now)
        const [row] = await tx.query<CodeRow>(
          `${CODES} where code_index = $1 order by made_at desc limit 1 for update`,
          [codeIndex(sealer, code)],
        )
        if (!row) return new BankError('IDENTIFICATION_CODE_WRONG', { field: 'code' })
        await giveBack(tx, guesses)
        if (row.state !== 'open' || now >= row.expires_at) return refusalOf(row, caller, now) ?? row
        await tx.query(`update identification_codes set state = 'taken', taken_by = $2, check_by = $3 where id = $1`, [
          row.id,
          caller.staffId,
          until,
        ])
        return { ...row, state: 'taken', taken_by: caller.staffId, check_by: until }
      })
      if (taken instanceof BankError) throw taken
      return taken
    },

    async taken(caller, codeId) {
      const [row] = await db.query<CodeRow>(`${CODES} where id = $1 and taken_by = $2`, [codeId, caller.staffId])
      if (!row) throw new BankError('NOT_FOUND', { field: 'codeId' })
      const refusal = refusalOf(row, caller, clock.now())
      if (refusal) throw refusal
      return row
    },

    async countTry({ id }, right) {
      const [counted] = await db.query<{ tries_left: number }>(
        `update identification_codes set tries_left = tries_left - 1,
           state = case when tries_left = 1 and not $2::boolean then 'void' else state end
         where id = $1 and state = 'taken' and tries_left > 0 returning tries_left`,
        [id, right],
      )
      if (!counted) throw new BankError('IDENTIFICATION_CODE_VOID')
      return counted.tries_left
    },
  }
}

/** Why a code cannot be used by this teller now; undefined when they have taken it and have time left. */
function refusalOf(row: CodeRow, caller: StaffCaller, now: number): BankError | undefined {
  const refuse = (code: BankError['code']) => new BankError(code, { field: 'code' })
  switch (row.state) {
    case 'open':
      return refuse('IDENTIFICATION_CODE_EXPIRED')
    case 'taken':
      if (now >= (row.check_by ?? 0)) return refuse('IDENTIFICATION_CODE_EXPIRED')
      return row.taken_by === caller.staffId ? undefined : refuse('IDENTIFICATION_CODE_TAKEN')
    case 'void':
      return refuse('IDENTIFICATION_CODE_VOID')
    case 'passed':
    case 'refused':
      return refuse('IDENTIFICATION_CODE_USED')
  }
}

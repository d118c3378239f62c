/**
 * bank/id-checks/: whether a name and an ID number belong together, by the citizen-ID network. An answer is kept, sealed,
 * and not asked for again while the rules let it hold.
 */
import type { CitizensConnector } from '../../connectors/outside.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { askOutside } from '../asking.ts'
import type { Clock } from '../caller.ts'
import { idNumberIndex } from '../customers/identities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'

type Result = Awaited<ReturnType<CitizensConnector['check']>>

export interface IdChecks {
  /**
   * Returns when they belong together. Throws ID_NOT_CONFIRMED, ID_NOT_FOUND, OUTSIDE_UNAVAILABLE.
   * @param id of the question: a repeat is the same one
   */
  confirm(id: string, person: { readonly name: string; readonly idNumber: string }): Promise<void>
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export function createIdChecks(deps: {
  db: Database
  connectors: { readonly citizens: CitizensConnector }
  sealer: Sealer
  clock: Clock
  rules: Rules
}): IdChecks {
  const { db, connectors, sealer, clock, rules } = deps

  async function kept(index: Uint8Array): Promise<Result | undefined> {
    const [row] = await db.query<{ answer_sealed: Uint8Array }>(
      `select answer_sealed from id_checks where person_index = $1 and valid_until > $2
       order by answered_at desc limit 1`,
      [index, clock.now()],
    )
    return row && (sealer.open(row.answer_sealed) as Result)
  }

  async function keep(index: Uint8Array, id: string, idNumber: string, result: Result): Promise<void> {
    const at = clock.now()
    const today = businessDate(at)
    // Whoever was put right at the police the day before is not held by the answer of that day.
    const lasts =
      result === 'match'
        ? (await rules.on('id-check.right', '', today)) * DAY_MS
        : (await rules.on('id-check.wrong', '', today)) * HOUR_MS
    await db.query(
      `insert into id_checks (person_index, id, id_number_index, answer_sealed, answered_at, valid_until)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (person_index, id) do update set answer_sealed = excluded.answer_sealed,
         answered_at = excluded.answered_at, valid_until = excluded.valid_until`,
      [index, id, idNumberIndex(sealer, idNumber), sealer.seal(result), at, at + lasts],
    )
  }

  return {
    async confirm(id, { name, idNumber }) {
      const index = sealer.index('id-check', `${idNumber} ${name}`)
      let result = await kept(index)
      if (result === undefined) {
        result = await askOutside(() => connectors.citizens.check(id, { name, idNumber }))
        await keep(index, id, idNumber, result)
      }
      if (result === 'mismatch') throw new BankError('ID_NOT_CONFIRMED', { field: 'idNumber' })
      if (result === 'no-such-person') throw new BankError('ID_NOT_FOUND', { field: 'idNumber' })
    },
  }
}

import type { Screening } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Looks } from '../staff/looks.ts'
import type { Tasks } from '../staff/tasks.ts'
import { createFound } from './found.ts'
import type { ScreeningDependencies } from './screening.ts'
import { matchVerdict } from './verdicts.ts'

/** Where officers see what waits for them, look at one, and propose a verdict. */
export function createMatchDesk(
  deps: ScreeningDependencies & { readonly looks: Looks; readonly tasks: Tasks },
): Screening {
  const { looks, tasks } = deps
  const found = createFound(deps)
  const kind = matchVerdict(deps)

  return {
    async open() {
      const rows = await found.waiting()
      return { matches: rows.map((row) => ({ ...found.lineOf(row), state: row.state })) }
    },

    async look(caller, matchId) {
      const row = await found.one(matchId)
      // One that was cleared is nobody's business any more.
      if (row.state === 'cleared') throw new BankError('NOT_FOUND')
      await looks.record(caller, {
        customerId: row.customer_id,
        occasion: 'list-match',
        fields: ['name', 'mobile', 'id-number', 'birth-date', 'list-entry'],
        reason: `list-match ${matchId}`,
      })
      return {
        ...found.lineOf(row),
        state: row.state,
        customer: found.personOf(row),
        bornOn: found.bornOn(row),
        entry: found.entryOf(row),
      }
    },

    async propose(caller, matchId, { id, verdict, note }) {
      const row = await found.one(matchId)
      const request = { id, subject: row.customer_id, matter: matchId, payload: { matchId, verdict }, note }
      if (row.state !== 'open') throw new BankError('TASK_STALE')
      return tasks.request(caller, kind, request)
    },
  }
}

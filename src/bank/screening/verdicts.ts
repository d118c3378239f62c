import { v7 } from 'uuid'
import type { MATCH_VERDICTS } from '../../contract/choices.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Transaction } from '../../storage/database.ts'
import { addToOutbox } from '../../storage/outbox.ts'
import { BankError } from '../errors.ts'
import type { TaskKind } from '../staff/tasks.ts'
import { createFound, LIST_MATCH } from './found.ts'
import type { MatchState } from './matches.ts'
import { noticeEntry } from './notices.ts'
import type { ScreeningDependencies } from './screening.ts'

type Verdict = (typeof MATCH_VERDICTS)[number]

export interface MatchVerdict {
  readonly matchId: string
  readonly verdict: Verdict
}

/** Whether an entry of a list means a person: one of risk proposes, another one decides. */
export function matchVerdict(deps: ScreeningDependencies): TaskKind<MatchVerdict> {
  const { sealer, rules } = deps
  const found = createFound(deps)

  /** The bindings that a person's match held go on, or end; the person is told in either case. */
  async function release(tx: Transaction, personIndex: Uint8Array, verdict: Verdict, at: number): Promise<void> {
    if (verdict === 'clear') {
      const [held] = await tx.query(`select 1 as one from list_matches where person_index = $1 and state = 'open'`, [
        personIndex,
      ])
      // Another entry is still being looked at.
      if (held) return
    }
    const continueMs = (await rules.on('review.continue', '', businessDate(at))) * 86_400_000
    const bindings = await tx.query<{ form_sealed: Uint8Array | null }>(
      `select form_sealed from bindings where person_index = $1 and state = 'under-review' order by id for update`,
      [personIndex],
    )
    await tx.query(
      verdict === 'clear'
        ? `update bindings set state = 'cleared', expires_at = $2 where person_index = $1 and state = 'under-review'`
        : `update bindings set state = 'refused', form_sealed = null, expires_at = $2
           where person_index = $1 and state = 'under-review'`,
      [personIndex, verdict === 'clear' ? at + continueMs : at],
    )
    const mobiles = new Set(
      bindings.flatMap(({ form_sealed }) =>
        form_sealed ? [(JSON.parse(sealer.open(form_sealed)) as { mobile: string }).mobile] : [],
      ),
    )
    const about = verdict === 'clear' ? 'cleared' : 'declined'
    await addToOutbox(
      tx,
      [...mobiles].map((mobile) => noticeEntry(v7(), sealer, { about, mobile })),
      at,
    )
  }

  return {
    kind: LIST_MATCH,
    // Never told to whom it is about: the law forbids to let somebody know of a suspicion.
    occasion: 'list-match',
    requestedBy: ['risk'],
    decidedBy: ['risk'],

    person: async ({ matchId }) => found.personOf(await found.one(matchId)),

    async facts({ matchId, verdict }) {
      const row = await found.one(matchId)
      const { list, about, matchedBy, source } = found.lineOf(row)
      const { name, birthDate } = found.entryOf(row)
      const born = birthDate === null ? {} : { entryBornOn: birthDate }
      return { verdict, list, about, matchedBy, entry: name, ...born, bornOn: found.bornOn(row), source }
    },

    async approved(tx, { payload: { matchId, verdict }, at }) {
      // All of the person's: the last one that is decided releases them, whoever decides the others meanwhile.
      const matches = await tx.query<{ id: string; state: MatchState; person_index: Uint8Array }>(
        `select id, state, person_index from list_matches
         where person_index = (select person_index from list_matches where id = $1) order by id for update`,
        [matchId],
      )
      const match = matches.find(({ id }) => id === matchId)
      if (match?.state !== 'open') throw new BankError('TASK_STALE')
      await tx.query('update list_matches set state = $2, decided_at = $3 where id = $1', [
        matchId,
        verdict === 'clear' ? 'cleared' : 'confirmed',
        at,
      ])
      await release(tx, match.person_index, verdict, at)
    },
  }
}

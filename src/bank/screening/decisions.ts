import { v7 } from 'uuid'
import { businessDate } from '../../contract/dates.ts'
import { maskIdNumber } from '../../contract/masks.ts'
import type { Transaction } from '../../storage/database.ts'
import { addToOutbox } from '../../storage/outbox.ts'
import type { ListMatch, Screening } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Screened } from './judging.ts'
import type { MatchState } from './matches.ts'
import { noticeEntry } from './notices.ts'
import type { ScreeningDependencies } from './screening.ts'

const LONGEST_NOTE = 500
const LISTED = 200

interface OpenRow {
  readonly id: string
  readonly list: ListMatch['list']
  readonly state: ListMatch['state']
  readonly customer_id: string
  readonly stage: 'visitor' | 'customer'
  readonly person_sealed: Uint8Array
  readonly entry_id: string
  readonly name_sealed: Uint8Array
  readonly birth_date_sealed: Uint8Array | null
  readonly effective_from: string
  readonly source: string
  readonly found_at: number
  readonly answer_by: number | null
}

interface OpinionRow {
  readonly match_id: string
  readonly n: number
  readonly officer: string
  readonly verdict: 'clear' | 'confirm'
  readonly note_sealed: Uint8Array
  readonly at: number
}

/** What officers see and say. Every opinion is kept, with who, when and why. */
export function createDecisions({ db, sealer, clock, rules }: ScreeningDependencies): Screening {
  const shownOpinion = ({ officer, verdict, note_sealed, at }: OpinionRow) => ({
    officer,
    verdict,
    note: sealer.open(note_sealed),
    at,
  })

  function show(row: OpenRow, opinions: readonly OpinionRow[]): ListMatch {
    const { name, idNumber } = JSON.parse(sealer.open(row.person_sealed)) as Screened
    return {
      id: row.id,
      list: row.list,
      state: row.state,
      person: { customerId: row.customer_id, name, maskedIdNumber: maskIdNumber(idNumber) },
      about: row.stage === 'customer' ? 'customer' : 'opening',
      entry: {
        id: row.entry_id,
        name: sealer.open(row.name_sealed),
        birthDate: row.birth_date_sealed && sealer.open(row.birth_date_sealed),
        source: row.source,
        from: row.effective_from,
      },
      foundAt: row.found_at,
      answerBy: row.answer_by,
      opinions: opinions.filter(({ match_id }) => match_id === row.id).map(shownOpinion),
    }
  }

  /** The bindings that a person's match held go on, or end; the person is told in either case. */
  async function release(tx: Transaction, personIndex: Uint8Array, verdict: 'clear' | 'confirm', continueMs: number) {
    const at = clock.now()
    if (verdict === 'clear') {
      const [held] = await tx.query(`select 1 as one from list_matches where person_index = $1 and state = 'open'`, [
        personIndex,
      ])
      // Another entry is still being looked at.
      if (held) return
    }
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
    async open() {
      const rows = await db.query<OpenRow>(
        `select m.id, m.list, m.state, m.customer_id, c.stage, m.person_sealed, m.entry_id, e.name_sealed,
           e.birth_date_sealed, e.effective_from, v.source, m.found_at, m.answer_by
         from list_matches m
         join customers c on c.id = m.customer_id
         join list_entries e on e.list = m.list and e.id = m.entry_id and e.since_version = m.entry_since
         join list_versions v on v.list = m.list and v.version = m.entry_since
         where m.state = 'open' or (m.state in ('confirmed', 'listed') and m.stopped_at is null and c.stage = 'customer'
           and (m.barred_until is null or m.barred_until > $2))
         order by m.found_at, m.id limit $1`,
        [LISTED, businessDate(clock.now())],
      )
      const opinions = await db.query<OpinionRow>(
        'select * from list_opinions where match_id = any ($1::uuid[]) order by match_id, n',
        [rows.map(({ id }) => id)],
      )
      return rows.map((row) => show(row, opinions))
    },

    async decideMatch(officer, matchId, verdict, note) {
      const reason = note.trim()
      if (reason === '' || reason.length > LONGEST_NOTE) throw new BankError('REQUEST_INVALID', { field: 'note' })
      const at = clock.now()
      const continueMs = (await rules.on('review.continue', '', businessDate(at))) * 86_400_000
      return db.transaction(async (tx) => {
        // All of the person's: the last one that is decided releases them, whoever decides the others meanwhile.
        const matches = await tx.query<{ id: string; state: MatchState; person_index: Uint8Array }>(
          `select id, state, person_index from list_matches
           where person_index = (select person_index from list_matches where id = $1) order by id for update`,
          [matchId],
        )
        const match = matches.find(({ id }) => id === matchId)
        if (!match) throw new BankError('NOT_FOUND')
        if (match.state !== 'open') throw new BankError('MATCH_DECIDED')
        const [last] = await tx.query<OpinionRow>(
          'select * from list_opinions where match_id = $1 order by n desc limit 1',
          [matchId],
        )
        if (last?.verdict === verdict && last.officer === officer.id) throw new BankError('MATCH_FOUR_EYES')
        await tx.query(
          'insert into list_opinions (match_id, n, officer, verdict, note_sealed, at) values ($1, $2, $3, $4, $5, $6)',
          [matchId, (last?.n ?? 0) + 1, officer.id, verdict, sealer.seal(reason), at],
        )
        if (last?.verdict !== verdict) return { state: 'proposed' as const }
        const state = verdict === 'clear' ? 'cleared' : 'confirmed'
        await tx.query('update list_matches set state = $2, decided_at = $3 where id = $1', [matchId, state, at])
        await release(tx, match.person_index, verdict, continueMs)
        return { state } as const
      })
    },
  }
}

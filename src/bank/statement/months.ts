import { businessDate } from '../../contract/dates.ts'
import type { Fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { AccountRef, Core, Posting } from '../core.ts'

type MonthList = Answer<'GET /v1/accounts/:accountId/months'>

/** Postings read at once: first what a day or two brings, then what a long time brought. */
const FEW = 20
const MANY = 1_000
/** Others may be summing the same account at the same moment. */
const TRIES = 5

interface MonthRow {
  readonly month: string
  readonly came_in: Fen
  readonly went_out: Fen
  readonly lines: number
  readonly first_sequence: number
  readonly last_sequence: number
}

/** Postings of one account from a month to a month: `from` ≤ sequence ≤ `to`. */
export interface Span {
  readonly from: number
  readonly to: number
  /** So many at most. */
  readonly lines: number
}

export interface Months {
  /** Newest first, before a month. Costs what was posted since somebody last looked, however long the history. */
  list(account: AccountRef, page: { readonly before?: string; readonly limit: number }): Promise<MonthList>
  /** Where the postings of these months stand; undefined when nothing moved in them. */
  span(account: AccountRef, first: string, last: string): Promise<Span | undefined>
}

/**
 * An account's income and expense by month. Orders pay nothing for it: whoever looks adds what was posted since the last
 * look, and the sums stand beside the number of the last posting that is in them. A customer's postings are numbered
 * under the account's lock, so none comes to light below that number later.
 */
export function createMonths({ db, core }: { readonly db: Database; readonly core: Core }): Months {
  async function through({ owner, id }: AccountRef): Promise<number> {
    const [row] = await db.query<{ through: number }>(
      'select through from statement_sums where customer_id = $1 and account_id = $2',
      [owner, id],
    )
    return row?.through ?? 0
  }

  /** The postings after one, newest first, read in pages. */
  async function* postedAfter(account: AccountRef, sequence: number): AsyncGenerator<Posting> {
    let before: number | undefined
    for (let limit = FEW; ; limit = MANY) {
      const page = await core.postings(db, account, { limit, ...(before === undefined ? {} : { before }) })
      for (const posting of page) {
        if (posting.sequence <= sequence) return
        yield posting
      }
      if (page.length < limit) return
      before = page.at(-1)?.sequence
    }
  }

  async function bringUpToDate(account: AccountRef): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const summed = await through(account)
      const added = new Map<string, { in: Fen; out: Fen; lines: number; first: number; last: number }>()
      let newest = summed
      for await (const { sequence, amount, at } of postedAfter(account, summed)) {
        newest = Math.max(newest, sequence)
        const month = businessDate(at).slice(0, 7)
        const sum = added.get(month) ?? { in: 0, out: 0, lines: 0, first: sequence, last: sequence }
        added.set(month, {
          in: sum.in + Math.max(amount, 0),
          out: sum.out + Math.max(-amount, 0),
          lines: sum.lines + 1,
          first: Math.min(sum.first, sequence),
          last: Math.max(sum.last, sequence),
        })
      }
      if (added.size === 0) return
      if (await store(account, summed, newest, [...added])) return
    }
  }

  /** False when somebody else has added some of it meanwhile: then nothing is added. */
  const store = (
    { owner, id }: AccountRef,
    summed: number,
    newest: number,
    added: readonly (readonly [string, { in: Fen; out: Fen; lines: number; first: number; last: number }])[],
  ): Promise<boolean> =>
    db.transaction(async (tx) => {
      const moved = await tx.query(
        `insert into statement_sums as s (customer_id, account_id, through) values ($1, $2, $3)
         on conflict (customer_id, account_id) do update set through = excluded.through where s.through = $4
         returning through`,
        [owner, id, newest, summed],
      )
      if (moved.length === 0) return false
      const sums = added.map(([, sum]) => sum)
      await tx.query(
        `insert into statement_months as m
           (customer_id, account_id, month, came_in, went_out, lines, first_sequence, last_sequence)
         select $1, $2, n.* from unnest($3::text[], $4::bigint[], $5::bigint[], $6::int[], $7::bigint[], $8::bigint[]) as n
         on conflict (customer_id, account_id, month) do update set
           came_in = m.came_in + excluded.came_in, went_out = m.went_out + excluded.went_out,
           lines = m.lines + excluded.lines,
           first_sequence = least(m.first_sequence, excluded.first_sequence),
           last_sequence = greatest(m.last_sequence, excluded.last_sequence)`,
        [
          owner,
          id,
          added.map(([month]) => month),
          sums.map((sum) => sum.in),
          sums.map((sum) => sum.out),
          sums.map(({ lines }) => lines),
          sums.map(({ first }) => first),
          sums.map(({ last }) => last),
        ],
      )
      return true
    })

  return {
    async list(account, { before, limit }) {
      await bringUpToDate(account)
      // One more than the page tells whether there is another.
      const rows = await db.query<MonthRow>(
        `select month, came_in, went_out, lines from statement_months
         where customer_id = $1 and account_id = $2 and month < $3 order by month desc limit $4`,
        [account.owner, account.id, before ?? '9999-13', limit + 1],
      )
      const months = rows
        .slice(0, limit)
        .map(({ month, came_in, went_out, lines }) => ({ month, in: came_in, out: went_out, lines }))
      return { months, next: rows.length > limit ? (months.at(-1)?.month ?? null) : null }
    },

    async span(account, first, last) {
      await bringUpToDate(account)
      const [row] = await db.query<{ from: number | null; to: number | null; lines: number | null }>(
        `select min(first_sequence) as "from", max(last_sequence) as "to", sum(lines)::bigint as lines
         from statement_months where customer_id = $1 and account_id = $2 and month between $3 and $4`,
        [account.owner, account.id, first, last],
      )
      const { from, to, lines } = row ?? {}
      return from && to && lines ? { from, to, lines } : undefined
    },
  }
}

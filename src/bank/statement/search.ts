import { businessDate } from '../../contract/dates.ts'
import { GROUP_OF } from '../../contract/entries.ts'
import { parseYuan } from '../../contract/money.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { describePostings, type Entry } from '../accounts/entries.ts'
import { ownAccount, refOf } from '../accounts/records.ts'
import type { Caller } from '../caller.ts'
import type { Core, Posting } from '../core.ts'
import type { Months } from './months.ts'

type Search = Body<'POST /v1/accounts/:accountId/entry-searches'>
type Found = Answer<'POST /v1/accounts/:accountId/entry-searches'>

/** Lines that are read at once, and those that one search looks at: who wants more looks further back. */
const PIECE = 100
export const WINDOW = 1_000
const PAGE = 20

export interface SearchDependencies {
  readonly db: Database
  readonly core: Core
  readonly sealer: Sealer
  readonly months: Months
}

/**
 * Looks through a statement, newest first. What a line says is sealed at rest and cannot be found by an index, so lines are
 * read, opened and compared: a bounded number for each search, whatever the history. Amount and direction are compared
 * before anything is opened, and a month is found by its sums.
 */
export function createSearch({ db, core, sealer, months }: SearchDependencies) {
  return async function search(caller: Caller, accountId: string, wanted: Search): Promise<Found> {
    const account = refOf(await ownAccount(db, caller.customerId, accountId))
    const limit = wanted.limit ?? PAGE
    const span = wanted.month === undefined ? undefined : await months.span(account, wanted.month, wanted.month)
    if (wanted.month !== undefined && !span) return { entries: [], next: null, lookedTo: null }
    const says = await saysOf(caller, wanted.text)

    let before = Math.min(
      Number(wanted.before ?? Number.MAX_SAFE_INTEGER),
      (span?.to ?? Number.MAX_SAFE_INTEGER - 1) + 1,
    )
    const entries: Entry[] = []
    let lookedTo: number | null = null
    for (let looked = 0; looked < WINDOW; looked += PIECE) {
      const piece = await core.postings(db, account, { before, limit: PIECE })
      const within = piece.filter(({ sequence }) => sequence >= (span?.from ?? 0))
      const lines = await describePostings(db, sealer, caller, within.filter(countsFor(wanted)))
      for (const entry of await says(lines.filter(({ kind }) => !wanted.group || GROUP_OF[kind] === wanted.group))) {
        if (entries.length === limit) return { entries, next: entries.at(-1)?.id ?? null, lookedTo: entry.at }
        entries.push(entry)
      }
      lookedTo = within.at(-1)?.at ?? lookedTo
      if (within.length < PIECE) return { entries, next: null, lookedTo }
      before = within.at(-1)?.sequence ?? before
    }
    return { entries, next: String(before), lookedTo }
  }

  /** Which lines say a text: of the other side, of what the caller calls them, or of the note; or are that amount. */
  async function saysOf(
    caller: Caller,
    given: string | undefined,
  ): Promise<(entries: readonly Entry[]) => Promise<readonly Entry[]>> {
    const text = folded(given ?? '')
    if (text === '') return async (entries) => entries
    const yuan = parseYuan(text.replace(/^[¥￥+-]/, ''))
    const fen = 'fen' in yuan ? yuan.fen : undefined
    const called = await calledBy(caller.customerId, text)
    return async (entries) => {
      const theirs = await ordersWith(caller.customerId, entries, called)
      return entries.filter(
        ({ amount, counterparty, note, orderId }) =>
          Math.abs(amount) === fen ||
          folded(counterparty).includes(text) ||
          (note !== null && folded(note).includes(text)) ||
          (orderId !== null && theirs.has(orderId)),
      )
    }
  }

  /** Whom the customer calls by a name with this text in it. */
  async function calledBy(customerId: string, text: string): Promise<readonly string[]> {
    const named = await db.query<{ payee_id: string; alias_sealed: Uint8Array }>(
      'select payee_id, alias_sealed from payees where payer_id = $1 and alias_sealed is not null',
      [customerId],
    )
    return named
      .filter((one) => folded(sealer.open(one.alias_sealed)).includes(text))
      .map(({ payee_id: payeeId }) => payeeId)
  }

  /** Which of the lines' orders were to or from some people. */
  async function ordersWith(
    customerId: string,
    entries: readonly Entry[],
    people: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const orders = entries.flatMap(({ orderId }) => orderId ?? [])
    if (people.length === 0 || orders.length === 0) return new Set()
    const rows = await db.query<{ id: string }>(
      `select id from transfers where payer_id = $1 and id = any($2::uuid[]) and payee_id = any($3::uuid[])
       union all
       select id from transfers where payee_id = $1 and id = any($2::uuid[]) and payer_id = any($3::uuid[])`,
      [customerId, orders, people],
    )
    return new Set(rows.map(({ id }) => id))
  }
}

/** What can be told without opening anything. */
const countsFor =
  ({ month, direction, atLeast = 0, atMost = Number.MAX_SAFE_INTEGER }: Search) =>
  ({ amount, at }: Posting): boolean =>
    (direction === undefined || (direction === 'in') === amount > 0) &&
    Math.abs(amount) >= atLeast &&
    Math.abs(amount) <= atMost &&
    // Clocks of two gateways may differ by a moment at the turn of a month.
    (month === undefined || businessDate(at).startsWith(month))

/** Full-width digits, capitals and spaces at the ends make no difference. */
const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

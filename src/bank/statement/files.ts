import { addMonths, businessDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { describePostings, type Entry } from '../accounts/entries.ts'
import type { People } from '../accounts/people.ts'
import { ownAccount, refOf } from '../accounts/records.ts'
import { countAttempt } from '../attempts.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Institution } from '../capabilities.ts'
import type { AccountRef, Core } from '../core.ts'
import type { Download, FileOrder, Tickets } from '../downloads/downloads.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { statementCsv } from './csv.ts'
import type { Months } from './months.ts'
import { statementPdf } from './pdf.ts'

type Order = Body<'POST /v1/accounts/:accountId/statement-files'>

/** Lines that are read and written together. */
const PIECE = 500

/** A period of an account as a file, as its ticket remembers it. */
interface StatementFile extends FileOrder, Order {
  readonly kind: 'statement'
  readonly accountId: string
}

export interface StatementFiles {
  /** Throws NOT_FOUND, PERIOD_INVALID, PERIOD_TOO_LONG, STATEMENT_TOO_LONG, EXPORT_LIMIT. */
  order(
    caller: Caller,
    accountId: string,
    order: Order,
  ): Promise<Answer<'POST /v1/accounts/:accountId/statement-files'>>
  make(caller: Caller, order: FileOrder): Promise<Download>
}

export interface StatementFilesDependencies {
  readonly db: Database
  readonly core: Core
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly people: People
  readonly months: Months
  readonly tickets: Tickets
  readonly institution: Pick<Institution, 'name' | 'nameEn' | 'servicePhone'>
}

export function createStatementFiles(deps: StatementFilesDependencies): StatementFiles {
  const { db, core, clock, rules, sealer, people, months, tickets, institution } = deps

  async function refusePeriod({ from, to }: Order, today: string): Promise<void> {
    if (!isDate(from) || from > to) throw new BankError('PERIOD_INVALID', { field: 'from' })
    if (!isDate(to) || to > today) throw new BankError('PERIOD_INVALID', { field: 'to' })
    const most = await rules.on('export.months', '', today)
    if (to >= addMonths(from, most)) throw new BankError('PERIOD_TOO_LONG', { field: 'from', params: { months: most } })
  }

  /** The lines of a period, newest first, so many at a time. */
  async function* lines(
    caller: Caller,
    account: AccountRef,
    { from, to }: Pick<Order, 'from' | 'to'>,
  ): AsyncGenerator<readonly Entry[]> {
    const span = await months.span(account, from.slice(0, 7), to.slice(0, 7))
    if (!span) return
    for (let before = span.to + 1; before > span.from; ) {
      const piece = await core.postings(db, account, { before, limit: PIECE })
      const within = piece.filter(({ sequence, at }) => {
        const date = businessDate(at)
        return sequence >= span.from && date >= from && date <= to
      })
      yield await describePostings(db, sealer, caller, within)
      if (piece.length < PIECE) return
      before = piece.at(-1)?.sequence ?? 0
    }
  }

  return {
    async order(caller, accountId, order) {
      const account = await ownAccount(db, caller.customerId, accountId)
      const today = businessDate(clock.now())
      await refusePeriod(order, today)
      const span = await months.span(refOf(account), order.from.slice(0, 7), order.to.slice(0, 7))
      const most = await rules.on('export.lines', '', today)
      if (span && span.lines > most) {
        throw new BankError('STATEMENT_TOO_LONG', { field: 'from', params: { lines: most } })
      }
      const max = await rules.on('export.day', '', today)
      const counted = { name: 'export', key: Buffer.from(caller.customerId), period: today, max }
      if (!(await countAttempt(db, counted))) throw new BankError('EXPORT_LIMIT')
      const file: StatementFile = { kind: 'statement', accountId, ...order }
      return tickets.issue(caller, file, nameOf(order, account.last4))
    },

    async make(caller, order) {
      const { accountId, from, to, format } = order as StatementFile
      const account = await ownAccount(db, caller.customerId, accountId)
      const name = nameOf({ from, to, format }, account.last4)
      const pages = lines(caller, refOf(account), { from, to })
      if (format === 'csv') return { name, type: 'text/csv; charset=utf-8', body: statementCsv(pages, caller.language) }
      const person = await people.person(caller.customerId)
      const head = {
        institution: caller.language === 'zh' ? institution.name : institution.nameEn,
        servicePhone: institution.servicePhone,
        holder: person?.name ?? '',
        accountNumber: sealer.open(account.number_sealed),
        ...{ from, to, madeAt: clock.now(), language: caller.language },
      }
      return { name, type: 'application/pdf', body: statementPdf(head, pages) }
    },
  }
}

/** Latin letters alone: a name goes through headers, phones and spreadsheets. */
const nameOf = ({ from, to, format }: Order, last4: string): string => `statement-${last4}-${from}-${to}.${format}`

/** A day that there is: not 2026-02-30. */
const isDate = (text: string): boolean => {
  const instant = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text)
}

/**
 * Rules as tables, one line each: what is asked on which date, what must come of it, and which row of table `rules`
 * says so. A line fails when the row is missing, is of another source, or is not obeyed.
 */
import { expect, it } from 'vitest'
import { BankError } from '../../../src/bank/errors.ts'
import type { Database } from '../../../src/storage/database.ts'
import { at } from '../town.ts'

/** Rows that class-rules.test.ts plays: name and class. */
export const CLASS_ROWS = [
  'out.day II',
  'out.year II',
  'in.day II',
  'in.year II',
  'out.day III',
  'out.year III',
  'in.day III',
  'in.year III',
  'balance.cap III',
  'receiving.max III',
  'accounts.max II',
  'accounts.max III',
  'opening.elements II',
  'opening.elements III',
  'turnover.id III',
  'turnover.id-within III',
  'products II',
  'products III',
] as const

/** Rows that people-rules.test.ts plays. */
export const PEOPLE_ROWS = [
  'accounts.max I',
  'transfers.unsigned.day I',
  'age.minimum',
  'age.senior',
  'mobile-shared.from',
  'mobile-shared.below',
  'fraud.convicted',
  'fraud.identified',
  'fraud.running',
  'dormancy.after',
  'complaint.answer',
  'deposit.insured',
  'deposit.shelf',
  'retention.identity',
  'retention.transactions',
  'retention.complaints',
] as const

/** Of a row that a later one replaced, `source` names both: 'the older → the newer'. */
export type Line<Row extends string, Bank> = readonly [
  row: Row,
  date: string,
  input: string,
  expected: string,
  source: string,
  act: (bank: Bank) => Promise<unknown>,
]

/** Fourteen o'clock in Shanghai. */
export const on = (date: string): number => at(`${date} 14:00`)

/** What came of an act: the words that it answers with, or else 'done'; a refusal with what is left, or until when. */
export const outcome = (act: Promise<unknown>): Promise<string> =>
  act.then(
    (answer) => (typeof answer === 'string' ? answer : 'done'),
    (error: unknown) => {
      if (!(error instanceof BankError)) throw error
      const { left, until } = error.params
      if (left !== undefined) return `${error.code}, ${left} left`
      return until === undefined ? error.code : `${error.code} until ${until}`
    },
  )

/** Plays every line on the bank that `bankOn` gives for its date, and sees that no row is named that no line plays. */
export function play<Row extends string, Bank extends { readonly db: Database }>(
  rows: readonly Row[],
  lines: readonly Line<Row, Bank>[],
  bankOn: (date: string) => Promise<Bank>,
): void {
  it.each(lines)('%s, %s: %s → %s (%s)', async (row, date, _input, expected, source, act) => {
    const bank = await bankOn(date)
    const [name = '', ruleClass = ''] = row.split(' ')
    const found = await bank.db.query<{ source: string }>(
      'select source from rules where name = $1 and class = $2 and effective_from <= $3 order by effective_from',
      [name, ruleClass, date],
    )
    expect(found.map((one) => one.source).join(' → ')).toBe(source)
    expect(await outcome(act(bank))).toBe(expected)
  })

  it('each have a line', () => {
    expect(new Set<string>(lines.map(([row]) => row))).toEqual(new Set<string>(rows))
  })
}

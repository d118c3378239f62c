/** Rules of a run, small enough to be met. */
import type { Database } from '../../../src/storage/database.ts'
import { at, yuan } from '../town.ts'
import type { ClassName } from './people.ts'

/** Name, class, date from which, value; yuan, unless it says otherwise. */
export type RuleRow = readonly [name: string, ruleClass: string, from: string, value: number, unit?: 'days' | 'count']

/** Moments over New Year's Eve: what began at the first and lives for a day ends, to the millisecond, at the fourth. */
export const NEW_YEAR: readonly number[] = [
  '2026-12-30 10:00',
  '2026-12-30 23:50',
  '2026-12-31 09:59',
  '2026-12-31 10:00',
  '2026-12-31 23:50',
  '2027-01-01 00:10',
].map(at)
/** The date from which their rules hold. */
export const FROM = '2026-12-30'
/** What may come into an account at those moments, and stand on it. */
export const RECEIVING: readonly RuleRow[] = [
  ['in.day', 'II', FROM, 300],
  ['in.year', 'II', FROM, 500],
  ['in.day', 'III', FROM, 150],
  ['in.year', 'III', FROM, 250],
  ['balance.cap', 'III', FROM, 300],
]

/** Limits of an account; yuan, or fen where a model counts so. */
export interface Figures {
  readonly outDay: number
  readonly outYear: number
  readonly inDay: number
  readonly inYear: number
  readonly cap: number
}

export async function writeRules(db: Database, rows: readonly RuleRow[]): Promise<void> {
  for (const [name, ruleClass, from, value, unit] of rows) {
    await db.query(
      `insert into rules (name, class, effective_from, value, unit, source, mark) values ($1, $2, $3, $4, $5, 'a run', 'B')`,
      [name, ruleClass, from, unit ? value : yuan(value), unit ?? 'fen'],
    )
  }
}

/** What the rows come to for a class on a date; what they do not say is no limit. */
export function figuresOf(rows: readonly RuleRow[], accountClass: ClassName, date: string): Figures {
  const on = (name: string): number =>
    rows.findLast(([rule, ruleClass, from]) => rule === name && ruleClass === accountClass && from <= date)?.[3] ??
    Number.POSITIVE_INFINITY
  return {
    outDay: on('out.day'),
    outYear: on('out.year'),
    inDay: on('in.day'),
    inYear: on('in.year'),
    cap: on('balance.cap'),
  }
}

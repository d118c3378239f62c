/** Rules of a run, small enough to be met. */
import type { Database } from '../../../src/storage/database.ts'
import { yuan } from '../town.ts'
import type { ClassName } from './people.ts'

/** Name, class, date from which, value; yuan, unless it says otherwise. */
export type RuleRow = readonly [name: string, ruleClass: string, from: string, value: number, unit?: 'days' | 'count']

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

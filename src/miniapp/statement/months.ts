import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'

type Entry = Answer<'GET /v1/accounts/:accountId/entries'>['entries'][number]

/** Entries, newest first, under their months in Shanghai. */
export function byMonth(entries: readonly Entry[]): readonly { month: string; entries: readonly Entry[] }[] {
  const months = new Map<string, Entry[]>()
  for (const entry of entries) {
    const month = businessDate(entry.at).slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), entry])
  }
  return [...months].map(([month, inMonth]) => ({ month, entries: inMonth }))
}

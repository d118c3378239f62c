import { birthDate } from '../../contract/checks.ts'
import { addMonths } from '../../contract/dates.ts'

/** A person as they are screened. */
export interface Screened {
  readonly name: string
  /** Resident ID number. */
  readonly idNumber: string
}

/** A list's entry as far as it decides. Dates are business dates; `until` is the first day on which it no longer holds. */
export interface Entry {
  readonly list: 'fraud' | 'sanctions'
  /** Its ID number is this person's; undefined: it gives none. */
  readonly sameIdNumber: boolean | undefined
  readonly birthDate: string | null
  readonly from: string
  readonly until: string | null
}

/**
 * A name as it is compared: without the marks and spaces that are written one way here and another way there. Traditional
 * characters and spellings are not mapped: a list that needs them has an entry for each.
 */
export const normalisedName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s·•・‧.'’-]/g, '')
    .toUpperCase()

/** Whether an entry that was found by name or ID number may mean this person on a day. The number is the surer sign. */
export function mayMean(person: Screened, entry: Entry, date: string): boolean {
  if (date < entry.from || (entry.until !== null && date >= entry.until)) return false
  if (entry.sameIdNumber !== undefined) return entry.sameIdNumber
  return entry.list === 'sanctions' && (entry.birthDate === null || entry.birthDate === birthDate(person.idNumber))
}

/**
 * Until when a person is barred who is barred on a day, or undefined. Terms that overlap or touch run as one, which lasts
 * no longer than `mostMonths` from its first day.
 */
export function barredUntil(
  terms: readonly { readonly from: string; readonly until: string }[],
  date: string,
  mostMonths: number,
): string | undefined {
  let run: { from: string; until: string } | undefined
  for (const term of terms.toSorted((a, b) => a.from.localeCompare(b.from))) {
    if (term.from > date) break
    const joins: boolean = run !== undefined && term.from <= run.until
    const from: string = joins && run ? run.from : term.from
    const wanted: string = joins && run && run.until > term.until ? run.until : term.until
    const most = addMonths(from, mostMonths)
    run = { from, until: wanted < most ? wanted : most }
  }
  return run && date < run.until ? run.until : undefined
}

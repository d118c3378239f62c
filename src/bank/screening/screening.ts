/**
 * bank/screening/: people whom the bank may not serve as it serves others. The fraud list names by ID number, and what it
 * says is carried out; the sanctions list names by name, so a match is looked at by people, two of them (four eyes). Who
 * opens an account is screened before the card's bank sends its code and again before the account stands; who has one,
 * after every new version of a list. It knows bindings by their state alone.
 */
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { barredUntil, mayMean, type Screened } from './judging.ts'
import { type FoundEntry, findEntries, termOf } from './lists.ts'
import { keepMatches, personIndex, standingOf } from './matches.ts'

export interface ScreeningDependencies {
  readonly db: Database
  readonly sealer: Sealer
  readonly clock: Clock
  readonly rules: Rules
}

type Verdict =
  | { readonly outcome: 'clear' }
  /** By the fraud list; `until` is the first day on which an account may be opened again. */
  | { readonly outcome: 'barred'; readonly until: string; readonly entries: readonly FoundEntry[] }
  /** Of the sanctions list: people have decided that it is them, or must decide. */
  | { readonly outcome: 'declined' | 'review'; readonly entries: readonly FoundEntry[] }

export interface OpeningScreening {
  /**
   * May this person open an account? Answers false when people must look at it first: then the binding is under review,
   * with all that `set` says of it. Throws OPENING_RESTRICTED (with what remains possible), OPENING_DECLINED.
   */
  admit(
    binding: { readonly customer_id: string; readonly id: string; readonly state: string },
    person: Screened,
  ): Promise<boolean>
  /**
   * May this customer have one more account, or a higher class? Throws OPENING_RESTRICTED, OPENING_DECLINED, and
   * OPENING_IN_REVIEW while people look at whom a list means.
   */
  admitCustomer(customerId: string, person: Screened): Promise<void>
}

/** Judges a person by entries that were found for them, on a business date. */
export async function judge(
  { db, sealer, rules }: Pick<ScreeningDependencies, 'db' | 'sealer' | 'rules'>,
  person: Screened,
  entries: readonly FoundEntry[],
  date: string,
): Promise<Verdict> {
  const fraud = entries.filter(({ list, sameIdNumber }) => list === 'fraud' && sameIdNumber)
  if (fraud.length > 0) {
    const terms = await Promise.all(fraud.map((entry) => termOf(entry, rules)))
    const until = barredUntil(terms, date, await rules.on('fraud.running', '', date))
    if (until !== undefined) return { outcome: 'barred', until, entries: fraud }
  }
  const sanctions = entries.filter((entry) => entry.list === 'sanctions' && mayMean(person, entry, date))
  if (sanctions.length === 0) return { outcome: 'clear' }
  const standing = await standingOf(db, sealer, person, sanctions)
  if (standing === 'cleared') return { outcome: 'clear' }
  return { outcome: standing === 'confirmed' ? 'declined' : 'review', entries: sanctions }
}

export function createScreening(deps: ScreeningDependencies): OpeningScreening {
  const { db, sealer, clock, rules } = deps

  /** Holds a binding, unless an officer has cleared the person in this moment. */
  async function hold(
    binding: { readonly customer_id: string; readonly id: string; readonly state: string },
    person: Screened,
    entries: readonly FoundEntry[],
  ): Promise<'open' | 'cleared' | 'confirmed'> {
    const at = clock.now()
    const date = businessDate(at)
    const answerBy = at + (await rules.on('review.answer', '', date)) * 3_600_000
    const { customer_id: customerId } = binding
    return db.transaction(async (tx) => {
      await keepMatches(tx, sealer, { customerId, person, entries, state: 'open', at, answerBy, until: null }, false)
      const standing = await standingOf(tx, sealer, person, entries)
      if (standing === 'open') {
        await tx.query(
          `update bindings set state = 'under-review', person_index = $4, review_by = $5, expires_at = $5, busy_until = 0
           where customer_id = $1 and id = $2 and state = $3`,
          [customerId, binding.id, binding.state, personIndex(sealer, person), answerBy],
        )
      }
      return standing
    })
  }

  /**
   * Judges by the lists of today. Keeps, and refuses with OPENING_RESTRICTED, whom the fraud list bars; answers the entries
   * that people must look at. Throws OPENING_DECLINED for whom they have found to be meant.
   */
  async function toReview(customerId: string, person: Screened, owned: boolean): Promise<readonly FoundEntry[]> {
    const at = clock.now()
    const [entries = []] = await findEntries(db, sealer, [person])
    const verdict = await judge(deps, person, entries, businessDate(at))
    if (verdict.outcome === 'clear') return []
    if (verdict.outcome === 'barred') {
      const { entries: meant, until } = verdict
      const found = { customerId, person, entries: meant, state: 'listed', at, answerBy: null, until } as const
      await keepMatches(db, sealer, found, owned)
      throw new BankError('OPENING_RESTRICTED', { params: { until } })
    }
    if (verdict.outcome === 'declined') throw new BankError('OPENING_DECLINED')
    return verdict.entries
  }

  return {
    async admit(binding, person) {
      const entries = await toReview(binding.customer_id, person, false)
      if (entries.length === 0) return true
      const standing = await hold(binding, person, entries)
      if (standing === 'confirmed') throw new BankError('OPENING_DECLINED')
      return standing === 'cleared'
    },

    async admitCustomer(customerId, person) {
      const entries = await toReview(customerId, person, true)
      if (entries.length === 0) return
      const at = clock.now()
      const hours = await rules.on('review.answer', '', businessDate(at))
      const answerBy = at + hours * 3_600_000
      await keepMatches(db, sealer, { customerId, person, entries, state: 'open', at, answerBy, until: null }, true)
      throw new BankError('OPENING_IN_REVIEW', { params: { hours } })
    },
  }
}

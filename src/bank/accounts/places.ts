/**
 * Of some accounts a person may hold so many and no more. Each has a place, counted from 1, and the database keeps places
 * apart: of two writes at the same moment that take the same one, the second fails, and looks for another.
 */
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { RecordChanged, RecordTaken } from '../writes/records.ts'
import type { RecordChange } from '../writes/write.ts'
import { type AccountRecord, accountsOf } from './records.ts'

interface PlacesDependencies {
  readonly db: Database
  readonly rules: Rules
  readonly clock: Clock
}

/** The classes of people's virtual accounts. */
export type PersonalClass = 'II' | 'III'

/** The constraints that keep them apart (migration 0032). */
const CONSTRAINTS = ['accounts_place', 'accounts_receiving_place']
/** Each loser has met a winner, and places are few: more tries than places would be somebody's attack. */
const MOST_TRIES = 12

/** The lowest place up to `max` that is not taken, or undefined. */
function lowestFree(taken: readonly (number | null)[], max: number): number | undefined {
  for (let place = 1; place <= max; place++) if (!taken.includes(place)) return place
  return undefined
}

/** How many more accounts of a class its rule lets this person open. */
export const placesLeft = (held: readonly AccountRecord[], accountClass: PersonalClass, max: number): number =>
  Math.max(0, max - held.filter((account) => account.class === accountClass && account.place !== null).length)

/** The place that one more account of a class takes. Throws ACCOUNT_LIMIT. */
export async function freePlace(
  { db, rules, clock }: PlacesDependencies,
  customerId: string,
  accountClass: PersonalClass,
): Promise<number> {
  const [held, max] = await Promise.all([
    accountsOf(db, customerId),
    rules.on('accounts.max', accountClass, businessDate(clock.now())),
  ])
  const ofClass = held.filter((account) => account.class === accountClass).map(({ place }) => place)
  const place = placesLeft(held, accountClass, max) > 0 ? lowestFree(ofClass, max) : undefined
  if (place === undefined) throw new BankError('ACCOUNT_LIMIT', { params: { max } })
  return place
}

/**
 * What the first money from its bound card makes of a Class III account: it may receive from others from then on, if
 * another of the same person does not. Goes into the very write that credits the money.
 */
export async function receivingPlace(
  { db, rules, clock }: PlacesDependencies,
  { customer_id, id }: Pick<AccountRecord, 'customer_id' | 'id'>,
): Promise<RecordChange[]> {
  const thirds = (await accountsOf(db, customer_id)).filter((account) => account.class === 'III')
  const own = thirds.find((account) => account.id === id)
  if (!own || own.receiving_place !== null) return []
  const max = await rules.on('receiving.max', 'III', businessDate(clock.now()))
  const place = lowestFree(
    thirds.map((account) => account.receiving_place),
    max,
  )
  if (place === undefined) return []
  const where = { customer_id, id, class: 'III', receiving_place: null }
  return [{ update: 'accounts', where, set: { receiving_place: place } }]
}

/** Makes a write that rests on places as they were a moment ago; and again, when they are others by now. */
export async function takingPlaces<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      const stale =
        error instanceof RecordChanged || (error instanceof RecordTaken && CONSTRAINTS.includes(error.constraint))
      if (!stale || tries === MOST_TRIES) throw error
    }
  }
}

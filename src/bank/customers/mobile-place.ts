/**
 * Whose a mobile number is. One number is one person's, but the old and the young may share that of family: whoever is
 * neither comes first and is the one who signs in by it and is found by it; who shares it comes by WeChat.
 */
import { ageOn, birthDate } from '../../contract/checks.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import type { RecordChange } from '../writes/write.ts'
import { mobileIndex } from './identities.ts'

interface Holder {
  readonly id: string
  readonly mobile_place: number
  readonly id_number_sealed: Uint8Array | null
}

/** Where a person stands among those who share a number, and who makes room in the same write. */
export interface MobilePlace {
  readonly place: number
  readonly records: readonly RecordChange[]
}

/** The place that a person takes at a number. Throws MOBILE_TAKEN: somebody else's, and none of them may share. */
export async function mobilePlace(
  deps: { readonly db: Database; readonly sealer: Sealer; readonly rules: Rules; readonly clock: Clock },
  person: { readonly customerId: string; readonly idNumber: string; readonly mobile: string },
): Promise<MobilePlace> {
  const { db, sealer, rules, clock } = deps
  const index = mobileIndex(sealer, person.mobile)
  const holders = await db.query<Holder>(
    `select id, mobile_place, id_number_sealed from customers
     where mobile_index = $1 and stage = 'customer' and id <> $2 order by mobile_place`,
    [index, person.customerId],
  )
  if (holders.length === 0) return { place: 0, records: [] }

  const today = businessDate(clock.now())
  const [from, below, max] = await Promise.all([
    rules.on('mobile-shared.from', '', today),
    rules.on('mobile-shared.below', '', today),
    rules.on('mobile-shared.max', '', today),
  ])
  const mayShare = (idNumber: string): boolean => {
    const age = ageOn(birthDate(idNumber), today)
    return age >= from || age < below
  }
  const taken = holders.map((holder) => holder.mobile_place)
  const free = Array.from({ length: max + 1 }, (_, place) => place).filter((place) => !taken.includes(place))
  const refused = new BankError('MOBILE_TAKEN', { field: 'mobile' })

  if (mayShare(person.idNumber)) {
    const [place] = free
    if (place === undefined) throw refused
    return { place, records: [] }
  }
  // An organisation's contact shares with nobody.
  if (!holders.every(({ id_number_sealed: id }) => id !== null && mayShare(sealer.open(id)))) throw refused
  const [first] = holders
  if (!first || first.mobile_place > 0) return { place: 0, records: [] }
  const place = free.find((one) => one > 0)
  if (place === undefined) throw refused
  const where = { id: first.id, mobile_index: index, mobile_place: 0 }
  return { place: 0, records: [{ update: 'customers', where, set: { mobile_place: place } }] }
}

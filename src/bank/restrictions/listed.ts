import { addDays } from '../../contract/dates.ts'
import { derivedId } from '../derived-id.ts'
import type { Stop } from '../screening/stopping.ts'
import type { Restricting } from './restricting.ts'

/** Stops the business of whom a list means. A repeat finds it stopped. */
export const createListedStop =
  ({ restricting }: { readonly restricting: Restricting }): Stop =>
  async (customerId, { list, matchId, until }) => {
    // Nobody is told: the law forbids to let somebody know of a suspicion.
    await restricting.begin(
      {
        customerId,
        id: derivedId('listed', customerId, matchId),
        accountId: null,
        kind: `${list}-list`,
        endsOn: until && addDays(until, -1),
        by: 'list',
        grounds: null,
      },
      matchId,
    )
  }

import type { Answer, RouteName } from '../../contract/schema/index.ts'
import { type Loaded, useLoad } from './load.ts'
import { askAgain, type OrderRoute } from './orders.ts'

/**
 * How an order ended: when its answer was lost on the way it is asked for again with the same id, else it is read.
 * @param read reads the order at the bank by its id
 */
export function useOutcome<R extends OrderRoute, N extends RouteName>(
  route: R,
  id: string,
  read: () => Promise<Answer<N>>,
): Loaded<Answer<N>> {
  return useLoad(async () => {
    await askAgain(route, id)
    return read()
  }, [route, id])
}

import { type Loaded, useLoad } from './load.ts'
import { askAgain, isOpen, type OrderRoute } from './orders.ts'
import { asCallError, type CallError } from './problem.ts'

export interface OutcomeOf<T> extends Loaded<T> {
  /** The answer was lost: `open` while nobody knows, `never` when the order did not reach the bank. */
  readonly lost: 'open' | 'never' | undefined
}

const lostAs = (error: CallError | undefined): 'open' | 'never' | undefined => {
  if (!error) return undefined
  if (isOpen(error)) return 'open'
  return error.code === 'NOT_FOUND' ? 'never' : undefined
}

/**
 * How an order ended. When its answer was lost on the way it is sent again with the same id, which is the same order;
 * then it is read.
 * @param read reads the order at the bank by its id
 */
export function useOutcome<T>(route: OrderRoute, id: string, read: () => Promise<T>): OutcomeOf<T> {
  const loaded = useLoad(async () => {
    await askAgain(route, id).catch((caught: unknown) => {
      const error = asCallError(caught)
      // Its authorisation is over: had it arrived, its answer would have come. Reading tells.
      if (error.code !== 'AUTHORISATION_INVALID') throw error
    })
    return read()
  }, [route, id])
  return { ...loaded, lost: loaded.data === undefined ? lostAs(loaded.error) : undefined }
}

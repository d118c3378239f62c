import { dropDraft, readDraft, writeDraft } from '../lib/drafts.ts'

/**
 * The binding that waits for its code, so that a person who left for the SMS comes back to the code and not to an empty
 * form. It holds no more than its id.
 */
interface Waiting {
  readonly id: string
  readonly expiresAt: number
}

/** The id of the binding that still waits for its code. `now` in milliseconds. */
export function waitingBinding(now: number): string | undefined {
  const waiting = readDraft<Waiting>('binding', now)
  return waiting?.expiresAt && waiting.expiresAt > now ? waiting.id : undefined
}

export const keepBinding = (waiting: Waiting): void => writeDraft('binding', waiting)
export const forgetBinding = (): void => dropDraft('binding')

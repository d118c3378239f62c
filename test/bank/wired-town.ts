/** A town whose card system is the sandbox's, over real HTTP, for stories in which it misbehaves as testers can make it. */
import type { Database } from '../../src/storage/database.ts'
import { startOutside } from '../support/outside.ts'
import { openTown, type Town } from './town.ts'

/** How the card system behaves, and how an order ends at first and at last. */
export const CARD_FAULTS = [
  ['none', 'done', 'done'],
  ['twice', 'done', 'done'],
  ['silent', 'unknown', 'done'],
  ['late', 'unknown', 'done'],
  ['refusing', 'refused', 'refused'],
] as const

export type WiredTown = Awaited<ReturnType<typeof openWiredTown>>

export async function openWiredTown(db: Database) {
  const outside = await startOutside()
  const { cards } = outside.connect({ timeoutMs: 300, breakAfter: 100 })
  const town = await openTown(db, { patienceMs: 5_000 })
  await town.begin()
  Object.assign(town.cards.connector, cards)
  return {
    outside,
    town,
    /** A person's agreement with the card's bank, by the code that it sends. */
    async sign(holder: Parameters<typeof cards.requestAgreement>[1]): Promise<string> {
      await cards.requestAgreement('agreement', holder)
      const signed = await cards.signAgreement('agreement', (await outside.inbox(holder.mobile))[0]?.code ?? '')
      if (!signed.ok) throw new Error(signed.why)
      return signed.agreementNo
    },
    /** The worker, every few seconds, for a minute. */
    async letTimePass(worker: keyof Town['workers']): Promise<void> {
      for (let i = 0; i < 12; i++) {
        town.clock.forward(5_000)
        await outside.forward(5_000)
        await town.workers[worker].run()
      }
    },
  }
}

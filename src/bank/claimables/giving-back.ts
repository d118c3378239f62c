/**
 * What nobody claimed comes back, share by share: the hold ends, and what the payer's limits counted is given back of the
 * date on which it was taken. By the payer's wish, or by the clock. What a card's bank has been asked to pay waits for its
 * word; from a card that was taken back, a refusal returns it (payouts.ts).
 */

import { businessDate } from '../../contract/dates.ts'
import type { Fen } from '../../contract/money.ts'
import type { Database } from '../../storage/database.ts'
import { agreedOut } from '../accounts/agreed.ts'
import { countersOf } from '../accounts/limits.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import type { Worker } from '../capabilities.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import { givenBack } from '../writes/counters.ts'
import { RecordChanged } from '../writes/records.ts'
import type { WriteKey, WritePath } from '../writes/write.ts'
import { accountOf, type CardRecord, ENDED, ownCard, sharesOf, stateOf } from './records.ts'

interface GivingBackDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
}

/** How many cards one run gives back; the next run goes on. */
const BATCH = 100

/** What was open when it was looked for has been claimed or returned meanwhile. */
class SharesChanged extends Error {
  override readonly name = 'SharesChanged'
}

/** Ends all of a card's shares that are open. Throws what became of the card when none is: ENDED's codes. */
export async function giveBack(
  deps: GivingBackDependencies,
  card: CardRecord,
  how: 'taken-back' | 'expired',
  key: WriteKey,
): Promise<void> {
  const { db, writes, clock } = deps
  const shares = await sharesOf(db, card.customer_id, [card.id])
  // Whether it is due does not matter: it is over when nothing is open.
  const state = stateOf(card, shares, 0)
  if (state !== 'open') throw new BankError(ENDED[state])
  const open = shares.filter((share) => share.state === 'open').map(({ id }) => id)
  const taking = how === 'taken-back' ? shares.filter((share) => share.state === 'taking') : []
  const account = accountOf(card)
  const date = businessDate(card.created_at)
  const { day, year } = countersOf(account, 'out', date)
  const { payments } = agreedOut(account, date)
  try {
    await writes.submit({
      ...key,
      accounts: [account],
      holds: open,
      counters: [day, year, payments],
      authorisation: null,
      decide(seen) {
        if (open.some((id) => seen.hold(id) === undefined)) throw new SharesChanged()
        const total = card.amount * open.length
        const at = clock.now()
        return {
          opens: [],
          movements: open.map((id) => ({ kind: 'void-hold', id })),
          count: givenBack(seen, [
            ...[day, year].map((counter) => ({ counter, by: total })),
            { counter: payments, by: open.length },
          ]),
          records: [
            ...open.map((id) => ({
              update: 'claimable_shares',
              where: { customer_id: card.customer_id, id, state: 'open' },
              set: { state: how, ended_by: key.id, ended_at: at },
            })),
            ...taking.map(({ id }) => ({
              update: 'claimable_shares',
              where: { customer_id: card.customer_id, id, state: 'taking' },
              set: { recalled_at: at },
            })),
          ],
          // Who takes it back sees it.
          outbox: how === 'taken-back' ? [] : [returned(card, total, key.id)],
          answer: { amount: total },
        }
      },
    })
  } catch (error) {
    // Nothing was stored: look again. A share that was refused meanwhile is open under another id.
    if (!(error instanceof SharesChanged || error instanceof RecordChanged)) throw error
    await giveBack(deps, card, how, key)
  }
}

const returned = (card: CardRecord, amount: Fen, by: string) =>
  smsEntry(derivedId('claimable-returned-sms', card.customer_id, by), {
    about: 'claimable-returned',
    to: card.customer_id,
    accountId: card.account_id,
    amount,
  })

/** Gives back what was not claimed in time. Several processes may run it: a share ends once. */
export function createClaimableWorker(deps: GivingBackDependencies & { readonly log: Log }): Worker {
  const { db, writes, clock, log } = deps
  return {
    name: 'cards that nobody claimed',
    plenty: BATCH,
    async run() {
      const due = await db.query<{ customer_id: string; claimable_id: string; share_id: string }>(
        `select customer_id, claimable_id, min(id::text) as share_id from claimable_shares where state = 'open' and expires_at <= $1
         group by 1, 2 order by min(expires_at) limit ${BATCH}`,
        [clock.now()],
      )
      let back = 0
      for (const { customer_id: owner, claimable_id: id, share_id: share } of due) {
        try {
          const first = { owner, id, kind: 'claimable.expiry', content: '' }
          // A share that opened again since, because a card's bank refused it, is another write.
          const key = (await writes.earlier(first))
            ? { ...first, id: derivedId('claimable-expiry', owner, share) }
            : first
          await giveBack(deps, await ownCard(db, owner, id), 'expired', key)
          back++
        } catch (error) {
          // The payer or a claimant was quicker. Anything else must not keep others from their money.
          if (error instanceof BankError && error.code !== 'UNAVAILABLE') continue
          log.error({ err: error, claimableId: id }, 'a card that is due could not be given back')
        }
      }
      return back
    },
  }
}

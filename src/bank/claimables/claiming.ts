/**
 * The one write by which a share of a card becomes a transfer. Of several who come at once, each has the first share whose
 * hold is pending when they are decided; a card's end and a claim meet at the same holds, so one of them comes first, by
 * whatever process. What the payer's limits count was taken with the hold; the claimant's are taken here.
 */
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { ClassChanged, classCounters, refuseChangedClass } from '../accounts/class-change.ts'
import type { People, Person } from '../accounts/people.ts'
import { type AccountRecord, refOf } from '../accounts/records.ts'
import { turnoverOf } from '../accounts/turnover.ts'
import type { Clock } from '../caller.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import { stopped } from '../restrictions/stops.ts'
import type { Rules } from '../rules/rules.ts'
import { sidesOf, transferDeed } from '../transfers/deed.ts'
import { payeeSide } from '../transfers/payee-side.ts'
import { RecordTaken } from '../writes/records.ts'
import type { RecordChange, Seen, WriteKey, WritePath } from '../writes/write.ts'
import { accountOf, type CardRecord, ENDED, ownCard, sharesOf, stateOf } from './records.ts'

export interface ClaimingDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly people: People
}

interface Claimant {
  readonly person: Person
  readonly account: AccountRecord
}

/**
 * The ids of a card's open shares. Throws CLAIMABLE_CLAIMED, CLAIMABLE_TAKEN_BACK, CLAIMABLE_EXPIRED when nothing of it is
 * left.
 */
export async function openShares(
  { db, clock }: Pick<ClaimingDependencies, 'db' | 'clock'>,
  card: CardRecord,
): Promise<readonly string[]> {
  const shares = await sharesOf(db, card.customer_id, [card.id])
  const state = stateOf(card, shares, clock.now())
  if (state !== 'open') throw new BankError(ENDED[state])
  return shares.filter((share) => share.state === 'open').map(({ id }) => id)
}

/** Shares were there when they were looked for, and are gone: look again. */
export class ShareGone extends Error {
  override readonly name = 'ShareGone'
}

/** The first share that is open at the moment of the decision. Throws CLAIMABLE_EXPIRED, ShareGone. */
export function firstOpen(seen: Seen, card: CardRecord, shares: readonly string[], now: number): string {
  if (now >= card.expires_at) throw new BankError('CLAIMABLE_EXPIRED')
  const open = shares.find((id) => seen.hold(id) !== undefined)
  if (open === undefined) throw new ShareGone()
  return open
}

export function createClaiming(deps: ClaimingDependencies) {
  const { db, writes, clock, rules, sealer, people } = deps

  /**
   * Moves a share. Throws ENDED's codes, CLAIMABLE_CLAIMED_BEFORE, CLAIMABLE_PAUSED (something stops the payer's account),
   * PAYEE_CANNOT_RECEIVE, PAYEE_LIMIT, what `receiving` throws, ID_REUSED: then nothing moved.
   * @param receiving reads who claims and the account that the money comes to, as they are now
   * @param alongside records that go with it, and fail it when they are no longer as they must be
   */
  return async function claim(
    card: CardRecord,
    receiving: () => Promise<Claimant>,
    key: WriteKey,
    alongside: readonly RecordChange[] = [],
  ): Promise<{ readonly shareId: string }> {
    const arrived = clock.now()
    const claimant = await receiving()
    const [open, payer, inward] = await Promise.all([
      openShares(deps, card),
      people.person(card.customer_id),
      payeeSide(rules, claimant, businessDate(arrived)),
    ])
    if (!payer) throw new Error('an open card without its payer')
    const from = accountOf(card)
    const to = refOf(claimant.account)
    const note = card.note_sealed && sealer.open(card.note_sealed)
    const sides = sidesOf(payer, claimant.person, note)
    const through = [...turnoverOf(from, card.class), ...inward.through]
    const classes = classCounters(from, card.class)
    const stops = stopped(from, 'out')

    try {
      return await writes.submit<{ shareId: string }>({
        ...key,
        accounts: [from, to],
        holds: open,
        counters: [stops, ...classes, ...through, ...inward.counters],
        authorisation: null,
        decide(seen) {
          refuseChangedClass(seen, classes)
          const now = clock.now()
          const id = firstOpen(seen, card, open, now)
          // What stops the payer's account is no affair of the claimant's.
          if (seen.used(stops) > 0) throw new BankError('CLAIMABLE_PAUSED')
          inward.refuseShut(seen)
          inward.refuse(seen, card.amount)
          const tookMs = Math.max(0, now - arrived)
          const deed = transferDeed({ id, from, to, amount: card.amount, sides, at: arrived, tookMs }, sealer)
          return {
            opens: [],
            movements: [{ kind: 'void-hold', id }, ...deed.movements],
            count: [...inward.counted, ...through].map((counter) => ({ counter, by: card.amount })),
            records: [
              ...deed.records,
              ...alongside,
              {
                update: 'claimable_shares',
                where: { customer_id: card.customer_id, id, state: 'open' },
                set: { state: 'claimed', claimant_id: to.owner, ended_by: key.id, ended_at: arrived },
              },
            ],
            outbox: [
              ...deed.outbox,
              smsEntry(derivedId('claimable-claimed-sms', card.customer_id, id), {
                about: 'claimable-claimed',
                to: card.customer_id,
                from: to.owner,
                amount: card.amount,
              }),
            ],
            answer: { shareId: id },
          }
        },
      })
    } catch (error) {
      // Nothing was stored: look again. What is gone by now is told as what became of it.
      if (error instanceof ClassChanged || error instanceof ShareGone)
        return claim(await ownCard(db, card.customer_id, card.id), receiving, key, alongside)
      throw error instanceof RecordTaken && error.constraint === 'claimable_shares_claimant'
        ? new BankError('CLAIMABLE_CLAIMED_BEFORE')
        : error
    }
  }
}

export type Claiming = ReturnType<typeof createClaiming>

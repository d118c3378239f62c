/** Claiming a share to a bound card of one's own: the write that takes it, before the card's bank hears of it. */
import { ownCard as boundCard } from '../accounts/records.ts'
import type { Log } from '../bank.ts'
import type { Caller } from '../caller.ts'
import { sendNow } from '../card-orders/due.ts'
import { begunColumns, relyingOn, type Settlement } from '../card-orders/settling.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { CARD_CLEARING, CORE_CLEARING } from '../house.ts'
import type { Standing } from '../restrictions/standing.ts'
import { stopped } from '../restrictions/stops.ts'
import { sidesOf } from '../transfers/deed.ts'
import { RecordChanged, RecordTaken } from '../writes/records.ts'
import type { RecordChange, Seen, WriteKey } from '../writes/write.ts'
import { type ClaimingDependencies, firstOpen, openShares, ShareGone } from './claiming.ts'
import { ownPayout, type PayoutRecord } from './payouts.ts'
import { accountOf, type CardRecord, ownCard } from './records.ts'

export interface ToCardDependencies extends ClaimingDependencies {
  readonly standing: Pick<Standing, 'guard'>
  readonly claimSettlement: Settlement<PayoutRecord>
  readonly log: Log
  /** How long a person waits for the card's bank before they are told that it is under way. */
  readonly patienceMs?: number
}

/** Of whom, to which of their cards, and the id of the order to it. */
export interface ClaimToCard {
  readonly claimantId: string
  readonly cardId: string
  readonly payoutId: string
  /** The payer's word, where it is theirs: written with it. Who gives it is not told what stops the claimant. */
  readonly confirmed?: RecordChange
}

const PATIENCE_MS = 4_000

export function createClaimingToCard(deps: ToCardDependencies) {
  const { db, writes, clock, sealer, people, standing, log, claimSettlement, patienceMs = PATIENCE_MS } = deps

  /** Throws ENDED's codes, CLAIMABLE_CLAIMED_BEFORE, CLAIMABLE_PAUSED, CLAIM_ACCOUNT_NEEDED, CARD_NOT_BOUND (another's, too), what stops the claimant, ID_REUSED; RecordChanged of `confirmed`. */
  async function take(card: CardRecord, claim: ClaimToCard, key: WriteKey): Promise<void> {
    const { claimantId, cardId, payoutId, confirmed } = claim
    const told = (stop: unknown) =>
      confirmed && stop instanceof BankError ? new BankError('CLAIMANT_CANNOT_RECEIVE', { cause: stop }) : stop
    const bound = await boundCard(db, claimantId, cardId)
    const [open, payer, claimant, guard] = await Promise.all([
      openShares(deps, card),
      people.person(card.customer_id),
      people.person(claimantId),
      standing.guard(claimantId).catch((refusal: unknown) => {
        throw told(refusal)
      }),
    ])
    if (!payer) throw new Error('an open card without its payer')
    if (!claimant) throw new BankError('CLAIM_ACCOUNT_NEEDED')
    const from = accountOf(card)
    const stops = stopped(from, 'out')
    const sides = sidesOf(payer, claimant, card.note_sealed && sealer.open(card.note_sealed))
    const movementId = derivedId('claim-payout', claimantId, payoutId)
    const refuseStopped = (seen: Seen) => {
      try {
        guard.refuse(seen)
      } catch (refusal) {
        throw told(refusal)
      }
    }
    try {
      await writes.submit<{ payoutId: string }>({
        ...key,
        accounts: [from, ...guard.accounts],
        holds: open,
        counters: [stops, ...guard.counters],
        authorisation: null,
        decide(seen) {
          refuseStopped(seen)
          const now = clock.now()
          const share = firstOpen(seen, card, open, now)
          if (seen.used(stops) > 0) throw new BankError('CLAIMABLE_PAUSED')
          const { amount } = card
          const legs = [
            { account: from, amount: -amount },
            { account: bound.own ? CORE_CLEARING : CARD_CLEARING, amount },
          ]
          return {
            opens: [],
            movements: [
              { kind: 'void-hold', id: share },
              // Only the word of the card's bank ends it.
              { kind: 'hold', id: movementId, code: 'claim-payout', legs, expiresAt: null },
            ],
            count: [],
            records: [
              relyingOn(claimantId, bound.id, payoutId),
              ...(confirmed ? [confirmed] : []),
              {
                update: 'claimable_shares',
                where: { customer_id: from.owner, id: share, state: 'open' },
                set: { state: 'taking', claimant_id: claimantId },
              },
              {
                insert: 'claim_payouts',
                row: {
                  customer_id: claimantId,
                  id: payoutId,
                  payer_id: from.owner,
                  account_id: from.id,
                  claimable_id: card.id,
                  share_id: share,
                  movement_id: movementId,
                  card_id: bound.id,
                  own: bound.own,
                  amount,
                  sides_sealed: sealer.seal(JSON.stringify(sides)),
                  ...begunColumns(now),
                },
              },
            ],
            outbox: [],
            answer: { payoutId },
          }
        },
      })
    } catch (error) {
      if (error instanceof ShareGone) return take(await ownCard(db, card.customer_id, card.id), claim, key)
      if (error instanceof RecordTaken && error.constraint === 'claimable_shares_claimant')
        throw new BankError('CLAIMABLE_CLAIMED_BEFORE')
      const unbound = error instanceof RecordChanged && !confirmed
      throw unbound ? new BankError('CARD_NOT_BOUND', { field: 'cardId' }) : error
    }
  }

  /** Takes a share and waits a few seconds for its end. */
  return async (card: CardRecord, claim: ClaimToCard, key: WriteKey, { traceId }: Caller): Promise<void> => {
    await take(card, claim, key)
    const record = await ownPayout(db, claim.claimantId, claim.payoutId)
    await sendNow({ log, patienceMs }, claimSettlement, record, traceId)
  }
}

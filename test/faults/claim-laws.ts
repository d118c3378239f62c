/** Law 13, and laws 1 to 3 and 6 for cards in the chat, each of one share, and for the claims to accounts and bank cards. */
import { derivedId } from '../../src/bank/derived-id.ts'
import { about, type Evidence, type Violation } from './evidence.ts'
import { type ClaimPayout, cardPaid, type Found, type Share } from './findings.ts'
import { isMade, isPlain, type Story } from './history.ts'
import { madeAsOrdered } from './made-as-ordered.ts'
import { claimIdOf } from './orders.ts'

export function* cardsInTheChat(evidence: Evidence): Generator<Violation> {
  for (const story of evidence.stories.values()) {
    if (story.kind !== 'claimable' || !(yield* madeAsOrdered(evidence, story))) continue
    const shares = evidence.found.shares.get(story.order) ?? []
    const [share] = shares
    if (shares.length !== 1 || !share) yield about(13, `has ${shares.length} shares`, story)
    else {
      yield* claimedOnce(evidence, story, share)
      yield* claimAnswered(evidence, story, share)
    }
  }
}

/** The share that a card in the chat has, and what became of it. */
export const shareOf = (found: Found, { order }: Story): Share | undefined => found.shares.get(order)?.[0]
export const isClaimed = (share: Share | undefined): boolean => share?.state === 'claimed'
/** Claimed to a bank card. */
export const isPaidOut = (found: Found, { order }: Story): boolean =>
  found.claimPayouts.get(claimIdOf(order))?.[0]?.state === 'done'

function* claimedOnce({ found, people }: Evidence, story: Story, share: Share): Generator<Violation> {
  const [payer, claimant] = [people[story.who], people[story.to ?? -1]]
  const claimed = isClaimed(share)
  if (share.state !== 'open' && !claimed) yield about(13, `is ${share.state} and not decided`, story)
  const byOther = share.claimant_id !== claimant?.customerId || share.ended_by !== claimIdOf(story.order)
  if (claimed && byOther) yield about(13, `is claimed by ${share.claimant_id} with ${share.ended_by}`, story)

  const transfers = found.transfers.get(share.id) ?? []
  const payouts = found.claimPayouts.get(claimIdOf(story.order)) ?? []
  const paid = payouts.filter(({ state }) => state === 'done')
  if (transfers.length + paid.length !== Number(claimed))
    yield about(13, `is ${share.state}, with ${transfers.length} transfers and ${paid.length} payouts`, story)
  const amounts = (movement: string) =>
    (found.postings.get(movement) ?? []).map(({ account_id, amount }) => `${account_id} ${amount}`).sort()
  if (transfers.length > 0) {
    const moved = amounts(derivedId('transfer', payer?.customerId ?? '', share.id))
    const due = [`${payer?.accountId} ${-story.amount}`, `${claimant?.accountId} ${story.amount}`].sort()
    if (moved.join() !== due.join()) yield about(13, `has the postings [${moved}]`, story)
  }
  for (const payout of payouts) yield* paidOut(found, story, payout, claimant?.agreementNo)
}

/** Law 6 for a claim to a bank card. */
function* paidOut(
  found: Found,
  story: Story,
  payout: ClaimPayout,
  agreementNo: string | undefined,
): Generator<Violation> {
  const { state, movement_id } = payout
  if (state !== 'done' && state !== 'refused') yield about(6, `its claim is ${state} and not decided`, story)
  const outside = found.payouts.get(claimPayoutId(payout))
  if (outside && outside.account !== agreementNo) yield about(6, `its claim was paid to ${outside.account}`, story)
  const due = state === 'done' ? story.amount : 0
  const moved = cardPaid(outside)
  const left = (found.postings.get(movement_id) ?? []).reduce((sum, { amount }) => sum + Math.min(0, amount), 0)
  if (moved !== due || left !== -due)
    yield about(6, `its claim is ${state}, its card moved ${moved}, its payer’s account ${left}`, story)
}

/** How the card system knows a claim. */
export const claimPayoutId = ({ customer_id, id }: ClaimPayout): string =>
  derivedId('claim-payout-order', customer_id, id)

/** Laws 1 to 3 for the claim. */
function* claimAnswered({ stories }: Evidence, { order }: Story, share: Share): Generator<Violation> {
  const claim = stories.get(claimIdOf(order))
  if (!claim) return
  const claimed = isClaimed(share)
  if (isMade(claim) && claim.state === 'done' && !claimed) yield about(1, 'was acknowledged, and is not claimed', claim)
  if (!isMade(claim) && isPlain(claim) && claimed)
    yield about(3, `was refused (${claim.refusals}), and is claimed`, claim)
}

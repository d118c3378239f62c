/** A card in the hands of whoever opens it, and the payer's word on who asks. */

import { businessDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { shownName } from '../accounts/people.ts'
import { ownCard as boundCard, cardsOf } from '../accounts/records.ts'
import type { Caller } from '../caller.ts'
import type { Claimables } from '../capabilities.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import { movesNothing } from '../writes/moves-nothing.ts'
import { RecordChanged, RecordTaken } from '../writes/records.ts'
import type { WriteKey } from '../writes/write.ts'
import type { ClaimablesDependencies } from './claimables.ts'
import { createClaiming, firstOpen, openShares, ShareGone } from './claiming.ts'
import { lastPayout, ownPayout } from './payouts.ts'
import { type Receiver, receiverOf } from './receiver.ts'
import {
  type AskRecord,
  accountOf,
  asksOf,
  type CardRecord,
  cardByToken,
  ownCard,
  sharesOf,
  stateOf,
} from './records.ts'
import { createClaimingToCard } from './to-card.ts'

type ClaimCard = Answer<'POST /v1/claimables/card'>
type OwnClaimCard = Answer<'POST /v1/claimables/card/own'>
type Claim = Answer<'POST /v1/claimables/claims'>

/** What a claim's write has stored: the transfer, the order to a card, or that the payer was asked. */
type Written = { readonly shareId: string } | { readonly payoutId: string } | { readonly asked: true }

const WAYS = {
  account: 'CLAIM_ACCOUNT_NEEDED',
  topup: 'CLAIM_TOPUP_NEEDED',
  branch: 'CLAIM_BRANCH_NEEDED',
} as const

export function createClaims(
  deps: ClaimablesDependencies & Pick<Claimables, 'get'>,
): Pick<Claimables, 'card' | 'opened' | 'claim' | 'answer'> {
  const { db, writes, clock, rules, sealer, people, payees, standing, get } = deps
  const claimShare = createClaiming(deps)
  const claimToCard = createClaimingToCard(deps)

  async function shown(card: CardRecord): Promise<ClaimCard> {
    const [payer, shares] = await Promise.all([
      people.person(card.customer_id),
      sharesOf(db, card.customer_id, [card.id]),
    ])
    const state = stateOf(card, shares, clock.now())
    return {
      payer: payer ? shownName(payer) : '',
      amount: card.amount,
      mode: card.mode,
      shares: card.shares,
      left: state === 'open' ? shares.filter((share) => share.state === 'open').length : 0,
      state,
      expiresAt: card.expires_at,
    }
  }

  const askOf = async (card: CardRecord, customerId: string): Promise<AskRecord | undefined> =>
    (await asksOf(db, card.customer_id, [card.id])).find(({ claimant_id }) => claimant_id === customerId)

  /**
   * A named card is for whose number it is when they open it. Of who has no account yet nobody knows: they open one first,
   * with that number or another.
   */
  async function isForAnother({ mode, mobile_sealed: sealed }: CardRecord, customerId: string): Promise<boolean> {
    if (mode !== 'named' || !(await people.person(customerId))) return false
    return !sealed || (await people.findByMobile(sealer.open(sealed)))?.customerId !== customerId
  }

  /** How it stands between a card and a customer who opened it. */
  async function standsOf(card: CardRecord, customerId: string): Promise<Pick<OwnClaimCard, 'stands' | 'orderId'>> {
    if (card.customer_id === customerId) return { stands: 'own', orderId: card.id }
    const share = (await sharesOf(db, card.customer_id, [card.id])).find((one) => one.claimant_id === customerId)
    if (share?.state === 'taking') return { stands: 'taking', orderId: null }
    if (share) return { stands: 'claimed', orderId: share.to_card ? null : share.id }
    const ask = await askOf(card, customerId)
    // Confirmed and without a share: their card's bank has refused it. The payer's word stands.
    if (ask && ask.state !== 'confirmed') return { stands: ask.state, orderId: null }
    return { stands: (await isForAnother(card, customerId)) ? 'for-another' : 'free', orderId: null }
  }

  /** The bound cards that it may be claimed to, and how the last claim to one stands. */
  async function ofCards(
    { customerId, language }: Caller,
    card: CardRecord,
  ): Promise<Pick<OwnClaimCard, 'cards' | 'payout'>> {
    const [cards, last] = await Promise.all([cardsOf(db, customerId), lastPayout(db, customerId, card.id)])
    const bankName = (one: { bank_name: string; bank_name_en: string }) =>
      language === 'zh' ? one.bank_name : one.bank_name_en
    const reason = language === 'zh' ? last?.reason_zh : last?.reason_en
    return {
      cards: cards.map((one) => ({ id: one.id, bankName: bankName(one), last4: one.last4 })),
      payout: last
        ? { id: last.id, state: last.state, reason: reason ?? null, bankName: bankName(last), last4: last.last4 }
        : null,
    }
  }

  async function opened(caller: Caller, token: string): Promise<OwnClaimCard> {
    const { customerId } = caller
    const card = await cardByToken(db, token)
    const [words, stands, ofOwn, receiver] = await Promise.all([
      shown(card),
      standsOf(card, customerId),
      ofCards(caller, card),
      receiverOf(deps, customerId),
    ])
    if ('way' in receiver) return { ...words, ...stands, ...ofOwn, account: null, ...receiver }
    const { id, class: kind, last4 } = receiver.account
    return {
      ...words,
      ...stands,
      ...ofOwn,
      account: kind === 'payroll' ? null : { id, class: kind, last4 },
      way: null,
      topupAccountId: null,
    }
  }

  /** Throws CLAIM_ACCOUNT_NEEDED, CLAIM_TOPUP_NEEDED, CLAIM_BRANCH_NEEDED, and what stops the account. */
  async function readyOf(customerId: string): Promise<Exclude<Receiver, { way: string }>> {
    const receiver = await receiverOf(deps, customerId)
    if ('way' in receiver) throw new BankError(WAYS[receiver.way])
    await standing.refuse(receiver.account, 'in')
    return receiver
  }

  const STANDS = {
    own: 'CLAIMABLE_OWN',
    taking: 'CLAIMABLE_TAKING',
    claimed: 'CLAIMABLE_CLAIMED_BEFORE',
    asked: 'CLAIMABLE_ASKED_BEFORE',
    declined: 'CLAIMABLE_DECLINED',
    'for-another': 'CLAIMABLE_FOR_ANOTHER',
  } as const

  /**
   * Claims a share, or asks the payer for one. Needs no PIN: it only brings in. A repeat is told how it stands. Throws
   * CLAIMABLE_* and CLAIM_*, what stops the claimant's account, ID_REUSED: then nothing moved.
   */
  async function claimOnce(caller: Caller, order: Body<'POST /v1/claimables/claims'>, key: WriteKey): Promise<Claim> {
    const owner = caller.customerId
    const earlier = await writes.earlier<Written>(key)
    const card = await cardByToken(db, order.token)
    if (earlier) return claimed(order.id, card, owner, earlier)
    const { stands } = await standsOf(card, owner)
    if (stands === 'own') throw new BankError(STANDS.own)
    if (stands !== 'claimed' && stands !== 'taking') await openShares(deps, card)
    if (stands !== 'free') throw new BankError(STANDS[stands])
    const { cardId = null } = order
    const asks = card.mode === 'confirm' && (await askOf(card, owner))?.state !== 'confirmed'
    if (asks) {
      await (cardId === null ? readyOf(owner) : boundCard(db, owner, cardId))
      return claimed(order.id, card, owner, await ask(card, owner, key, cardId))
    }
    if (cardId !== null) {
      await claimToCard(card, { claimantId: owner, cardId, payoutId: order.id }, key, caller)
      return claimed(order.id, card, owner, { payoutId: order.id })
    }
    const written = await claimShare(card, () => readyOf(owner), key).catch(async (error: unknown) => {
      // On another phone at the same moment: what they have is told before what they may not.
      const has = error instanceof BankError && ['claimed', 'taking'].includes((await standsOf(card, owner)).stands)
      throw has && error.code !== 'ID_REUSED' ? new BankError(STANDS.claimed) : ownWords(error)
    })
    return claimed(order.id, card, owner, written)
  }

  async function claim(caller: Caller, order: Body<'POST /v1/claimables/claims'>): Promise<Claim> {
    const { id, token, cardId } = order
    const owner = caller.customerId
    const key = { owner, id, kind: 'claim', content: cardId ? `${token}|${cardId}` : token }
    try {
      return await claimOnce(caller, order, key)
    } catch (error) {
      // What its own twin has done at the same moment is no refusal.
      const twin = error instanceof BankError && error.code !== 'ID_REUSED'
      const written = twin ? await writes.earlier<Written>(key) : undefined
      if (!written) throw error
      return claimed(id, await cardByToken(db, token), owner, written)
    }
  }

  async function claimed(id: string, card: CardRecord, owner: string, written: Written): Promise<Claim> {
    if ('shareId' in written) return { id, state: 'done', transferId: written.shareId }
    if ('payoutId' in written)
      return { id, state: (await ownPayout(db, owner, written.payoutId)).state, transferId: null }
    const { stands, orderId } = await standsOf(card, owner)
    if (stands === 'claimed') return { id, state: 'done', transferId: orderId }
    const payout = stands === 'asked' ? undefined : await lastPayout(db, owner, card.id)
    return { id, state: payout?.state ?? 'asked', transferId: null }
  }

  /** A card that is over is asked for by nobody. Throws CLAIMABLE_ASKS_LIMIT, CLAIMABLE_ASKED_BEFORE, ENDED's codes. */
  async function ask(card: CardRecord, claimantId: string, key: WriteKey, cardId: string | null): Promise<Written> {
    const max = await rules.on('claimables.asks', '', businessDate(clock.now()))
    const taken = new Set((await asksOf(db, card.customer_id, [card.id])).map(({ place }) => place))
    const place = Array.from({ length: max }, (_, before) => before + 1).find((free) => !taken.has(free))
    if (place === undefined) throw new BankError('CLAIMABLE_ASKS_LIMIT')
    const { customer_id: payer, id: claimableId, amount } = card
    const row = {
      customer_id: payer,
      claimable_id: claimableId,
      claimant_id: claimantId,
      id: derivedId('claimable-ask', claimantId, key.id),
      state: 'asked',
      asked_at: clock.now(),
      place,
      card_id: cardId,
    }
    const message = { about: 'claimable-asked', to: payer, from: claimantId, amount } as const
    const open = await openShares(deps, card)
    try {
      return await writes.submit<Written>({
        ...key,
        accounts: [accountOf(card)],
        holds: open,
        counters: [],
        authorisation: null,
        decide(seen) {
          firstOpen(seen, card, open, clock.now())
          return {
            ...{ opens: [], movements: [], count: [] },
            records: [{ insert: 'claimable_asks', row }],
            outbox: [smsEntry(derivedId('claimable-asked-sms', claimantId, key.id), message)],
            answer: { asked: true },
          }
        },
      })
    } catch (error) {
      // Nothing was stored: look again. Somebody else who asked at the same moment may have the place.
      const outrun = error instanceof RecordTaken && error.constraint === 'claimable_asks_place'
      if (outrun || error instanceof ShareGone) return ask(card, claimantId, key, cardId)
      throw error instanceof RecordTaken ? new BankError('CLAIMABLE_ASKED_BEFORE') : error
    }
  }

  /**
   * The payer's word on who asks: confirmed, the money moves at once, to a bank card as fast as its bank is. Throws NOT_FOUND, CLAIMABLE_ANSWERED, ENDED's codes,
   * CLAIMANT_CANNOT_RECEIVE, PAYEE_REPORTED, CLAIMABLE_REPORTED, PAYEE_LIMIT, ACCOUNT_STOPPED, ID_REUSED: then the question stands as before.
   */
  async function answer(
    caller: Caller,
    claimableId: string,
    askId: string,
    order: Body<'POST /v1/claimables/:claimableId/asks/:askId'>,
  ) {
    const owner = caller.customerId
    const card = await ownCard(db, owner, claimableId)
    const key = { owner, id: order.id, kind: 'claimable.answer', content: `${claimableId}|${askId}|${order.confirm}` }
    if (await writes.earlier(key)) return get(caller, claimableId)
    const find = async () => (await asksOf(db, owner, [claimableId])).find(({ id }) => id === askId)
    const asked = await find()
    if (!asked) throw new BankError('NOT_FOUND')
    if (asked.state !== 'asked') {
      if (await writes.earlier(key)) return get(caller, claimableId)
      throw new BankError('CLAIMABLE_ANSWERED')
    }
    const answered = {
      update: 'claimable_asks',
      where: { customer_id: owner, claimable_id: claimableId, claimant_id: asked.claimant_id, state: 'asked' },
      set: { state: order.confirm ? 'confirmed' : 'declined', answered_at: clock.now() },
    }
    try {
      if (order.confirm) await payees.refuseReported(owner, asked.claimant_id, 'askId')
      if (order.confirm && asked.card_id !== null) {
        const payoutId = derivedId('confirmed-claim', asked.claimant_id, asked.id)
        const claim = { claimantId: asked.claimant_id, cardId: asked.card_id, payoutId, confirmed: answered }
        await claimToCard(card, claim, key, caller)
      } else if (order.confirm) {
        const receiving = async () => {
          const receiver = await receiverOf(deps, asked.claimant_id)
          if ('way' in receiver) throw new BankError('CLAIMANT_CANNOT_RECEIVE')
          return receiver
        }
        await claimShare(card, receiving, key, [answered])
      } else {
        await writes.submit(movesNothing(key, { records: [answered], answer: {} }))
      }
    } catch (error) {
      // Answered on another phone at the same moment: that is told before what else would keep it back.
      const refused = error instanceof RecordChanged || (error instanceof BankError && error.code !== 'ID_REUSED')
      const late = refused && (await find())?.state !== 'asked'
      if (late && (await writes.earlier(key))) return get(caller, claimableId)
      throw late ? new BankError('CLAIMABLE_ANSWERED') : payersWords(error)
    }
    return get(caller, claimableId)
  }

  return { card: async (token) => shown(await cardByToken(db, token)), opened, claim, answer }
}

/** What a transfer's payer is told of a payee, as the claimant is told it of themselves. */
function ownWords(error: unknown): unknown {
  if (!(error instanceof BankError)) return error
  if (error.code === 'PAYEE_LIMIT') return new BankError('CLAIM_LIMIT')
  return error.code === 'PAYEE_CANNOT_RECEIVE' ? new BankError('ACCOUNT_STOPPED') : error
}

/** As the payer is told it who confirms. */
function payersWords(error: unknown): unknown {
  // Their card was unbound meanwhile.
  if (error instanceof RecordChanged) return new BankError('CLAIMANT_CANNOT_RECEIVE')
  if (!(error instanceof BankError)) return error
  const shut = ['PAYEE_CANNOT_RECEIVE', 'CARD_NOT_BOUND', 'CLAIM_ACCOUNT_NEEDED'].includes(error.code)
  if (shut) return new BankError('CLAIMANT_CANNOT_RECEIVE')
  return error.code === 'CLAIMABLE_PAUSED' ? new BankError('ACCOUNT_STOPPED') : error
}

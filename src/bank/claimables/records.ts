import { maskMobile } from '../../contract/masks.ts'
import type { Fen } from '../../contract/money.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Sides } from '../accounts/entries.ts'
import { type People, shownName } from '../accounts/people.ts'
import type { AccountClass } from '../accounts/records.ts'
import type { AccountRef, Movement } from '../core.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { UNCLAIMED } from '../house.ts'
import { tokenHash } from '../token.ts'

export type Claimable = Answer<'GET /v1/claimables/:claimableId'>
export type CardState = Claimable['state']
export type ClaimMode = Body<'POST /v1/claimables'>['mode']

/** A row of table `claimables` with its account's class. */
export interface CardRecord {
  readonly customer_id: string
  readonly id: string
  readonly account_id: string
  readonly class: AccountClass
  /** Of a share. */
  readonly amount: Fen
  readonly shares: number
  readonly mode: ClaimMode
  /** Null, with the others: what is said of people was erased. */
  readonly token_sealed: Uint8Array | null
  readonly mobile_sealed: Uint8Array | null
  readonly note_sealed: Uint8Array | null
  readonly created_at: number
  readonly expires_at: number
}

/** A row of table `claimable_shares`; claimed, with the words of its transfer or of the claim to a card. */
export interface ShareRecord {
  readonly id: string
  readonly claimable_id: string
  readonly state: CardState
  readonly claimant_id: string | null
  readonly ended_by: string | null
  readonly ended_at: number | null
  readonly sides_sealed: Uint8Array | null
  readonly to_card: boolean
}

/** A row of table `claimable_asks`. */
export interface AskRecord {
  readonly claimable_id: string
  readonly claimant_id: string
  readonly id: string
  readonly state: 'asked' | 'confirmed' | 'declined'
  readonly asked_at: number
  /** From 1: as many may ask as there are places. */
  readonly place: number
  /** The claimant's bound card, where the money is to go to one. */
  readonly card_id: string | null
}

const CARD = `t.customer_id, t.id, t.account_id, a.class, t.amount, t.shares, t.mode, t.token_sealed, t.mobile_sealed,
  t.note_sealed, t.created_at, t.expires_at`
const ACCOUNT = 'join accounts a on a.customer_id = t.customer_id and a.id = t.account_id'
const BY_TOKEN = `select k.n, ${CARD} from unnest($1::text[]) with ordinality as k (hash, n)
  join claimables t on t.token_hash = decode(k.hash, 'hex') ${ACCOUNT}`
const BY_ID = `select k.n, ${CARD} from unnest($1::uuid[], $2::uuid[]) with ordinality as k (customer_id, id, n)
  join claimables t using (customer_id, id) ${ACCOUNT}`

/** What a person scrolls through; older cards are told with what the bank knows of them. */
const NEWEST = 50

export const accountOf = (card: Pick<CardRecord, 'customer_id' | 'account_id'>): AccountRef => ({
  owner: card.customer_id,
  id: card.account_id,
})

/** Of the nth share, counted from 1: its hold's, and its transfer's. */
export const shareId = (owner: string, claimableId: string, nth: number): string =>
  derivedId(`claimable-share-${nth}`, owner, claimableId)

/** What sets a share aside until its time, ms. */
export const shareHold = (from: AccountRef, id: string, amount: Fen, expiresAt: number): Movement => ({
  kind: 'hold',
  id,
  code: 'claimable',
  legs: [
    { account: from, amount: -amount },
    { account: UNCLAIMED, amount },
  ],
  expiresAt,
})

/** The payer's own card. Throws NOT_FOUND for an unknown one and for anyone else's. */
export async function ownCard(db: Database, customerId: string, id: string): Promise<CardRecord> {
  const [card] = await findRows<CardRecord>(db, BY_ID, [customerId, id])
  if (!card) throw new BankError('NOT_FOUND')
  return card
}

/** By its token. Throws CLAIMABLE_UNKNOWN. */
export async function cardByToken(db: Database, token: string): Promise<CardRecord> {
  const hash = Buffer.from(tokenHash(token)).toString('hex')
  const [card] = await findRows<CardRecord>(db, BY_TOKEN, [hash])
  if (!card) throw new BankError('CLAIMABLE_UNKNOWN')
  return card
}

/** The newest first. */
export const newestCards = (db: Database, customerId: string): Promise<readonly CardRecord[]> =>
  db.query<CardRecord>(
    `select ${CARD} from claimables t ${ACCOUNT} where t.customer_id = $1 order by t.created_at desc, t.id limit ${NEWEST}`,
    [customerId],
  )

/** Shares of some of a payer's cards, in the order of their ids; not those that another has replaced ('refused'). */
export const sharesOf = (db: Database, customerId: string, cards: readonly string[]): Promise<readonly ShareRecord[]> =>
  db.query<ShareRecord>(
    `select s.id, s.claimable_id, s.state, s.claimant_id, s.ended_by, s.ended_at,
       coalesce(t.sides_sealed, p.sides_sealed) as sides_sealed, p.id is not null as to_card
     from claimable_shares s left join transfers t on t.payer_id = s.customer_id and t.id = s.id
     left join claim_payouts p on p.payer_id = s.customer_id and p.share_id = s.id and p.state = 'done'
     where s.customer_id = $1 and s.claimable_id = any($2::uuid[]) and s.state <> 'refused' order by s.id`,
    [customerId, cards],
  )

export const asksOf = (db: Database, customerId: string, cards: readonly string[]): Promise<readonly AskRecord[]> =>
  db.query<AskRecord>(
    `select claimable_id, claimant_id, id, state, asked_at, place, card_id from claimable_asks
     where customer_id = $1 and claimable_id = any($2::uuid[]) order by asked_at, id`,
    [customerId, cards],
  )

/** What became of a card as a whole. From its time on it is expired, whether or not a worker has come to it. */
export function stateOf(card: CardRecord, shares: readonly Pick<ShareRecord, 'state'>[], now: number): CardState {
  const are = (state: CardState) => shares.some((share) => share.state === state)
  if (are('open')) return now < card.expires_at ? 'open' : 'expired'
  if (are('taking')) return 'taking'
  if (are('taken-back')) return 'taken-back'
  return are('expired') ? 'expired' : 'claimed'
}

/** The refusal of whoever comes too late. */
export const ENDED = {
  taking: 'CLAIMABLE_TAKING',
  claimed: 'CLAIMABLE_CLAIMED',
  'taken-back': 'CLAIMABLE_TAKEN_BACK',
  expired: 'CLAIMABLE_EXPIRED',
} as const

/** Cards as their payer sees them, by two queries however many they are. */
export async function shownCards(
  { db, sealer, people }: { readonly db: Database; readonly sealer: Sealer; readonly people: People },
  customerId: string,
  cards: readonly CardRecord[],
  now: number,
): Promise<Claimable[]> {
  if (cards.length === 0) return []
  const ids = cards.map(({ id }) => id)
  const [shares, asks] = await Promise.all([sharesOf(db, customerId, ids), asksOf(db, customerId, ids)])
  const open = (sealed: Uint8Array | null) => (sealed ? sealer.open(sealed) : null)
  const claimedBy = (sealed: Uint8Array | null) =>
    sealed ? (JSON.parse(sealer.open(sealed)) as Sides).payee.maskedName : null
  return Promise.all(
    cards.map(async (card) => {
      const own = shares.filter((share) => share.claimable_id === card.id)
      const state = stateOf(card, own, now)
      const waiting = asks.filter((ask) => ask.claimable_id === card.id && ask.state === 'asked' && state === 'open')
      const askers = await Promise.all(
        waiting.map(async ({ id, claimant_id, asked_at: at }) => {
          const person = await people.person(claimant_id)
          return person ? [{ id, maskedName: shownName(person), maskedMobile: maskMobile(person.mobile), at }] : []
        }),
      )
      const mobile = open(card.mobile_sealed)
      return {
        id: card.id,
        token: open(card.token_sealed) ?? '',
        accountId: card.account_id,
        amount: card.amount,
        mode: card.mode,
        state,
        maskedMobile: mobile && maskMobile(mobile),
        note: open(card.note_sealed),
        createdAt: card.created_at,
        expiresAt: card.expires_at,
        shares: own.map((share) => ({
          id: share.id,
          // Due, and not given back by the worker yet.
          state: share.state === 'open' ? state : share.state,
          claimedBy: claimedBy(share.sides_sealed),
          toCard: share.to_card,
          endedAt: share.ended_at,
        })),
        asks: askers.flat(),
      }
    }),
  )
}

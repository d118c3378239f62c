/**
 * Bank cards in a payer's book. A payer tells number and holder's name; whose card it is, is asked of nobody, and no name
 * is ever told: the card's bank says yes or no when money is on its way (card-transfers/). Number and name stay sealed.
 */
import { randomUUID } from 'node:crypto'
import { recogniseCard } from '../../contract/banks.ts'
import { maskCard, maskName } from '../../contract/masks.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Words } from '../accounts/entries.ts'
import { CARD_INDEX, NUMBER_PREFIX } from '../accounts/opening.ts'
import { accountsOf } from '../accounts/records.ts'
import type { Caller, Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Reported } from './reported.ts'

type CardPayee = Answer<'POST /v1/card-payees'>
type KnownCardPayee = Answer<'GET /v1/payees'>['cards'][number]

/** Domains of the blind indexes of a number alone, and with a name. */
const PAID_INDEX = 'card-payee-number'
const TOLD_INDEX = 'card-payee'
/** More than anybody pays; what is older than these is told again. */
const LISTED = 200

/** What is paid to. */
interface ToldCard {
  readonly number: string
  /** The holder's, in full. */
  readonly name: string
}

/** A card that can be paid now. */
export interface ReadyCard extends ToldCard {
  readonly bank: Words | null
  /** Paid before under this name, so that paying it again guesses at nothing. */
  readonly known: boolean
}

interface Row {
  readonly id: string
  readonly card_sealed: Uint8Array
  readonly paid_at: number | null
  readonly alias_sealed: Uint8Array | null
}
/** A card that is about to be paid. */
interface KeptRow extends Row {
  /** When the payer said that they have read the warning of it. */
  readonly warned_at: number | null
}

const BY_ID = `
  select k.n, p.id, p.card_sealed, p.paid_at, p.alias_sealed, p.warned_at
  from unnest($1::uuid[], $2::uuid[]) with ordinality as k (payer_id, id, n) join card_payees p using (payer_id, id)`

interface CardBookDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly sealer: Sealer
  /** How this bank's own cards begin. */
  readonly institution: { readonly classOneBin: string }
  /** Counts a card that is told; throws CARD_PAYEE_LIMIT. */
  readonly count: (customerId: string) => Promise<void>
  readonly reported: Pick<Reported, 'cards' | 'refuse'>
}

/** The bank by the card's first digits; null where they do not tell. */
function bankByNumber(number: string): Words | null {
  const bank = recogniseCard(number)?.bank
  return bank ? { zh: bank.zh, en: bank.en } : null
}

export function createCardBook({ db, clock, sealer, institution, count, reported }: CardBookDependencies) {
  const opened = <Kept extends Row>(row: Kept): Kept & ToldCard => ({
    ...row,
    ...(JSON.parse(sealer.open(row.card_sealed)) as ToldCard),
  })

  function shown(row: Row & ToldCard, onList: ReadonlySet<string>, language: Caller['language']): CardPayee {
    return {
      payeeId: row.id,
      maskedName: maskName(row.name),
      maskedNumber: maskCard(row.number),
      bankName: bankByNumber(row.number)?.[language] ?? null,
      alias: row.alias_sealed && sealer.open(row.alias_sealed),
      known: row.paid_at !== null,
      reported: onList.has(row.number),
    }
  }
  async function shownOne(row: Row, language: Caller['language']): Promise<CardPayee> {
    const card = opened(row)
    return shown(card, await reported.cards([card.number]), language)
  }

  /** Throws CARD_PAYEE_HERE, CARD_PAYEE_OWN: there is a better way to pay these. */
  async function refuseOurs(customerId: string, number: string): Promise<void> {
    const field = 'cardNumber'
    const bound = await db.query(
      'select id from cards where customer_id = $1 and number_index = $2 and unbound_at is null',
      [customerId, sealer.index(CARD_INDEX, number)],
    )
    if (bound.length > 0) throw new BankError('CARD_PAYEE_OWN', { field })
    if ([NUMBER_PREFIX, institution.classOneBin].some((prefix) => number.startsWith(prefix))) {
      throw new BankError('CARD_PAYEE_HERE', { field })
    }
  }

  /** Throws CARD_NAME_REQUIRED for a card that does not stand in the book. */
  async function paidBefore({ customerId, language }: Caller, number: string): Promise<CardPayee> {
    const [row] = await db.query<Row>(
      `select id, card_sealed, paid_at, alias_sealed from card_payees
       where payer_id = $1 and number_index = $2 and paid_at is not null order by paid_at desc limit 1`,
      [customerId, sealer.index(PAID_INDEX, number)],
    )
    if (!row) throw new BankError('CARD_NAME_REQUIRED', { field: 'name' })
    return shownOne(row, language)
  }

  /** Throws ACCOUNT_REQUIRED, CARD_NAME_REQUIRED, CARD_PAYEE_OWN, CARD_PAYEE_HERE, NAME_INVALID, CARD_PAYEE_LIMIT. */
  async function tellCard(
    caller: Caller,
    { cardNumber: number, name: typed }: Body<'POST /v1/card-payees'>,
  ): Promise<CardPayee> {
    const { customerId, language } = caller
    if ((await accountsOf(db, customerId)).length === 0) throw new BankError('ACCOUNT_REQUIRED')
    await refuseOurs(customerId, number)
    if (typed === undefined) return paidBefore(caller, number)
    const name = typed.trim()
    if (name.length < 2) throw new BankError('NAME_INVALID', { field: 'name' })
    await count(customerId)
    const [row] = await db.query<Row>(
      `insert into card_payees (payer_id, id, told_index, number_index, card_sealed, told_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (payer_id, told_index) do update set told_at = excluded.told_at
       returning id, card_sealed, paid_at, alias_sealed`,
      [
        customerId,
        randomUUID(),
        sealer.index(TOLD_INDEX, `${number} ${name}`),
        sealer.index(PAID_INDEX, number),
        sealer.seal(JSON.stringify({ number, name } satisfies ToldCard)),
        clock.now(),
      ],
    )
    if (!row) throw new Error('a card was neither added nor found')
    return shownOne(row, language)
  }

  /**
   * The card behind an id of this payer's, for an order that is made now. Throws CARD_PAYEE_UNKNOWN, for another payer's id
   * too, PAYEE_REPORTED.
   */
  async function readyCard(payerId: string, payeeId: string): Promise<ReadyCard> {
    const [row] = await findRows<KeptRow>(db, BY_ID, [payerId, payeeId])
    if (!row) throw new BankError('CARD_PAYEE_UNKNOWN', { field: 'to' })
    const { number, name, paid_at, warned_at } = opened(row)
    const onList = await reported.cards([number])
    await reported.refuse({ reported: onList.has(number), warned_at }, 'to')
    return { number, name, bank: bankByNumber(number), known: paid_at !== null }
  }

  /** Cards that were paid, the latest first. */
  async function listCards({ customerId, language }: Caller): Promise<KnownCardPayee[]> {
    const rows = await db.query<Row & { paid_at: number }>(
      `select id, card_sealed, paid_at, alias_sealed from card_payees where payer_id = $1 and paid_at is not null
       order by paid_at desc, id limit $2`,
      [customerId, LISTED],
    )
    const cards = rows.map(opened)
    const onList = await reported.cards(cards.map(({ number }) => number))
    return cards.map((card) => ({ ...shown(card, onList, language), paidAt: card.paid_at }))
  }

  /** Whether there is such a card in the book; then it bears the name, sealed, or none. */
  async function renameCard(payerId: string, payeeId: string, aliasSealed: Uint8Array | null): Promise<boolean> {
    const found = await db.query(
      'update card_payees set alias_sealed = $3 where payer_id = $1 and id = $2 and paid_at is not null returning id',
      [payerId, payeeId, aliasSealed],
    )
    return found.length > 0
  }

  /** What is not in the book is swept when nothing hangs on it any more. */
  async function removeCard(payerId: string, payeeId: string): Promise<void> {
    await db.query('update card_payees set paid_at = null, alias_sealed = null where payer_id = $1 and id = $2', [
      payerId,
      payeeId,
    ])
  }

  return { tellCard, readyCard, listCards, renameCard, removeCard }
}
export type CardBook = ReturnType<typeof createCardBook>

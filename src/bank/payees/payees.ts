/**
 * bank/payees/: whom a customer may pay. Found by mobile number, counted, and kept under an id that is good for this payer
 * only; before the first payment the payer tells the payee's surname, which is never shown; who was paid stands in the
 * payer's book (book.ts). Bank cards are told with their holder's name instead (cards.ts). Of who was reported the payer
 * is warned (reported.ts).
 */
import { randomUUID } from 'node:crypto'
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import { maskMobile } from '../../contract/masks.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { type People, type Person, shownName } from '../accounts/people.ts'
import { mayReceive, type Receiver, receivingAccounts } from '../accounts/receiving.ts'
import { type AccountRecord, accountsOf, cardsOf } from '../accounts/records.ts'
import { countAttempt } from '../attempts.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Payees } from '../capabilities.ts'
import type { Core } from '../core.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { createPayeeBook } from './book.ts'
import { type CardBook, createCardBook } from './cards.ts'
import { createReported, isReported } from './reported.ts'
import { surnameOf } from './surname.ts'

interface PayeesDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly rules: Rules
  readonly people: People
  readonly sealer: Sealer
  readonly core: Core
  readonly institution: { readonly classOneBin: string }
}

/** A payee who can be paid now. */
export interface ReadyPayee {
  readonly person: Person
  readonly account: Pick<AccountRecord, 'customer_id' | 'id' | 'class'>
  /** Paid before. */
  readonly known: boolean
  /** Nothing is asked of who they are any more. */
  readonly named: boolean
}

/** Whom a payer has kept under an id, with the account that is to be paid while it is active. */
type KeptPayee = Pick<AccountRecord, 'customer_id' | 'id' | 'class' | 'receiving_place'> & {
  readonly known: boolean
  readonly named_at: number | null
  readonly warned_at: number | null
  readonly reported: boolean
}
const KEPT = `
  select k.n, a.customer_id, a.id, a.class, a.receiving_place, p.known, p.named_at, p.warned_at,
    ${isReported('p.payee_id', 'k.date')} as reported
  from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality as k (payer_id, id, date, n)
  join payees p on p.payer_id = k.payer_id and p.id = k.id
  join accounts a on a.customer_id = p.payee_id and a.id = p.account_id
  where a.status = 'active'`

/** A payee whom the payer did not look up. */
export type MetPayee = Pick<KeptPayee, 'known' | 'warned_at' | 'reported'> & { readonly payeeId: string }

/** An organisation's name is public and shown; of a person who was not paid before the surname is asked for. */
const isNamed = ({ known, named_at }: Pick<KeptPayee, 'known' | 'named_at'>, { organisation }: Person): boolean =>
  known || named_at !== null || organisation

/** Throws PAYEE_NAME_REQUIRED. Organisations pay whom their books name, by the hundred. */
export function refuseUnnamed({ named }: ReadyPayee, payer: Person): void {
  if (!named && !payer.organisation) throw new BankError('PAYEE_NAME_REQUIRED', { field: 'payeeId' })
}

const COUNTED = {
  'payee-lookup': { rule: 'payee-lookups.day', code: 'PAYEE_LOOKUP_LIMIT', field: 'mobile' },
  'card-payee': { rule: 'card-payees.day', code: 'CARD_PAYEE_LIMIT', field: 'cardNumber' },
  'payee-name': { rule: 'payee-names.day', code: 'PAYEE_NAME_LIMIT', field: 'surname' },
} as const

export interface PayeesAndReady extends Payees {
  ready(payerId: string, payeeId: string, when?: 'ordered' | 'due'): Promise<ReadyPayee>
  readyCard: CardBook['readyCard']
  meet(payerId: string, personId: string, accountId: string): Promise<MetPayee>
  introduce(payerId: string, person: Person, account: AccountRecord): Promise<ReadyPayee & { readonly payeeId: string }>
  refuseReported(payerId: string, personId: string, field: string): Promise<void>
  refuseReportedMobile(payerId: string, mobile: string): Promise<void>
}

export function createPayees(deps: PayeesDependencies): PayeesAndReady {
  const { db, clock, rules, people, sealer } = deps
  const reported = createReported(deps)
  const kept = (payerId: string, payeeId: string) =>
    findRows<KeptPayee>(db, KEPT, [payerId, payeeId, businessDate(clock.now())]).then(([found]) => found)

  /**
   * Counts what was asked today and refuses once too many, exactly, however much runs at once. It counts before anything
   * is found, because an answer of 'nobody', or of 'wrong', tells something too.
   */
  async function count(what: keyof typeof COUNTED, customerId: string): Promise<void> {
    const { rule, code, field } = COUNTED[what]
    const now = clock.now()
    const today = businessDate(now)
    const max = await rules.on(rule, '', today)
    if (await countAttempt(db, { name: what, key: Buffer.from(customerId), period: today, max })) return
    const tomorrow = startOfDate(addDays(today, 1))
    throw new BankError(code, { field, retryAfter: Math.ceil((tomorrow - now) / 1000) })
  }

  /**
   * Throws PAYEE_NOT_IDENTIFIED: an account opened from afar may not receive from others yet (银发〔2016〕302号). Why not,
   * and what class it is, is its holder's affair.
   */
  function refuseClosed(account: Receiver, person: Person, field: string): void {
    if (!mayReceive(account, person.identified)) throw new BankError('PAYEE_NOT_IDENTIFIED', { field })
  }

  /**
   * Finds a payee by mobile number. Throws ACCOUNT_REQUIRED for a visitor, PAYEE_LOOKUP_LIMIT, PAYEE_UNKNOWN,
   * PAYEE_SELF, PAYEE_NOT_IDENTIFIED.
   */
  async function lookUp(caller: Caller, { mobile }: { mobile: string }): Promise<Answer<'POST /v1/payee-lookups'>> {
    // Who cannot pay has no reason to ask for names.
    const [own, cards] = await Promise.all([accountsOf(db, caller.customerId), cardsOf(db, caller.customerId)])
    if (own.length === 0 && !cards.some((card) => card.own)) throw new BankError('ACCOUNT_REQUIRED')
    await count('payee-lookup', caller.customerId)
    const person = await people.findByMobile(mobile)
    if (person?.customerId === caller.customerId) throw new BankError('PAYEE_SELF', { field: 'mobile' })
    const held = person ? receivingAccounts(await accountsOf(db, person.customerId)) : []
    const account = held.find((one) => person && mayReceive(one, person.identified)) ?? held[0]
    // A suspended account is nobody's business but its holder's: it looks like none.
    if (!person || !account) throw new BankError('PAYEE_UNKNOWN', { field: 'mobile' })
    refuseClosed(account, person, 'mobile')
    const [found] = await db.query<
      Pick<KeptPayee, 'known' | 'named_at' | 'reported'> & { id: string; alias_sealed: Uint8Array | null }
    >(
      `insert into payees (payer_id, id, payee_id, account_id, known, created_at) values ($1, $2, $3, $4, false, $5)
       on conflict (payer_id, payee_id) do update set account_id = excluded.account_id
       returning id, known, named_at, alias_sealed, ${isReported('payee_id', '$6')} as reported`,
      [caller.customerId, randomUUID(), person.customerId, account.id, clock.now(), businessDate(clock.now())],
    )
    if (!found) throw new Error('a payee was neither added nor found')
    return {
      payeeId: found.id,
      maskedName: shownName(person),
      maskedMobile: maskMobile(person.mobile),
      alias: found.alias_sealed && sealer.open(found.alias_sealed),
      known: found.known,
      reported: found.reported,
      named: isNamed(found, person) || ((await people.person(caller.customerId))?.organisation ?? false),
    }
  }

  /**
   * Takes the surname that the payer tells of somebody they have not paid before. Throws PAYEE_UNKNOWN, PAYEE_NAME_WRONG,
   * PAYEE_NAME_LIMIT.
   */
  async function tellSurname({ customerId }: Caller, payeeId: string, surname: string): Promise<Record<string, never>> {
    await count('payee-name', customerId)
    const found = await kept(customerId, payeeId)
    const person = found && (await people.person(found.customer_id))
    if (!person) throw new BankError('PAYEE_UNKNOWN', { field: 'payeeId' })
    if (!person.organisation && surnameOf(person.name) !== surname.trim()) {
      throw new BankError('PAYEE_NAME_WRONG', { field: 'surname' })
    }
    await db.query('update payees set named_at = coalesce(named_at, $3) where payer_id = $1 and id = $2', [
      customerId,
      payeeId,
      clock.now(),
    ])
    return {}
  }

  /**
   * The payee behind an id of this payer's, for an order that is made now or is due now. Throws PAYEE_UNKNOWN (another
   * payer's id too), PAYEE_NOT_IDENTIFIED, PAYEE_REPORTED.
   */
  async function ready(payerId: string, payeeId: string, when: 'ordered' | 'due' = 'ordered'): Promise<ReadyPayee> {
    const found = await kept(payerId, payeeId)
    const person = found && (await people.person(found.customer_id))
    if (!person) throw new BankError('PAYEE_UNKNOWN', { field: 'payeeId' })
    refuseClosed(found, person, 'payeeId')
    const named = isNamed(found, person)
    // One that was ordered before they were reported: paid, if its payer had been warned of them before.
    if (!(when === 'due' && found.warned_at !== null)) await reported.refuse(found)
    return { person, account: found, known: found.known, named }
  }

  const cards = createCardBook({ ...deps, reported, count: (customerId) => count('card-payee', customerId) })
  const { tellCard, readyCard } = cards
  /** Somebody who has asked this payer for money, as a payee of theirs, known or not. */
  async function meet(payerId: string, personId: string, accountId: string): Promise<MetPayee> {
    const now = clock.now()
    const [met] = await db.query<Pick<KeptPayee, 'known' | 'warned_at' | 'reported'> & { id: string }>(
      `insert into payees (payer_id, id, payee_id, account_id, known, created_at) values ($1, $2, $3, $4, false, $5)
       on conflict (payer_id, payee_id) do update set payee_id = excluded.payee_id
       returning id, known, warned_at, ${isReported('payee_id', '$6')} as reported`,
      [payerId, randomUUID(), personId, accountId, now, businessDate(now)],
    )
    if (!met) throw new Error('a payee was neither added nor found')
    return { payeeId: met.id, ...met }
  }

  /**
   * The same, to be paid now what they asked for: nothing more is asked of who they are, this time. Throws
   * PAYEE_NOT_IDENTIFIED, PAYEE_REPORTED.
   */
  async function introduce(payerId: string, person: Person, account: AccountRecord) {
    refuseClosed(account, person, 'accountId')
    const met = await meet(payerId, person.customerId, account.id)
    await reported.refuse(met)
    return { payeeId: met.payeeId, person, account, known: met.known, named: true }
  }

  /**
   * Holds somebody against the list whom a payer lets have money by a card in the chat. Throws PAYEE_REPORTED, about the
   * order's `field`; CLAIMABLE_REPORTED where there is no account that makes them a payee, and so no warning to be read.
   */
  async function refuseReported(payerId: string, personId: string, field: string): Promise<void> {
    if (!(await reported.customer(personId))) return
    const held = await accountsOf(db, personId)
    const account = receivingAccounts(held)[0] ?? held[0]
    if (!account) throw new BankError('CLAIMABLE_REPORTED', { field })
    await reported.refuse(await meet(payerId, personId, account.id), field)
  }

  /** The same of whose number it is, who need not be a customer. Throws PAYEE_REPORTED, CLAIMABLE_REPORTED. */
  async function refuseReportedMobile(payerId: string, mobile: string): Promise<void> {
    const person = await people.findByMobile(mobile)
    if (person) return refuseReported(payerId, person.customerId, 'mobile')
    if (await reported.mobile(mobile)) throw new BankError('CLAIMABLE_REPORTED', { field: 'mobile' })
  }

  const { acknowledge } = reported
  return {
    ...{
      lookUp,
      tellSurname,
      acknowledge,
      ready,
      meet,
      introduce,
      refuseReported,
      refuseReportedMobile,
      tellCard,
      readyCard,
    },
    ...createPayeeBook({ ...deps, cards }),
  }
}

/**
 * bank/classes/: a customer's further accounts, and the way from Class III up to Class II. What the bank knows of the
 * person is not asked again: the card's bank is, whether the bound card is theirs and, for Class II, of a kind that may
 * carry it. The debit agreement of that card stands, so the PIN is all that is signed with. It asks the verification
 * network and writes through the write path.
 */
import { v7 } from 'uuid'
import type { Connectors } from '../../connectors/outside.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { wentUp } from '../accounts/class-change.ts'
import { newAccountNumber, opening } from '../accounts/opening.ts'
import { freePlace, type PersonalClass, takingPlaces } from '../accounts/places.ts'
import { ownAccount, ownCard, refOf, usableAccount } from '../accounts/records.ts'
import { checkDiligence } from '../bindings/form.ts'
import { countVerification, verifyCard } from '../bindings/verification.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Accounts, Classes, Pins } from '../capabilities.ts'
import type { CustomerRecords, KnownPerson } from '../customers/customers.ts'
import { consentRecords, diligenceColumns } from '../customers/diligence.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { orderText } from '../pins/order.ts'
import type { Standing } from '../restrictions/standing.ts'
import { refuseStopped, stopped } from '../restrictions/stops.ts'
import type { Rules } from '../rules/rules.ts'
import type { OpeningScreening } from '../screening/screening.ts'
import type { RecordChange, WriteKey, WritePath } from '../writes/write.ts'

type AccountOrder = Body<'POST /v1/accounts'>
type UpgradeOrder = Body<'POST /v1/accounts/:accountId/upgrade'>
type Asked = Pick<AccountOrder, 'id' | 'mobile' | 'diligence' | 'consents'>

interface ClassesDependencies {
  readonly db: Database
  readonly connectors: Pick<Connectors, 'verification'>
  readonly sealer: Sealer
  readonly clock: Clock
  readonly rules: Rules
  readonly writes: WritePath
  readonly customers: Pick<CustomerRecords, 'known'>
  readonly accounts: Pick<Accounts, 'get'>
  readonly pins: Pick<Pins, 'use'>
  readonly screening: Pick<OpeningScreening, 'admitCustomer'>
  readonly standing: Standing
}

export function createClasses(deps: ClassesDependencies): Classes {
  const { db, sealer, clock, writes, customers, accounts, pins, screening, standing } = deps

  /** What was asked, as it is compared with a repeat. Its hash is stored, and what is personal can be guessed: keyed. */
  const contentOf = (order: Asked, ...rest: readonly (string | null)[]): string => {
    const { mobile = null, diligence = null, consents } = order
    const text = JSON.stringify([mobile, diligence, consents.version, ...rest])
    return Buffer.from(sealer.index('class-order', text)).toString('hex')
  }

  /** Who asks, with all that the class wants to know of them. Throws ACCOUNT_REQUIRED, DILIGENCE_MISSING, ID_EXPIRED. */
  async function personFor(caller: Caller, accountClass: PersonalClass, order: Asked): Promise<KnownPerson> {
    const person = await customers.known(caller.customerId)
    if (!person) throw new BankError('ACCOUNT_REQUIRED')
    if (accountClass === 'II') {
      if (order.diligence) checkDiligence(order.diligence, businessDate(clock.now()))
      else if (!person.diligence.occupation) throw new BankError('DILIGENCE_MISSING', { field: 'diligence' })
    }
    return person
  }

  /**
   * Asks the card's bank about a bound card once more, and the lists about the person. Throws what `verifyCard`,
   * `countVerification` and `admitCustomer` throw.
   */
  async function verify(
    caller: Caller,
    person: KnownPerson,
    card: { readonly id: string; readonly number_sealed: Uint8Array },
    accountClass: PersonalClass,
    order: Asked,
  ): Promise<void> {
    const cardNumber = sealer.open(card.number_sealed)
    const { customerId } = caller
    const { name, idNumber } = person
    const mobile = order.mobile ?? person.mobile
    await countVerification(db, deps, { customerId, cardNumber })
    // A corrected order may use the id again, and is another question then.
    const id = derivedId(`verification|${card.id}|${mobile}`, customerId, order.id)
    await verifyCard(deps, id, { cardNumber, name, idNumber, mobile }, accountClass)
    await screening.admitCustomer(customerId, person)
  }

  /** What an order leaves of the person: consents, and what due diligence brought anew. */
  const ofPerson = (caller: Caller, person: KnownPerson, order: Asked): RecordChange[] => [
    ...consentRecords({
      customerId: caller.customerId,
      orderId: order.id,
      version: order.consents.version,
      at: clock.now(),
    }),
    ...(order.diligence
      ? [
          {
            update: 'customers',
            where: { id: caller.customerId, stage: 'customer' },
            set: diligenceColumns(order.diligence, person.diligence.taxResidency, sealer),
          },
        ]
      : []),
  ]

  /**
   * Opens one more account against a bound card. A repeat gets the same account and needs no PIN. Throws
   * ACCOUNT_REQUIRED, CARD_NOT_BOUND, DILIGENCE_MISSING, ID_EXPIRED, ACCOUNT_LIMIT, what the PIN throws, CARD_UNKNOWN,
   * CARD_MISMATCH, CARD_NOT_ELIGIBLE, RATE_LIMITED, OUTSIDE_UNAVAILABLE, what stops all accounts, ID_REUSED.
   */
  async function open(caller: Caller, order: AccountOrder) {
    const owner = caller.customerId
    const content = contentOf(order, order.class, order.cardId, order.linkId ?? null)
    const key: WriteKey = { owner, id: order.id, kind: 'account', content }
    const earlier = await writes.earlier<{ accountId: string }>(key)
    if (earlier) return accounts.get(caller, earlier.accountId)

    const person = await personFor(caller, order.class, order)
    const card = await ownCard(db, owner, order.cardId)
    await freePlace(deps, owner, order.class)
    await standing.guard(owner)
    const authorised = orderText({ kind: 'account', orderId: order.id, class: order.class, cardId: card.id })
    const authorisation = await pins.use(caller, authorised, order.authorisation)
    await verify(caller, person, card, order.class, order)

    const { accountId } = await takingPlaces(async () => {
      // Unbound meanwhile, it carries no account.
      await ownCard(db, owner, card.id)
      const account = {
        customerId: owner,
        accountId: v7(),
        class: order.class,
        number: await newAccountNumber(db, sealer),
        linkId: order.linkId ?? null,
        at: clock.now(),
        place: await freePlace(deps, owner, order.class),
        card: { bound: card.id },
      }
      const opened = opening(account, sealer)
      const guard = await standing.guard(owner)
      return writes.submit({
        ...key,
        accounts: guard.accounts,
        counters: guard.counters,
        authorisation,
        decide(seen) {
          guard.refuse(seen)
          return {
            opens: opened.opens,
            movements: [],
            count: [],
            records: [...opened.records, relyOn(owner, card.id, order.id), ...ofPerson(caller, person, order)],
            outbox: [],
            answer: { accountId: account.accountId },
          }
        },
      })
    })
    return accounts.get(caller, accountId)
  }

  /**
   * Moves a Class III account up to Class II: the same account and number, counters go on, the cap is gone. A repeat gets
   * the same answer and needs no PIN. Throws NOT_FOUND, what stops the account, UPGRADE_NOT_NEEDED, and what `open` throws.
   */
  async function upgrade(caller: Caller, accountId: string, order: UpgradeOrder) {
    const owner = caller.customerId
    const content = contentOf(order, accountId, order.cardId ?? null)
    const key: WriteKey = { owner, id: order.id, kind: 'upgrade', content }
    if (await writes.earlier(key)) return accounts.get(caller, accountId)

    const account = await usableAccount(db, owner, accountId)
    if (account.class !== 'III') {
      // A twin of this very order may have moved it up a moment ago.
      if (await writes.earlier(key)) return accounts.get(caller, accountId)
      throw new BankError('UPGRADE_NOT_NEEDED')
    }
    await standing.refuse(account, 'out')
    const person = await personFor(caller, 'II', order)
    const card = await ownCard(db, owner, order.cardId ?? account.card_id ?? '')
    await freePlace(deps, owner, 'II')
    const authorised = orderText({ kind: 'upgrade', orderId: order.id, accountId })
    const authorisation = await pins.use(caller, authorised, order.authorisation)
    await verify(caller, person, card, 'II', order)

    const ref = refOf(account)
    await takingPlaces(async () => {
      // Another order may have moved it up meanwhile.
      if ((await ownAccount(db, owner, accountId)).class !== 'III') {
        if (await writes.earlier(key)) return
        throw new BankError('UPGRADE_NOT_NEEDED')
      }
      await ownCard(db, owner, card.id)
      const place = await freePlace(deps, owner, 'II')
      await writes.submit({
        ...key,
        accounts: [ref],
        counters: [wentUp(ref), stopped(ref, 'out')],
        authorisation,
        decide(seen) {
          refuseStopped(seen, ref, 'out')
          return {
            opens: [],
            movements: [],
            count: [{ counter: wentUp(ref), by: 1 }],
            records: [
              {
                update: 'accounts',
                where: { customer_id: owner, id: accountId, class: 'III' },
                set: { class: 'II', place, receiving_place: null, card_id: card.id },
              },
              relyOn(owner, card.id, order.id),
              ...ofPerson(caller, person, order),
            ],
            outbox: [],
            answer: { accountId },
          }
        },
      })
    })
    return accounts.get(caller, accountId)
  }

  return { open, upgrade }
}

/** An account comes to rest on a bound card: whoever unbinds the card at the same moment learns of it by its last order. */
const relyOn = (customerId: string, cardId: string, orderId: string): RecordChange => ({
  update: 'cards',
  where: { customer_id: customerId, id: cardId, unbound_at: null },
  set: { last_order: orderId },
})

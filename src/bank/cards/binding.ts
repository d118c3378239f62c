import { v7 } from 'uuid'
import { isCardNumber, isMobile } from '../../contract/checks.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Body } from '../../contract/schema/index.ts'
import { bound, CARD_INDEX } from '../accounts/opening.ts'
import { isOwnAgreement } from '../accounts/own-card.ts'
import { cardsOf } from '../accounts/records.ts'
import { openingStandIn } from '../accounts/stand-in.ts'
import { type BindingRow, holderIn } from '../bindings/records.ts'
import { createSecondHalf } from '../bindings/second-half.ts'
import { createSubmission } from '../bindings/submission.ts'
import type { Caller } from '../caller.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import { orderText } from '../pins/order.ts'
import { RecordTaken } from '../writes/records.ts'
import type { CardsDependencies } from './cards.ts'

/** The two halves of binding another card: the card and its bank's code, then the code and the PIN. */
export function createCardBinding(deps: CardsDependencies) {
  const { db, sealer, clock, rules, writes, pins, customers, standing, institution } = deps
  const submitForm = createSubmission(deps)
  const { sign, finish } = createSecondHalf(deps)

  /**
   * A place for one more card, from 0. Throws CARD_ALREADY_BOUND, CARD_LIMIT, ACCOUNT_LIMIT for one more Class I account.
   * @param among whose cards it must not be one of: before it was found to be theirs, they learn nothing of others' cards
   */
  async function placeFor(customerId: string, cardNumber: string, among: 'own' | 'all' = 'all'): Promise<number> {
    const [taken] = await db.query(
      'select id from cards where number_index = $1 and unbound_at is null and ($2::uuid is null or customer_id = $2)',
      [sealer.index(CARD_INDEX, cardNumber), among === 'own' ? customerId : null],
    )
    if (taken) throw alreadyBound()
    const today = businessDate(clock.now())
    const [max, most, cards] = await Promise.all([
      rules.on('cards.max', '', today),
      rules.on('accounts.max', 'I', today),
      cardsOf(db, customerId),
    ])
    const ofClassOne = cards.filter(({ own }) => own).length
    if (cardNumber.startsWith(institution.classOneBin) && ofClassOne >= most)
      throw new BankError('ACCOUNT_LIMIT', { field: 'cardNumber', params: { max: most } })
    const places = new Set(cards.map(({ place }) => place))
    const free = Array.from({ length: max }, (_, place) => place).find((place) => !places.has(place))
    if (free === undefined || places.size >= max) throw new BankError('CARD_LIMIT', { params: { max } })
    return free
  }

  /**
   * Throws ACCOUNT_REQUIRED for who is no customer, CARD_INVALID, MOBILE_INVALID, CARD_ALREADY_BOUND, CARD_LIMIT,
   * ACCOUNT_LIMIT, what stops all accounts, and what a submission throws.
   */
  async function submit(caller: Caller, { id, cardNumber, mobile }: Body<'POST /v1/cards'>): Promise<BindingRow> {
    const person = await customers.identity(caller.customerId)
    if (!person) throw new BankError('ACCOUNT_REQUIRED')
    const { name, idNumber } = person
    return submitForm(caller, {
      purpose: 'card',
      id,
      // Any account may come to be bound to it.
      fitFor: 'II',
      form: { cardNumber, name, idNumber, mobile: mobile ?? person.mobile },
      content: JSON.stringify(['card', cardNumber, mobile ?? null]),
      async check() {
        if (!isCardNumber(cardNumber)) throw new BankError('CARD_INVALID', { field: 'cardNumber' })
        if (mobile !== undefined && !isMobile(mobile)) throw new BankError('MOBILE_INVALID', { field: 'mobile' })
        await placeFor(caller.customerId, cardNumber, 'own')
        await standing.guard(caller.customerId)
      },
      // Confirmed when they became a customer.
      confirm: async () => {},
      async admit() {
        await placeFor(caller.customerId, cardNumber)
        return true
      },
    })
  }

  /** One write: the card with its agreement, the end of the binding, a message to the customer. */
  async function bind(
    row: BindingRow,
    hash: Uint8Array,
    authorisation: Awaited<ReturnType<typeof pins.use>>,
    agreed: { readonly place: number; readonly agreementNo: string },
  ): Promise<void> {
    const cardId = v7()
    const at = clock.now()
    const guard = await standing.guard(row.customer_id)
    const standIn = await openingStandIn(db, { customerId: row.customer_id, agreementNo: agreed.agreementNo, at })
    const card = {
      id: cardId,
      number: holderIn(row, sealer).cardNumber,
      bankCode: row.bank_code ?? '',
      bankName: row.bank_name ?? '',
      bankNameEn: isOwnAgreement(agreed.agreementNo) ? deps.institution.nameEn : undefined,
      kind: row.card_kind ?? 'debit',
      agreementNo: agreed.agreementNo,
    }
    await writes.submit({
      owner: row.customer_id,
      id: row.id,
      kind: 'card-binding',
      content: Buffer.from(row.content_hash).toString('hex'),
      accounts: guard.accounts,
      counters: guard.counters,
      authorisation,
      decide(seen) {
        guard.refuse(seen)
        return {
          opens: standIn.opens,
          movements: [],
          count: [],
          records: [
            ...standIn.records,
            bound({ customerId: row.customer_id, at }, card, agreed.place, sealer),
            {
              update: 'bindings',
              where: { customer_id: row.customer_id, id: row.id, state: 'code-sent' },
              set: {
                state: 'bound',
                confirmation_hash: hash,
                form_sealed: null,
                agreement_no_sealed: null,
                busy_until: 0,
              },
            },
          ],
          outbox: [
            smsEntry(derivedId('card-bound-sms', row.customer_id, row.id), {
              about: 'card-bound',
              to: row.customer_id,
              cardId,
            }),
          ],
          answer: { cardId },
        }
      },
    })
  }

  async function goOn(
    caller: Caller,
    row: BindingRow,
    { smsCode, authorisation }: Body<'POST /v1/bindings/:bindingId/card'>,
    hash: Uint8Array,
  ): Promise<void> {
    const use = await pins.use(caller, orderText({ kind: 'card-binding', orderId: row.id }), authorisation)
    const { cardNumber } = holderIn(row, sealer)
    await placeFor(row.customer_id, cardNumber)
    await standing.guard(row.customer_id)
    const agreementNo = await sign(row, smsCode)
    const place = await placeFor(row.customer_id, cardNumber)
    try {
      await bind(row, hash, use, { place, agreementNo })
    } catch (error) {
      if (!(error instanceof RecordTaken)) throw error
      // Another card of theirs took the place just now, or another binding this very card.
      await placeFor(row.customer_id, cardNumber)
      throw new BankError('IN_PROGRESS', { retryAfter: 1, cause: error })
    }
  }

  /** Answers the binding, bound. */
  function confirm(
    caller: Caller,
    row: BindingRow,
    confirmation: Body<'POST /v1/bindings/:bindingId/card'>,
  ): Promise<BindingRow> {
    const { smsCode, authorisation } = confirmation
    const hash = sealer.index('confirmation', JSON.stringify([smsCode, authorisation]))
    return finish(row, hash, isFinal, (taken) => goOn(caller, taken, confirmation, hash))
  }

  return { submit, confirm }
}

const alreadyBound = () => new BankError('CARD_ALREADY_BOUND', { field: 'cardNumber' })

/** A full set of cards is not the end: one may be unbound, and the same confirmation sent again. */
const isFinal = (error: unknown): boolean => error instanceof BankError && error.code === 'CARD_ALREADY_BOUND'

import { v7 } from 'uuid'
import { isCardNumber, isIdNumber } from '../../contract/checks.ts'
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { CARD_INDEX } from '../accounts/opening.ts'
import { countAttempt } from '../attempts.ts'
import { verifyCard } from '../bindings/verification.ts'
import type { Caller } from '../caller.ts'
import type { Identity } from '../customers/customers.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import { orderText } from '../pins/order.ts'
import { movesNothing } from '../writes/moves-nothing.ts'
import { RecordChanged } from '../writes/records.ts'
import type { RecordChange, Write } from '../writes/write.ts'
import type { SecurityDependencies } from './security.ts'

type Set = Answer<'POST /v1/pin-changes'>

/** Another PIN: by the old one, or, when that is forgotten or locked, by number, ID number and a bound card together. */
export function createPinOrders(deps: SecurityDependencies) {
  const { db, sealer, clock, rules, writes, pins, customers, proofs } = deps

  async function customerOf(caller: Caller): Promise<Identity> {
    const person = await customers.identity(caller.customerId)
    if (!person) throw new BankError('ACCOUNT_REQUIRED')
    return person
  }

  /** Throws what the write path throws, IN_PROGRESS when the proof was used by a twin. */
  async function write(
    order: Pick<Write<Set>, 'owner' | 'id' | 'content' | 'authorisation'> & { kind: 'pin-change' | 'pin-reset' },
    records: readonly RecordChange[],
  ): Promise<Set> {
    const { owner, id, kind } = order
    const about = kind === 'pin-change' ? 'pin-changed' : 'pin-reset'
    try {
      const outbox = [smsEntry(derivedId(`${kind}-sms`, owner, id), { about, to: owner })]
      return await writes.submit(movesNothing(order, { records, outbox, answer: { id } }))
    } catch (error) {
      if (error instanceof RecordChanged) throw new BankError('IN_PROGRESS', { retryAfter: 1, cause: error })
      throw error
    }
  }

  /** Throws ACCOUNT_REQUIRED, PIN_WEAK, PIN_MISMATCH, what the old PIN throws, ID_REUSED. */
  async function change(caller: Caller, order: Body<'POST /v1/pin-changes'>): Promise<Set> {
    const { id, pin, pinAgain } = order
    const content = JSON.stringify([pin.challengeId, pinAgain.challengeId])
    const key = { owner: caller.customerId, id, kind: 'pin-change' as const, content }
    const earlier = await writes.earlier<Set>(key)
    if (earlier) return earlier
    const person = await customerOf(caller)
    const authorisation = await pins.use(caller, orderText({ kind: 'pin-change', orderId: id }), order.authorisation)
    const replaced = await pins.replace(caller, `pin-change|${id}`, { pin, pinAgain }, person)
    return write({ ...key, authorisation }, replaced)
  }

  /** Counts a try of today. Throws PIN_RESET_LIMIT. */
  async function countReset(customerId: string): Promise<void> {
    const now = clock.now()
    const today = businessDate(now)
    const max = await rules.on('pin-reset.day', '', today)
    const key = sealer.index('person', customerId)
    if (await countAttempt(db, { name: 'pin-reset', key, period: today, max })) return
    const tomorrow = startOfDate(addDays(today, 1))
    throw new BankError('PIN_RESET_LIMIT', { retryAfter: Math.ceil((tomorrow - now) / 1000) })
  }

  /** The ID number and one of the cards are asked together, and refused together: PIN_RESET_REFUSED. */
  async function refuseStranger(person: Identity, idNumber: string, cardNumber: string): Promise<void> {
    const [card] = await db.query(
      'select id from cards where customer_id = $1 and number_index = $2 and unbound_at is null',
      [person.customerId, sealer.index(CARD_INDEX, cardNumber)],
    )
    if (!card || idNumber !== person.idNumber) throw new BankError('PIN_RESET_REFUSED')
  }

  /**
   * Throws ACCOUNT_REQUIRED, MOBILE_PROOF_INVALID, ID_NUMBER_INVALID, CARD_INVALID, PIN_RESET_LIMIT, PIN_RESET_REFUSED,
   * PIN_WEAK, PIN_MISMATCH, PIN_CHALLENGE_INVALID, CARD_MISMATCH and its kin, OUTSIDE_UNAVAILABLE, ID_REUSED.
   */
  async function reset(caller: Caller, order: Body<'POST /v1/pin-resets'>): Promise<Set> {
    const owner = caller.customerId
    const { id, proofId, idNumber, cardNumber, cardMobile, pin, pinAgain } = order
    // Keyed, for numbers can be guessed.
    const asked = sealer.index('pin-reset', JSON.stringify([proofId, idNumber, cardNumber, pin, pinAgain]))
    const key = { owner, id, kind: 'pin-reset' as const, content: Buffer.from(asked).toString('hex') }
    const earlier = await writes.earlier<Set>(key)
    if (earlier) return earlier

    const person = await customerOf(caller)
    if (!isIdNumber(idNumber)) throw new BankError('ID_NUMBER_INVALID', { field: 'idNumber' })
    if (!isCardNumber(cardNumber)) throw new BankError('CARD_INVALID', { field: 'cardNumber' })
    const mobile = await proofs.mobileOf(caller, proofId, 'pin-reset')
    const replaced = await pins.replace(caller, `pin-reset|${id}`, { pin, pinAgain }, person)
    await countReset(owner)
    await refuseStranger(person, idNumber, cardNumber)
    // It changes nothing out there: every try is a question of its own. The four elements say whose the card is.
    const holder = { cardNumber, name: person.name, idNumber, mobile: cardMobile ?? mobile }
    await verifyCard(deps, v7(), holder, 'III')
    return write({ ...key, authorisation: null }, [...replaced, proofs.use(caller, proofId)])
  }

  return { change, reset }
}

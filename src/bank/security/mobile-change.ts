import { isIdNumber } from '../../contract/checks.ts'
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { countAttempt, uncountAttempt } from '../attempts.ts'
import type { Caller } from '../caller.ts'
import type { Identity } from '../customers/customers.ts'
import { mobileIndex } from '../customers/identities.ts'
import { type MobilePlace, mobilePlace } from '../customers/mobile-place.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import { nextOfMonth } from '../monthly.ts'
import { orderText } from '../pins/order.ts'
import { RecordChanged, RecordTaken } from '../writes/records.ts'
import type { SecurityDependencies } from './security.ts'

type Order = Body<'POST /v1/mobile-changes'>

/**
 * Another mobile number in two steps: a code at the new one, then the PIN. Who began the session with a code sent to the
 * old number has shown that it is in hand; of anyone else the ID number is asked too. Agreements at the cards' banks and
 * the numbers reserved there are not touched.
 */
export function createMobileChange(deps: SecurityDependencies) {
  const { db, sealer, clock, rules, writes, pins, customers, proofs, standing } = deps

  /**
   * Whether it is the ID number on record. Counted before it is looked at, so that nobody finds it by trying, with the phone
   * in hand and however many at once; the right one is not. Throws RATE_LIMITED.
   */
  async function isTheirs(customerId: string, given: string, onRecord: string): Promise<boolean> {
    const now = clock.now()
    const today = businessDate(now)
    const max = await rules.on('mobile-changes.id-day', '', today)
    const attempt = { name: 'mobile-change-id', key: sealer.index('person', customerId), period: today }
    if (!(await countAttempt(db, { ...attempt, max })))
      throw new BankError('RATE_LIMITED', { retryAfter: Math.ceil((startOfDate(addDays(today, 1)) - now) / 1000) })
    if (given !== onRecord) return false
    await uncountAttempt(db, attempt)
    return true
  }

  /** How the person is known, beside the PIN. Throws ID_NUMBER_NEEDED, ID_NUMBER_INVALID, ID_NUMBER_DIFFERS, RATE_LIMITED. */
  async function knownBy(
    caller: Caller,
    given: string | undefined,
    onRecord: string,
  ): Promise<'old-number' | 'id-number'> {
    const field = 'idNumber'
    if (given === undefined) {
      const [session] = await db.query<{ signed_in_by: string }>('select signed_in_by from sessions where id = $1', [
        caller.sessionId,
      ])
      if (session?.signed_in_by === 'sms') return 'old-number'
      throw new BankError('ID_NUMBER_NEEDED', { field })
    }
    if (!isIdNumber(given)) throw new BankError('ID_NUMBER_INVALID', { field })
    if (!(await isTheirs(caller.customerId, given, onRecord))) throw new BankError('ID_NUMBER_DIFFERS', { field })
    return 'id-number'
  }

  /** Throws MOBILE_SAME, MOBILE_TAKEN. Only who holds the number learns of it. */
  async function placeAt(mobile: string, { customerId, idNumber, ...old }: Identity): Promise<MobilePlace> {
    if (mobile === old.mobile) throw new BankError('MOBILE_SAME', { field: 'mobile' })
    return mobilePlace(deps, { customerId, idNumber, mobile })
  }

  /**
   * One write: the number, its history, the end of sessions that the old number began, and a message to both numbers.
   * Throws ACCOUNT_REQUIRED, MOBILE_PROOF_INVALID, MOBILE_SAME, MOBILE_TAKEN, MOBILE_CHANGE_LIMIT, ID_NUMBER_*, what
   * stops all accounts and what the PIN throws, ID_REUSED.
   */
  return async function change(caller: Caller, order: Order): Promise<Answer<'POST /v1/mobile-changes'>> {
    const owner = caller.customerId
    const { id, proofId } = order
    const key = { owner, id, kind: 'mobile-change', content: proofId }
    if (await writes.earlier(key)) return customers.describe(owner)

    const person = await customers.identity(owner)
    if (!person) throw new BankError('ACCOUNT_REQUIRED')
    const mobile = await proofs.mobileOf(caller, proofId, 'mobile-change')
    const { place, records: room } = await placeAt(mobile, person)
    // Whoever found phone and PIN, and whose accounts the holder has frozen by a call, takes not the number as well.
    const guard = await standing.guard(owner)
    const known = await knownBy(caller, order.idNumber, person.idNumber)
    const at = clock.now()
    const max = await rules.on('mobile-changes.month', '', businessDate(at))
    const ofMonth = await nextOfMonth(at, { max, code: 'MOBILE_CHANGE_LIMIT' }, (month) =>
      db.query('select id from mobile_changes where customer_id = $1 and month = $2', [owner, month]),
    )
    const text = orderText({ kind: 'mobile-change', orderId: id, proofId })
    const authorisation = await pins.use(caller, text, order.authorisation)
    const told = (number: 'from' | 'to') =>
      smsEntry(derivedId(`mobile-changed-sms-${number}`, owner, id), {
        about: 'mobile-changed',
        to: owner,
        changeId: id,
        number,
      })
    try {
      await writes.submit({
        ...key,
        accounts: guard.accounts,
        counters: guard.counters,
        authorisation,
        decide(seen) {
          guard.refuse(seen)
          return {
            opens: [],
            movements: [],
            count: [],
            records: [
              ...room,
              {
                update: 'customers',
                where: { id: owner, stage: 'customer', mobile_index: mobileIndex(sealer, person.mobile) },
                set: {
                  mobile_sealed: sealer.seal(mobile),
                  mobile_index: mobileIndex(sealer, mobile),
                  mobile_place: place,
                },
              },
              {
                insert: 'mobile_changes',
                row: {
                  customer_id: owner,
                  ...ofMonth,
                  id,
                  numbers_sealed: sealer.seal(JSON.stringify({ from: person.mobile, to: mobile })),
                  known_by: known,
                  session_id: caller.sessionId,
                  at,
                },
              },
              proofs.use(caller, proofId),
              // Whoever gets the old number next, or has the old card in hand, is signed in by it no longer.
              {
                updateAll: 'sessions',
                where: { customer_id: owner, signed_in_by: 'sms', ended_at: null },
                except: { id: caller.sessionId },
                set: { ended_at: at },
              },
            ],
            outbox: [told('from'), told('to')],
            answer: { id },
          }
        },
      })
    } catch (error) {
      if (error instanceof RecordChanged || error instanceof RecordTaken) {
        await placeAt(mobile, person)
        throw new BankError('IN_PROGRESS', { retryAfter: 1, cause: error })
      }
      throw error
    }
    return customers.describe(owner)
  }
}

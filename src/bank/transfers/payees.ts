/** Whom a customer may pay: found by mobile number, counted, and kept under an id that is good for this payer only. */
import { randomUUID } from 'node:crypto'
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import { maskMobile } from '../../contract/masks.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import { type People, type Person, shownName } from '../accounts/people.ts'
import { mayReceive, type Receiver } from '../accounts/receiving.ts'
import { type AccountRecord, accountsOf } from '../accounts/records.ts'
import { countAttempt } from '../attempts.ts'
import type { Caller, Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'

interface PayeesDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly rules: Rules
  readonly people: People
}

/** A payee who can be paid now. */
export interface ReadyPayee {
  readonly person: Person
  readonly account: Pick<AccountRecord, 'customer_id' | 'id' | 'class'>
  /** Paid before. */
  readonly known: boolean
}

/** Whom a payer has kept under an id, with the account that is to be paid while it is active. */
type KeptPayee = Pick<AccountRecord, 'customer_id' | 'id' | 'class' | 'receiving_place'> & { readonly known: boolean }
const KEPT = `
  select k.n, a.customer_id, a.id, a.class, a.receiving_place, p.known
  from unnest($1::uuid[], $2::uuid[]) with ordinality as k (payer_id, id, n)
  join payees p on p.payer_id = k.payer_id and p.id = k.id
  join accounts a on a.customer_id = p.payee_id and a.id = p.account_id
  where a.status = 'active'`

export function createPayees({ db, clock, rules, people }: PayeesDependencies) {
  /**
   * Counts a look-up of today and refuses one too many, exactly, however many run at once. It counts before anything is
   * found, because an answer of 'nobody' tells something too.
   */
  async function count(customerId: string): Promise<void> {
    const now = clock.now()
    const today = businessDate(now)
    const may = await countAttempt(db, {
      name: 'payee-lookup',
      key: Buffer.from(customerId),
      period: today,
      max: await rules.on('payee-lookups.day', '', today),
    })
    if (may) return
    const tomorrow = startOfDate(addDays(today, 1))
    throw new BankError('PAYEE_LOOKUP_LIMIT', { field: 'mobile', retryAfter: Math.ceil((tomorrow - now) / 1000) })
  }

  /** The accounts that could take money in, Class II before Class III, the oldest first. Payroll accounts only pay. */
  async function receivingAccounts(customerId: string): Promise<readonly AccountRecord[]> {
    const active = (await accountsOf(db, customerId)).filter(
      ({ status, class: kind }) => status === 'active' && kind !== 'payroll',
    )
    return [
      ...active.filter(({ class: kind }) => kind !== 'III'),
      ...active.filter(({ class: kind }) => kind === 'III'),
    ]
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
    if ((await accountsOf(db, caller.customerId)).length === 0) throw new BankError('ACCOUNT_REQUIRED')
    await count(caller.customerId)
    const person = await people.findByMobile(mobile)
    if (person?.customerId === caller.customerId) throw new BankError('PAYEE_SELF', { field: 'mobile' })
    const held = person ? await receivingAccounts(person.customerId) : []
    const account = held.find((one) => person && mayReceive(one, person.identified)) ?? held[0]
    // A suspended account is nobody's business but its holder's: it looks like none.
    if (!person || !account) throw new BankError('PAYEE_UNKNOWN', { field: 'mobile' })
    refuseClosed(account, person, 'mobile')
    const [kept] = await db.query<{ id: string; known: boolean }>(
      `insert into payees (payer_id, id, payee_id, account_id, known, created_at) values ($1, $2, $3, $4, false, $5)
       on conflict (payer_id, payee_id) do update set account_id = excluded.account_id returning id, known`,
      [caller.customerId, randomUUID(), person.customerId, account.id, clock.now()],
    )
    if (!kept) throw new Error('a payee was neither added nor found')
    return {
      payeeId: kept.id,
      maskedName: shownName(person),
      maskedMobile: maskMobile(person.mobile),
      known: kept.known,
    }
  }

  /** The payee behind an id of this payer's. Throws PAYEE_UNKNOWN (another payer's id too), PAYEE_NOT_IDENTIFIED. */
  async function ready(payerId: string, payeeId: string): Promise<ReadyPayee> {
    const [kept] = await findRows<KeptPayee>(db, KEPT, [payerId, payeeId])
    const person = kept && (await people.person(kept.customer_id))
    if (!person) throw new BankError('PAYEE_UNKNOWN', { field: 'payeeId' })
    refuseClosed(kept, person, 'payeeId')
    return { person, account: kept, known: kept.known }
  }

  return { lookUp, ready }
}

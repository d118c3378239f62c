import { isIdNumber } from '../../contract/checks.ts'
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Transaction } from '../../storage/database.ts'
import { addToOutbox } from '../../storage/outbox.ts'
import { countAttempt } from '../attempts.ts'
import type { Caller } from '../caller.ts'
import { mobileIndex } from '../customers/identities.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import type { SecurityDependencies } from './security.ts'

type Order = Body<'POST /v1/recoveries'>

interface Earlier {
  readonly customer_id: string
  readonly content_hash: Uint8Array
}

/**
 * Back with a new WeChat account: a code at the number reserved here, the ID number and the PIN make this WeChat account
 * the customer's in place of the one before, whose sessions end at once. Nothing of a face: that fails after a change of
 * phone. Who is wrong about any of it, or knows a number that is nobody's, is told the same and after as long.
 */
export function createRecovery(deps: SecurityDependencies) {
  const { db, sealer, clock, rules, pins, customers, proofs } = deps

  /** By the session, which was a visitor's before. Throws ID_REUSED. */
  async function earlier(caller: Caller, id: string, hash: Uint8Array): Promise<Earlier | undefined> {
    const [row] = await db.query<Earlier>(
      'select customer_id, content_hash from recoveries where session_id = $1 and id = $2',
      [caller.sessionId, id],
    )
    if (row && Buffer.compare(row.content_hash, hash) !== 0) throw new BankError('ID_REUSED')
    return row
  }

  /** The WeChat account of a mere visitor's session. Throws RECOVERY_NOT_HERE for who is a customer, or not on WeChat. */
  async function visitorsOpenid(caller: Caller): Promise<Uint8Array> {
    const [visit] = await db.query<{ openid_index: Uint8Array }>(
      `select s.openid_index from sessions s join customers c on c.id = s.customer_id
       where s.id = $1 and s.customer_id = $2 and s.openid_index is not null and c.stage = 'visitor'`,
      [caller.sessionId, caller.customerId],
    )
    if (!visit) throw new BankError('RECOVERY_NOT_HERE')
    return visit.openid_index
  }

  /** Counts a try at the number and by the WeChat account. Throws RECOVERY_LIMIT. */
  async function count(mobile: string, openidIndex: Uint8Array): Promise<void> {
    const now = clock.now()
    const today = businessDate(now)
    const max = await rules.on('recovery.day', '', today)
    for (const key of [mobileIndex(sealer, mobile), openidIndex]) {
      if (await countAttempt(db, { name: 'recovery', key, period: today, max })) continue
      const tomorrow = startOfDate(addDays(today, 1))
      throw new BankError('RECOVERY_LIMIT', { retryAfter: Math.ceil((tomorrow - now) / 1000) })
    }
  }

  /** Throws RECOVERY_REFUSED when the number has changed hands meanwhile, RECOVERY_NOT_HERE when the visitor has moved. */
  async function move(
    tx: Transaction,
    caller: Caller,
    order: Order,
    found: { readonly customerId: string; readonly mobile: string; readonly openidIndex: Uint8Array; hash: Uint8Array },
  ): Promise<void> {
    const { customerId, openidIndex } = found
    const at = clock.now()
    // One way back at a time, and the number stays whose it is until this one is decided.
    const [holder] = await tx.query(
      `select id from customers where id = $1 and mobile_index = $2 and stage = 'customer' for no key update`,
      [customerId, mobileIndex(sealer, found.mobile)],
    )
    if (!holder) throw new BankError('RECOVERY_REFUSED')
    const attached = await tx.query(
      `update wechat_identities set customer_id = $3, attached_at = $4
       where openid_index = $1 and customer_id = $2 returning customer_id`,
      [openidIndex, caller.customerId, customerId, at],
    )
    if (attached.length === 0) throw new BankError('RECOVERY_NOT_HERE')
    const detached = await tx.query(
      'delete from wechat_identities where customer_id = $1 and openid_index <> $2 returning customer_id',
      [customerId, openidIndex],
    )
    // What the WeChat account before allowed, this one has not.
    await tx.query('delete from message_permissions where customer_id in ($1, $2)', [customerId, caller.customerId])
    // The customer's sessions everywhere, and what else this WeChat account had open as a visitor.
    await tx.query(
      `update sessions set ended_at = $4
       where ended_at is null and id <> $3 and (customer_id = $1 or (customer_id = $2 and openid_index is not null))`,
      [customerId, caller.customerId, caller.sessionId, at],
    )
    await tx.query('update sessions set customer_id = $2 where id = $1', [caller.sessionId, customerId])
    const used = await tx.query(
      'update mobile_proofs set used_at = $3 where session_id = $1 and id = $2 and used_at is null returning id',
      [caller.sessionId, order.proofId, at],
    )
    if (used.length === 0) throw new BankError('MOBILE_PROOF_INVALID', { field: 'proofId' })
    await tx.query(
      `insert into recoveries (session_id, id, content_hash, customer_id, openid_index, detached, at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [caller.sessionId, order.id, found.hash, customerId, openidIndex, detached.length, at],
    )
    await addToOutbox(
      tx,
      [smsEntry(derivedId('recovered-sms', customerId, order.id), { about: 'recovered', to: customerId })],
      at,
    )
  }

  /**
   * Throws RECOVERY_NOT_HERE, MOBILE_PROOF_INVALID, ID_NUMBER_INVALID, RECOVERY_LIMIT, PIN_CHALLENGE_INVALID,
   * RECOVERY_REFUSED, ID_REUSED.
   */
  return async function recover(caller: Caller, order: Order): Promise<Answer<'POST /v1/recoveries'>> {
    const { id, proofId, idNumber, pin } = order
    const hash = sealer.index('recovery', JSON.stringify([proofId, idNumber, pin]))
    const done = await earlier(caller, id, hash)
    if (done) return { id, me: await customers.describe(done.customer_id) }

    if (!isIdNumber(idNumber)) throw new BankError('ID_NUMBER_INVALID', { field: 'idNumber' })
    const openidIndex = await visitorsOpenid(caller)
    const mobile = await proofs.mobileOf(caller, proofId, 'recovery')
    await count(mobile, openidIndex)
    const person = await customers.identityByMobile(mobile, idNumber)
    const rightId = person?.idNumber === idNumber
    const right = await pins.matches(caller, `recovery|${id}`, pin, person?.customerId, rightId)
    if (!right || !person) throw new BankError('RECOVERY_REFUSED')
    const found = { customerId: person.customerId, mobile, openidIndex, hash }
    try {
      await db.transaction((tx) => move(tx, caller, order, found))
    } catch (error) {
      // A twin of this very request may have been first.
      const twin = await earlier(caller, id, hash)
      if (!twin) throw error
    }
    return { id, me: await customers.describe(person.customerId) }
  }
}

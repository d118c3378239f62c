import { v7 } from 'uuid'
import type { Queryable, Transaction } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'

export const mobileIndex = (sealer: Sealer, mobile: string): Uint8Array => sealer.index('mobile', mobile)
export const idNumberIndex = (sealer: Sealer, idNumber: string): Uint8Array => sealer.index('id-number', idNumber)
export const openidIndex = (sealer: Sealer, openid: string): Uint8Array => sealer.index('openid', openid)

interface Found {
  readonly id: string
}

/** The customer with this mobile number; else the visitor who proved it before; else a new visitor. */
export async function personByMobile(
  tx: Transaction,
  sealer: Sealer,
  visitor: { mobile: string; linkId: string | null; at: number },
): Promise<string> {
  const index = mobileIndex(sealer, visitor.mobile)
  // 'customer' sorts before 'visitor', and whose number it is before who shares it. Held, so that a session is begun either before a change of number, which then ends
  // it, or by the new number.
  const find = () =>
    tx.query<Found>('select id from customers where mobile_index = $1 order by stage, mobile_place limit 1 for share', [
      index,
    ])
  const [known] = await find()
  if (known) return known.id
  await tx.query(
    `insert into customers (id, stage, created_at, link_id, mobile_sealed, mobile_index)
     values ($1, 'visitor', $2, $3, $4, $5) on conflict (mobile_index, stage, mobile_place) do nothing`,
    [v7(), visitor.at, visitor.linkId, sealer.seal(visitor.mobile), index],
  )
  // Ours, or that of a sign-in at the same moment which came first.
  const [added] = await find()
  if (!added) throw new Error('a visitor was neither added nor found')
  return added.id
}

/** Whose WeChat account this is; else a new visitor. */
export async function personByOpenid(
  tx: Transaction,
  sealer: Sealer,
  visitor: { openid: string; linkId: string | null; at: number },
): Promise<string> {
  const index = openidIndex(sealer, visitor.openid)
  // Held, so that a session is begun either before a recovery, which then ends it, or after.
  const owner = () =>
    tx.query<Found>('select customer_id as id from wechat_identities where openid_index = $1 for share', [index])
  const [known] = await owner()
  if (known) return known.id
  const id = v7()
  await tx.query(`insert into customers (id, stage, created_at, link_id) values ($1, 'visitor', $2, $3)`, [
    id,
    visitor.at,
    visitor.linkId,
  ])
  const attached = await tx.query<Found>(
    `insert into wechat_identities (openid_index, openid_sealed, customer_id, attached_at) values ($1, $2, $3, $4)
     on conflict (openid_index) do nothing returning customer_id as id`,
    [index, sealer.seal(visitor.openid), id, visitor.at],
  )
  if (attached.length === 1) return id
  // A sign-in at the same moment came first: this visitor is nobody.
  await tx.query('delete from customers where id = $1', [id])
  const [first] = await owner()
  if (!first) throw new Error('a WeChat account was neither attached nor found')
  return first.id
}

/** Who stands behind a unified social credit code; else one more, a visitor until its first account is open. */
export async function organisationByCreditCode(
  db: Queryable,
  sealer: Sealer,
  { creditCode, at }: { creditCode: string; at: number },
): Promise<string> {
  const index = sealer.index('credit-code', creditCode)
  await db.query(
    `insert into customers (id, stage, created_at, credit_code_sealed, credit_code_index)
     values ($1, 'visitor', $2, $3, $4) on conflict (credit_code_index) where credit_code_index is not null do nothing`,
    [v7(), at, sealer.seal(creditCode), index],
  )
  const [found] = await db.query<Found>('select id from customers where credit_code_index = $1', [index])
  if (!found) throw new Error('an organisation was neither added nor found')
  return found.id
}

/** The customer, not a visitor, behind an ID number. */
export async function customerByIdNumber(db: Queryable, sealer: Sealer, idNumber: string): Promise<string | undefined> {
  const [found] = await db.query<Found>('select id from customers where id_number_index = $1', [
    idNumberIndex(sealer, idNumber),
  ])
  return found?.id
}

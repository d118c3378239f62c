import type { CardHolder } from '../../connectors/outside.ts'
import { recogniseCard } from '../../contract/banks.ts'
import { maskCard, maskMobile } from '../../contract/masks.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Queryable } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Caller } from '../caller.ts'
import type { Accounts, Institution } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { BindingForm } from './form.ts'

/** How long one request may be at a binding: longer than its calls outside can take together. */
const AT_WORK_MS = 60_000

export interface BindingRow {
  readonly customer_id: string
  readonly id: string
  /** What it ends with: an account, or no more than the card. */
  readonly purpose: 'account' | 'card'
  readonly state: 'asked' | 'under-review' | 'cleared' | 'code-sent' | 'opened' | 'bound' | 'refused'
  readonly content_hash: Uint8Array
  readonly form_sealed: Uint8Array | null
  readonly shown_sealed: Uint8Array
  readonly verification_id: string
  readonly agreement_id: string
  readonly bank_code: string | null
  readonly bank_name: string | null
  readonly card_kind: 'debit' | 'credit' | null
  readonly resend_at: number
  readonly expires_at: number
  /** While under review: when the person is to be told at the latest. */
  readonly review_by: number | null
  readonly busy_until: number
  readonly agreement_no_sealed: Uint8Array | null
  readonly confirmation_hash: Uint8Array | null
  readonly account_id: string | null
}

interface Shown {
  readonly card: string
  readonly mobile: string
  readonly bankEn: string | null
}

export const shownOf = (form: CardHolder, own: Institution): Shown => ({
  card: maskCard(form.cardNumber),
  mobile: maskMobile(form.mobile),
  bankEn: form.cardNumber.startsWith(own.classOneBin) ? own.nameEn : (recogniseCard(form.cardNumber)?.bank.en ?? null),
})

export async function findBinding(db: Queryable, customerId: string, id: string): Promise<BindingRow | undefined> {
  const [row] = await db.query<BindingRow>('select * from bindings where customer_id = $1 and id = $2', [
    customerId,
    id,
  ])
  return row
}

/**
 * A binding that was answered before. Another person's id, one that is still being asked about, and one of another
 * purpose where that matters, are not found.
 */
export async function ownBinding(
  db: Queryable,
  caller: Caller,
  id: string,
  purpose?: BindingRow['purpose'],
): Promise<BindingRow> {
  const row = await findBinding(db, caller.customerId, id)
  if (!row || row.state === 'asked' || (purpose && row.purpose !== purpose)) throw new BankError('NOT_FOUND')
  return row
}

/** The card and its holder, of a binding that has not ended. */
export function holderIn(row: BindingRow, sealer: Sealer): CardHolder {
  if (!row.form_sealed) throw new Error('the form of a binding that has ended')
  return JSON.parse(sealer.open(row.form_sealed)) as CardHolder
}

/** The whole form, where an account is to be opened. */
export const formOf = (row: BindingRow, sealer: Sealer): BindingForm =>
  // One that was stored before a class was asked for is for Class II.
  ({ class: 'II', ...holderIn(row, sealer) }) as BindingForm

/** Takes a binding to work on in one state, so that two requests are never at it together. Throws IN_PROGRESS. */
export async function takeBinding(db: Queryable, row: BindingRow, now: number): Promise<BindingRow> {
  const [taken] = await db.query<BindingRow>(
    `update bindings set busy_until = $4 where customer_id = $1 and id = $2 and state = $3 and busy_until <= $5
     returning *`,
    [row.customer_id, row.id, row.state, now + AT_WORK_MS, now],
  )
  if (!taken) throw new BankError('IN_PROGRESS', { retryAfter: 1 })
  return taken
}

/** Gives it back, unless it has ended meanwhile. */
export async function releaseBinding(db: Queryable, row: BindingRow): Promise<void> {
  await db.query('update bindings set busy_until = 0 where customer_id = $1 and id = $2', [row.customer_id, row.id])
}

/** A binding as its owner sees it. */
export async function showBinding(
  row: BindingRow,
  caller: Caller,
  deps: { sealer: Sealer; accounts: Accounts; now: number },
): Promise<Answer<'GET /v1/bindings/:bindingId'>> {
  const shown = JSON.parse(deps.sealer.open(row.shown_sealed)) as Shown
  return {
    id: row.id,
    state: stateOf(row, deps.now),
    bankName: (caller.language === 'en' && shown.bankEn) || (row.bank_name ?? ''),
    maskedCard: shown.card,
    maskedMobile: shown.mobile,
    resendAt: row.resend_at,
    expiresAt: row.expires_at,
    ...(row.state === 'under-review' && row.review_by !== null ? { reviewBy: row.review_by } : {}),
    account: row.account_id === null ? null : await deps.accounts.get(caller, row.account_id),
  }
}

/** An agreement that was signed is followed through even after the time is up. */
export const hasExpired = (row: BindingRow, now: number): boolean =>
  (row.state === 'code-sent' || row.state === 'cleared') && now >= row.expires_at && row.agreement_no_sealed === null

function stateOf(row: BindingRow, now: number): Answer<'GET /v1/bindings/:bindingId'>['state'] {
  if (hasExpired(row, now)) return 'expired'
  return row.state === 'asked' ? 'code-sent' : row.state
}

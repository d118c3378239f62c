import { v7 } from 'uuid'
import type { CardHolder, Connectors } from '../../connectors/outside.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { PersonalClass } from '../accounts/places.ts'
import { askOutside } from '../asking.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Institution } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { holderOf } from './form.ts'
import { type BindingRow, findBinding, holderIn, releaseBinding, shownOf, takeBinding } from './records.ts'
import { countVerification, type VerifiedCard, verifyCard } from './verification.ts'

export interface SubmissionDependencies {
  readonly db: Database
  readonly connectors: Pick<Connectors, 'verification' | 'cards'>
  readonly sealer: Sealer
  readonly clock: Clock
  readonly rules: Rules
  readonly institution: Institution
}

/** A card that somebody asks to bind, with an account to open or without. */
export interface Submitted {
  readonly purpose: BindingRow['purpose']
  readonly id: string
  /** The class of account whose elements the card and its holder must show. */
  readonly fitFor: PersonalClass
  /** Stored until the end: the card and its holder, and whatever else was asked. */
  readonly form: CardHolder
  /** Everything asked, in one order: what a repeat under the same id must equal. */
  readonly content: string
  /** Refuses what can be told without asking anybody. */
  check(): Promise<void>
  /** Refuses a person whom somebody else does not confirm: asked while the card's bank is. */
  confirm(row: BindingRow): Promise<void>
  /**
   * Refuses what only a person whose elements were found right may learn; answers whether the binding goes on at once, or
   * waits until people have looked at it.
   */
  admit(row: BindingRow, card: VerifiedCard): Promise<boolean>
}

/**
 * The first half of a binding: the form is checked, the card's bank says whether card and person belong together, and
 * sends its code. The row is written before anyone outside is asked, so a repeat after a crash goes on under the same
 * ids; a refusal removes it, and the corrected form may use the id again.
 */
export function createSubmission(deps: SubmissionDependencies) {
  const { db, connectors, sealer, clock, rules } = deps

  /** The binding under this id if it was asked for before. Throws ID_REUSED when something else was. */
  async function earlier(caller: Caller, id: string, contentHash: Uint8Array): Promise<BindingRow | undefined> {
    const row = await findBinding(db, caller.customerId, id)
    if (row && Buffer.compare(row.content_hash, contentHash) !== 0) throw new BankError('ID_REUSED')
    return row
  }

  async function insert(caller: Caller, { id, purpose, form }: Submitted, contentHash: Uint8Array): Promise<void> {
    const now = clock.now()
    const today = businessDate(now)
    const expiresAt = now + (await rules.on('binding.life', '', today)) * 60_000
    await db.transaction(async (tx) => {
      const inserted = await tx.query(
        `insert into bindings (customer_id, id, state, content_hash, form_sealed, shown_sealed, verification_id,
           agreement_id, resend_at, expires_at, busy_until, created_at, purpose)
         values ($1, $2, 'asked', $3, $4, $5, $6, $7, $8, $9, 0, $8, $10) on conflict do nothing returning id`,
        [
          caller.customerId,
          id,
          contentHash,
          sealer.seal(JSON.stringify(form)),
          sealer.seal(JSON.stringify(shownOf(form, deps.institution))),
          v7(),
          v7(),
          now,
          expiresAt,
          purpose,
        ],
      )
      if (inserted.length === 0) return
      await countVerification(tx, deps, { customerId: caller.customerId, cardNumber: form.cardNumber })
    })
  }

  async function goOn(row: BindingRow, submitted: Submitted): Promise<void> {
    const form = holderIn(row, sealer)
    const asked = verifyCard(deps, row.verification_id, form, submitted.fitFor)
    const card = await bothRight(asked, submitted.confirm(row))
    if (!(await submitted.admit(row, card))) return
    await sendCode({ connectors, rules, clock }, row.agreement_id, form)
    const now = clock.now()
    const today = businessDate(now)
    const gap = (await rules.on('sms.gap', '', today)) * 1000
    // From the code on: an outage before it took none of the person's time.
    const expiresAt = now + (await rules.on('binding.life', '', today)) * 60_000
    await db.query(
      `update bindings set state = 'code-sent', bank_code = $3, bank_name = $4, card_kind = $5, resend_at = $6,
         expires_at = $7, busy_until = 0
       where customer_id = $1 and id = $2 and state = 'asked'`,
      [row.customer_id, row.id, card.bankCode, card.bankName, card.kind, now + gap, expiresAt],
    )
  }

  /** Answers the binding with its code sent. */
  return async function submit(caller: Caller, submitted: Submitted): Promise<BindingRow> {
    const { id } = submitted
    const contentHash = sealer.index('binding', submitted.content)
    let row = await earlier(caller, id, contentHash)
    if (!row) {
      await submitted.check()
      await insert(caller, submitted, contentHash)
      row = await earlier(caller, id, contentHash)
    }
    if (row?.state === 'asked') {
      const taken = await takeBinding(db, row, clock.now())
      try {
        await goOn(taken, submitted)
      } catch (error) {
        if (isFinal(error)) await forget(taken)
        else await releaseBinding(db, taken)
        throw error
      }
      row = await findBinding(db, caller.customerId, id)
    }
    if (!row) throw new BankError('IN_PROGRESS', { retryAfter: 1 })
    return row
  }

  async function forget(row: BindingRow): Promise<void> {
    await db.query(`delete from bindings where customer_id = $1 and id = $2 and state = 'asked'`, [
      row.customer_id,
      row.id,
    ])
  }
}

/**
 * The answer of the card's bank, when the citizen-ID network confirms the person too. Both are asked at once; the refusal
 * of the card's bank is told first, so that nobody without a card of that person's tries names and ID numbers here.
 */
async function bothRight<Answer>(card: Promise<Answer>, person: Promise<void>): Promise<Answer> {
  const [first, second] = await Promise.allSettled([card, person])
  if (first.status === 'rejected') throw first.reason
  if (second.status === 'rejected') throw second.reason
  return first.value
}

/** A refusal that stands; what may pass later is asked again under the same ids. */
export const isFinal = (error: unknown): boolean =>
  error instanceof BankError && error.code !== 'OUTSIDE_UNAVAILABLE' && error.code !== 'SMS_TOO_OFTEN'

/** Has the card's bank send its code. Throws CARD_MISMATCH, CARD_UNKNOWN, SMS_TOO_OFTEN, OUTSIDE_UNAVAILABLE. */
export async function sendCode(
  deps: Pick<SubmissionDependencies, 'rules' | 'clock'> & { connectors: Pick<Connectors, 'cards'> },
  agreementId: string,
  holder: CardHolder,
): Promise<void> {
  const asked = await askOutside(() => deps.connectors.cards.requestAgreement(agreementId, holderOf(holder)))
  if (asked.ok) return
  switch (asked.why) {
    case 'mismatch':
      throw new BankError('CARD_MISMATCH')
    case 'unknown-card':
      throw new BankError('CARD_UNKNOWN', { field: 'cardNumber' })
    case 'too-often': {
      const seconds = await deps.rules.on('sms.gap', '', businessDate(deps.clock.now()))
      throw new BankError('SMS_TOO_OFTEN', { params: { seconds }, retryAfter: seconds })
    }
  }
}

/**
 * bank/rules/: the one dated table of what the regulator and the bank itself allow, read from table `rules`. Every limit,
 * count and age in bank/ comes from here. It reads its own table and nothing else.
 */
import type { Database } from '../../storage/database.ts'
import type { Clock } from '../caller.ts'

/** `''` holds for every class. */
export type RuleClass = '' | 'I' | 'II' | 'III' | 'payroll' | 'merchant'

type RuleName =
  | 'accounts.max'
  | 'opening.elements'
  | 'receiving.max'
  | 'products'
  | 'balance.cap'
  | 'out.day'
  | 'out.year'
  | 'in.day'
  | 'in.year'
  | 'transfers.unsigned.day'
  | 'transfers.ordinary.delay'
  | 'transfers.scheduled.from'
  | 'transfers.scheduled.horizon'
  | 'transfers.monthly.max'
  | 'transfers.waiting.max'
  | 'turnover.id'
  | 'turnover.id-within'
  | 'claimables.shares'
  | 'claimables.first'
  | 'claimables.life'
  | 'claimables.day'
  | 'claimables.asks'
  | 'deposit.insured'
  | 'deposit.shelf'
  | 'age.minimum'
  | 'age.senior'
  | 'mobile-shared.from'
  | 'mobile-shared.below'
  | 'mobile-shared.max'
  | 'pin.tries'
  | 'pin.lock'
  | 'pin.challenge'
  | 'authorisation.life'
  | 'payee-lookups.day'
  | 'payee-names.day'
  | 'card-payees.day'
  | 'card-names.wrong.day'
  | 'reported-payee.pause'
  | 'reported-payee.again'
  | 'payment-requests.people'
  | 'payment-requests.life'
  | 'payment-requests.day'
  | 'sms.gap'
  | 'sms.mobile-day'
  | 'sms.address-hour'
  | 'sms-code.life'
  | 'sms-code.tries'
  | 'session.life-wechat'
  | 'session.idle-wechat'
  | 'session.life-sms'
  | 'session.idle-sms'
  // Staff and identification at a branch
  | 'staff-session.life'
  | 'staff-session.idle'
  | 'staff-sign-in.life'
  | 'staff-search.day'
  | 'identification-code.life'
  | 'identification-code.day'
  | 'identification-code.wrong-teller'
  | 'identification-code.wrong-branch'
  | 'identification-check.life'
  | 'identification-check.tries'
  // Restrictions
  | 'dormancy.after'
  | 'dormancy.reminder'
  | 'id-reminder.first'
  | 'id-reminder.second'
  | 'id.grace'
  | 'binding.life'
  // Screening
  | 'fraud.convicted'
  | 'fraud.identified'
  | 'fraud.running'
  | 'list.shrink'
  | 'review.answer'
  | 'review.continue'
  | 'id-check.right'
  | 'id-check.wrong'
  // Photos
  | 'photo.day'
  | 'photo.confidence'
  | 'verification.day'
  // People's data
  | 'retention.identity'
  | 'retention.transactions'
  | 'retention.complaints'
  | 'data-exports.day'
  // Statements as files
  | 'export.months'
  | 'export.lines'
  | 'export.day'
  | 'download.life'
  | 'receipt-checks.address-hour'
  | 'receipt-checks.minute'
  | 'receipt-files.day'
  // Cards and security
  | 'cards.max'
  | 'card-changes.month'
  | 'mobile-changes.month'
  | 'mobile-changes.id-day'
  | 'mobile-proof.life'
  | 'pin-reset.day'
  | 'recovery.day'
  | 'verification.valid'
  | 'verification.valid-refusal'
  | 'interbank.minute'
  | 'complaint.answer'
  // Messages
  | 'message-ask.again'

export interface Rules {
  /**
   * The value that holds on a business date (Asia/Shanghai), in the unit that the row names (fen, count, minutes …).
   * Throws when no row holds: a limit that is not known is never taken for none.
   */
  on(name: RuleName, ruleClass: RuleClass, date: string): Promise<number>
  /** The same where the regulator may have set no such limit: undefined then. */
  find(name: RuleName, ruleClass: RuleClass, date: string): Promise<number | undefined>
}

interface Row {
  readonly name: string
  readonly class: string
  readonly effective_from: string
  readonly value: number
}

const keyOf = (rule: { readonly name: string; readonly class: string }): string => `${rule.name} ${rule.class}`

/** How old the copy of the table may be. A new row is entered days before its date, so seconds do not matter. */
export const RULES_FRESH_MS = 5_000

/** Reads the table at most every five seconds by the clock; the date picks the row, so a change comes at its midnight. */
export function createRules({ db, clock }: { db: Database; clock: Clock }): Rules {
  let copy: { readonly rows: Promise<ReadonlyMap<string, readonly Row[]>>; readonly at: number } | undefined

  /** By name and class, the newest first. */
  async function read(): Promise<ReadonlyMap<string, readonly Row[]>> {
    const rows = await db.query<Row>(
      'select name, class, effective_from, value from rules order by effective_from desc',
    )
    return Map.groupBy(rows, keyOf)
  }

  function rows(): Promise<ReadonlyMap<string, readonly Row[]>> {
    const now = clock.now()
    // A clock that went back (a reset) makes the copy stale as well.
    if (!copy || now < copy.at || now >= copy.at + RULES_FRESH_MS) {
      const reading = read()
      const mine = { rows: reading, at: now }
      copy = mine
      // A failed reading is nobody's copy: the next caller reads again.
      reading.catch(() => {
        if (copy === mine) copy = undefined
      })
    }
    return copy.rows
  }

  async function find(name: RuleName, ruleClass: RuleClass, date: string): Promise<number | undefined> {
    const dated = (await rows()).get(keyOf({ name, class: ruleClass }))
    return dated?.find((row) => row.effective_from <= date)?.value
  }

  async function on(name: RuleName, ruleClass: RuleClass, date: string): Promise<number> {
    const value = await find(name, ruleClass, date)
    if (value === undefined) throw new Error(`no rule '${name}' for class '${ruleClass}' on ${date}`)
    return value
  }

  return { on, find }
}

import { randomInt, timingSafeEqual } from 'node:crypto'
import { v7 } from 'uuid'
import type { SmsConnector } from '../../connectors/outside.ts'
import { addDays, businessDate, startOfDate, wallClock } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database, Transaction } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { askOutside } from '../asking.ts'
import { countAttempt } from '../attempts.ts'
import type { Clock } from '../caller.ts'
import type { Institution, Visit } from '../capabilities.ts'
import { mobileIndex } from '../customers/identities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'

/** What a code is good for: signing in, or one proof of a number (security/proofs). */
export type CodeSubject = 'sign-in' | `${'mobile-change' | 'pin-reset' | 'recovery'} ${string}`

interface CodeRow {
  readonly id: string
  readonly subject: CodeSubject
  readonly code_hash: Uint8Array
  readonly resend_at: number
  readonly expires_at: number
  readonly tries_left: number
  readonly used_at: number | null
}

export interface SmsCodes {
  send(mobile: string, visit: Visit, subject?: CodeSubject): Promise<Answer<'POST /v1/sms-codes'>>
  /**
   * Spends the code last sent to the number, if it was sent for this. Answers the refusal instead of throwing it, so that the caller's transaction
   * commits the try that was counted: SMS_CODE_WRONG, SMS_CODE_EXPIRED, SMS_CODE_USED.
   */
  spend(tx: Transaction, mobile: string, code: string, subject?: CodeSubject): Promise<BankError | undefined>
}

/** Codes by SMS: six random digits, kept under a keyed hash, one live code a number. Limits are rules. */
export function createSmsCodes(deps: {
  db: Database
  sms: SmsConnector
  sealer: Sealer
  clock: Clock
  rules: Rules
  institution: Institution
}): SmsCodes {
  const { db, sms, sealer, clock, rules, institution } = deps
  // Bound to the row's id: the hash of a code says nothing about the same digits sent another time.
  const hash = (id: string, code: string) => sealer.index('sms-code', `${id}|${code}`)

  return {
    async send(mobile, visit, subject = 'sign-in') {
      const now = clock.now()
      const today = businessDate(now)
      const rule = (name: Parameters<Rules['on']>[0]) => rules.on(name, '', today)
      const gapSeconds = await rule('sms.gap')
      const lifeMinutes = await rule('sms-code.life')
      const tries = await rule('sms-code.tries')
      const perMobile = { name: 'sms.mobile-day', period: today, max: await rule('sms.mobile-day') }
      const hour = wallClock(now).slice(0, 13)
      const perAddress = { name: 'sms.address-hour', period: hour, max: await rule('sms.address-hour') }
      const id = v7()
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const expiresAt = now + lifeMinutes * 60_000
      const index = mobileIndex(sealer, mobile)

      await db.transaction(async (tx) => {
        const stored = await tx.query(
          `insert into sms_codes
             (mobile_index, id, code_hash, sent_at, resend_at, expires_at, tries_left, used_at, subject)
           values ($1, $2, $3, $4, $5, $6, $7, null, $8)
           on conflict (mobile_index) do update set id = excluded.id, code_hash = excluded.code_hash,
             subject = excluded.subject,
             sent_at = excluded.sent_at, resend_at = excluded.resend_at, expires_at = excluded.expires_at,
             tries_left = excluded.tries_left, used_at = null
           where sms_codes.resend_at <= excluded.sent_at
           returning id`,
          [index, id, hash(id, code), now, now + gapSeconds * 1000, expiresAt, tries, subject],
        )
        if (stored.length === 0) {
          const [live] = await tx.query<CodeRow>('select resend_at from sms_codes where mobile_index = $1', [index])
          throw tooOften((live?.resend_at ?? now) - now)
        }
        if (!(await countAttempt(tx, { ...perMobile, key: index })))
          throw tooOften(startOfDate(addDays(today, 1)) - now)
        const address = sealer.index('address', visit.address)
        if (!(await countAttempt(tx, { ...perAddress, key: address }))) throw tooOften(3_600_000 - (now % 3_600_000))
      })

      try {
        await askOutside(() => sms.send(id, { mobile, text: text(visit.language, subject, code, lifeMinutes) }))
      } catch (error) {
        // It may still arrive and is good then; but nobody waits a minute for a failure of ours.
        await db.query('update sms_codes set resend_at = $3 where mobile_index = $1 and id = $2', [index, id, now])
        throw error
      }
      return { resendAfterSeconds: gapSeconds, expiresAt }
    },

    async spend(tx, mobile, code, subject = 'sign-in') {
      const now = clock.now()
      const index = mobileIndex(sealer, mobile)
      const [row] = await tx.query<CodeRow>(
        `select id, subject, code_hash, resend_at, expires_at, tries_left, used_at from sms_codes
         where mobile_index = $1 for update`,
        [index],
      )
      // Whoever never asked for one, or for something else, is told the same as one who waited too long.
      if (!row || row.subject !== subject || now >= row.expires_at || row.tries_left <= 0)
        return new BankError('SMS_CODE_EXPIRED', { field: 'code' })
      if (row.used_at !== null) return new BankError('SMS_CODE_USED', { field: 'code' })
      if (timingSafeEqual(row.code_hash, hash(row.id, code))) {
        await tx.query('update sms_codes set used_at = $2 where mobile_index = $1', [index, now])
        return undefined
      }
      await tx.query('update sms_codes set tries_left = tries_left - 1 where mobile_index = $1', [index])
      const left = row.tries_left - 1
      return left === 0
        ? new BankError('SMS_CODE_EXPIRED', { field: 'code' })
        : new BankError('SMS_CODE_WRONG', { field: 'code', params: { left } })
    },
  }

  function text(language: Visit['language'], subject: CodeSubject, code: string, minutes: number): string {
    const [what] = subject.split(' ') as [keyof typeof NAMES]
    return language === 'zh'
      ? `【${institution.name}】${NAMES[what].zh}验证码 ${code}，${minutes} 分钟内有效。请勿告诉任何人，本行人员不会向您索要。`
      : `[${institution.nameEn}] Your ${NAMES[what].en} code is ${code}, valid for ${minutes} minutes. Never share it; we will not ask for it.`
  }
}

/** A message says what its code does, so that nobody is talked into giving it away for something else. */
const NAMES = {
  'sign-in': { zh: '登录', en: 'sign-in' },
  'mobile-change': { zh: '更换手机号', en: 'change-of-number' },
  'pin-reset': { zh: '重设交易密码', en: 'PIN-reset' },
  recovery: { zh: '更换微信、找回账户', en: 'account-recovery' },
} as const

function tooOften(waitMs: number): BankError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return new BankError('SMS_TOO_OFTEN', { params: { seconds }, retryAfter: seconds })
}

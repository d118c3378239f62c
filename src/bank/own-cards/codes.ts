import { randomInt, timingSafeEqual } from 'node:crypto'
import { v7 } from 'uuid'
import type { CardHolder, CardsConnector, SmsConnector } from '../../connectors/outside.ts'
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { CARD_INDEX } from '../accounts/opening.ts'
import { ownAgreement } from '../accounts/own-card.ts'
import { countAttempt } from '../attempts.ts'
import type { Clock } from '../caller.ts'
import type { Institution } from '../capabilities.ts'
import { mobileIndex } from '../customers/identities.ts'
import type { Rules } from '../rules/rules.ts'

interface CodeRow {
  readonly number_sealed: Uint8Array
  readonly code_hash: Uint8Array
  readonly expires_at: number
  readonly tries_left: number
  readonly used_at: number | null
  readonly newest: boolean
}

export interface OwnCodes extends Pick<CardsConnector, 'requestAgreement'> {
  /** Undefined: no code of ours was sent under this id. */
  sign(id: string, smsCode: string): Promise<Awaited<ReturnType<CardsConnector['signAgreement']>> | undefined>
}

/**
 * The bank's own code to the number reserved at its core, kept under a keyed hash; the newest of a card is the good one.
 * Whose the card is was asked of the core before. Life and tries of a code are rules.
 */
export function createOwnCodes(deps: {
  readonly db: Database
  readonly sealer: Sealer
  readonly clock: Clock
  readonly rules: Rules
  readonly sms: SmsConnector
  readonly institution: Pick<Institution, 'name'>
}): OwnCodes {
  const { db, sealer, clock, rules, sms, institution } = deps
  const hash = (id: string, code: string) => sealer.index('own-card-code', `${id}|${code}`)

  async function requestAgreement(id: string, { cardNumber, mobile }: CardHolder) {
    const now = clock.now()
    const today = businessDate(now)
    const [known] = await db.query('select 1 as one from own_card_codes where id = $1', [id])
    if (known) return { ok: true } as const
    const max = await rules.on('sms.mobile-day', '', today)
    if (!(await countAttempt(db, { name: 'sms.mobile-day', period: today, max, key: mobileIndex(sealer, mobile) }))) {
      const seconds = Math.ceil((startOfDate(addDays(today, 1)) - now) / 1000)
      return { ok: false, why: 'too-often', seconds } as const
    }
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const minutes = await rules.on('sms-code.life', '', today)
    const stored = await db.query(
      `insert into own_card_codes (id, card_index, number_sealed, code_hash, sent_at, expires_at, tries_left)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
      [
        id,
        sealer.index(CARD_INDEX, cardNumber),
        sealer.seal(cardNumber),
        hash(id, code),
        now,
        now + minutes * 60_000,
        await rules.on('sms-code.tries', '', today),
      ],
    )
    // A twin of this very request sends it.
    if (stored.length === 0) return { ok: true } as const
    const last4 = cardNumber.slice(-4)
    const text = `【${institution.name}】验证码 ${code}，用于绑定您尾号 ${last4} 的本行 I 类户，${minutes} 分钟内有效。请勿告诉任何人，本行人员不会向您索要。`
    try {
      await sms.send(v7(), { mobile, text })
    } catch (error) {
      // Whoever asks again under this id gets another code; should this one still arrive, it is void.
      await db.query('delete from own_card_codes where id = $1', [id])
      throw error
    }
    return { ok: true } as const
  }

  const sign: OwnCodes['sign'] = (id, smsCode) =>
    db.transaction(async (tx) => {
      const [row] = await tx.query<CodeRow>(
        `select number_sealed, code_hash, expires_at, tries_left, used_at,
           not exists (select from own_card_codes n where n.card_index = c.card_index and n.sent_at > c.sent_at) as newest
         from own_card_codes c where id = $1 for update`,
        [id],
      )
      if (!row) return undefined
      const right = timingSafeEqual(row.code_hash, hash(id, smsCode))
      const signed = { ok: true, agreementNo: ownAgreement(sealer.open(row.number_sealed)) } as const
      // The answer to the first may have been lost.
      if (row.used_at !== null) return right ? signed : ({ ok: false, why: 'used-code' } as const)
      if (clock.now() >= row.expires_at || row.tries_left <= 0 || !row.newest) {
        return { ok: false, why: 'expired-code' } as const
      }
      if (right) {
        await tx.query('update own_card_codes set used_at = $2 where id = $1', [id, clock.now()])
        return signed
      }
      await tx.query('update own_card_codes set tries_left = tries_left - 1 where id = $1', [id])
      return { ok: false, why: 'wrong-code', left: row.tries_left - 1 } as const
    })

  return { requestAgreement, sign }
}

import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database, Queryable } from '../../storage/database.ts'
import type { Caller, Clock } from '../caller.ts'
import type { PersonalData } from '../capabilities.ts'
import { BankError } from '../errors.ts'

type Consent = Answer<'GET /v1/me/consents'>['consents'][number]

interface TextRow {
  readonly purpose: Consent['purpose']
  readonly version: string
  readonly needed: boolean
  readonly title_zh: string
  readonly title_en: string
  readonly about_zh: string
  readonly about_en: string
}

interface ChangeRow {
  readonly kind: string
  readonly version: string
  readonly given: boolean
  readonly given_at: number
}

/** The text of each purpose that holds on a business date. What is needed comes first. */
const textsOn = (db: Queryable, date: string): Promise<TextRow[]> =>
  db.query(
    `select distinct on (needed, purpose) purpose, version, needed, title_zh, title_en, about_zh, about_en
     from consent_texts where effective_from <= $1 order by needed desc, purpose, effective_from desc`,
    [date],
  )

/** The last word of a person on each purpose. */
const lastChanges = (db: Queryable, customerId: string): Promise<ChangeRow[]> =>
  db.query(
    `select distinct on (kind) kind, version, given, given_at from consents
     where customer_id = $1 order by kind, number desc`,
    [customerId],
  )

/**
 * What a person agrees to, by purpose and version. Every change is a row; a change to what stands already is none. What
 * is needed for an account cannot be taken back while there is one: it ends with the account.
 */
export function createConsents({
  db,
  clock,
}: {
  db: Database
  clock: Clock
}): Pick<PersonalData, 'consents' | 'consent'> {
  async function list(caller: Caller): Promise<Answer<'GET /v1/me/consents'>> {
    const [texts, changes] = await Promise.all([
      textsOn(db, businessDate(clock.now())),
      lastChanges(db, caller.customerId),
    ])
    const last = new Map(changes.map((change) => [change.kind, change]))
    const zh = caller.language === 'zh'
    return {
      consents: texts.map((text) => {
        const change = last.get(text.purpose)
        return {
          purpose: text.purpose,
          title: zh ? text.title_zh : text.title_en,
          about: zh ? text.about_zh : text.about_en,
          needed: text.needed,
          given: change?.given ?? false,
          version: text.version,
          last: change ? { version: change.version, at: change.given_at } : null,
        }
      }),
    }
  }

  return {
    consents: list,

    async consent(caller, purpose, { given, version }) {
      const now = clock.now()
      const text = (await textsOn(db, businessDate(now))).find((one) => one.purpose === purpose)
      if (!text || text.version !== version) throw new BankError('CONSENT_TEXT_CHANGED', { field: 'version' })
      if (text.needed && !given) throw new BankError('CONSENT_NEEDED', { field: 'given' })
      await db.transaction(async (tx) => {
        // Two taps at once: the second one sees the first.
        await tx.query('select id from customers where id = $1 for update', [caller.customerId])
        const before = (await lastChanges(tx, caller.customerId)).find(({ kind }) => kind === purpose)
        if (before ? before.given === given && (!given || before.version === version) : !given) return
        await tx.query(
          `insert into consents (customer_id, kind, version, given_at, given) values ($1, $2, $3, $4, $5)`,
          [caller.customerId, purpose, version, now, given],
        )
      })
      return list(caller)
    },
  }
}

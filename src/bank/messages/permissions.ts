import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database, Queryable } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Caller, Clock } from '../caller.ts'
import type { MessagePermissions } from '../capabilities.ts'
import type { Rules } from '../rules/rules.ts'

type Shown = Answer<'GET /v1/message-permissions'>['permissions'][number]
export type Template = Shown['template']

/** What this mini-program has of WeChat's templates. */
export interface WechatTemplates {
  /** WeChat's ids. */
  readonly ids: Readonly<Partial<Record<Template, string>>>
  /** Long-term ones, which finance may have: one permission is good until it is taken back, not for one message. */
  readonly lasting: boolean
}

interface PermissionRow {
  readonly template: Template
  readonly answer: 'accept' | 'reject' | 'ban' | 'filter' | null
  readonly answered_at: number | null
  readonly remaining: number
  readonly wanted: boolean
}

interface PermissionsDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly rules: Rules
  readonly templates: WechatTemplates
}

const TEMPLATES: readonly Template[] = ['arrival', 'outcome']

/**
 * Whether WeChat may bring a person messages. WeChat asks, on a tap, and counts for itself; the bank keeps what was
 * answered, so that it asks at the right moment and does not ask again whoever said no.
 */
export function createPermissions({ db, clock, rules, templates }: PermissionsDependencies): MessagePermissions {
  async function list({ customerId }: Caller): Promise<Answer<'GET /v1/message-permissions'>> {
    const [rows, identities] = await Promise.all([
      db.query<PermissionRow>(
        'select template, answer, answered_at, remaining, wanted from message_permissions where customer_id = $1',
        [customerId],
      ),
      db.query('select 1 as one from wechat_identities where customer_id = $1 limit 1', [customerId]),
    ])
    // Who came by SMS has no WeChat that could be written to.
    if (identities.length === 0) return { permissions: [] }
    const today = businessDate(clock.now())
    const quietSince = startOfDate(addDays(today, -(await rules.on('message-ask.again', '', today))))
    return {
      permissions: TEMPLATES.flatMap((template) => {
        const templateId = templates.ids[template]
        if (templateId === undefined) return []
        const row = rows.find((one) => one.template === template)
        const allowed = (row?.remaining ?? 0) > 0
        const refused = row?.answer === 'reject' || row?.answer === 'filter'
        const quiet = row?.answer === 'ban' || (refused && (row.answered_at ?? 0) >= quietSince)
        const wanted = row?.wanted ?? true
        const ask = wanted && !allowed && !quiet
        return [{ template, templateId, allowed, wanted, ask, answeredAt: row?.answered_at ?? null }]
      }),
    }
  }

  return {
    list,

    async record(caller, { id, answers }) {
      const now = clock.now()
      await db.transaction(async (tx) => {
        for (const { template, answer } of answers) {
          const more = answer === 'accept' ? 1 : 0
          await tx.query(
            `insert into message_permissions as p (customer_id, template, answer, answered_at, answer_id, remaining)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (customer_id, template) do update set answer = excluded.answer,
               answered_at = excluded.answered_at, answer_id = excluded.answer_id,
               remaining = case when excluded.answer <> 'accept' then p.remaining
                 when $7 then 1 else least(p.remaining + 1, 100) end,
               wanted = p.wanted or excluded.answer = 'accept'
             where p.answer_id is distinct from excluded.answer_id`,
            [caller.customerId, template, answer, now, id, more, templates.lasting],
          )
        }
      })
      return list(caller)
    },

    async wish(caller, template, { wanted }) {
      await db.query(
        `insert into message_permissions (customer_id, template, wanted) values ($1, $2, $3)
         on conflict (customer_id, template) do update set wanted = excluded.wanted`,
        [caller.customerId, template, wanted],
      )
      return list(caller)
    },
  }
}

interface OpenidRow {
  readonly openid_sealed: Uint8Array
}

const PERMITTED = `
  select k.n, w.openid_sealed
  from unnest($1::uuid[], $2::text[]) with ordinality as k (customer_id, template, n)
  join message_permissions p using (customer_id, template)
  join wechat_identities w using (customer_id)
  where p.wanted and p.remaining > 0`

/** Whom WeChat may bring such a message, by what we know; undefined: nobody. */
export async function permittedOpenid(
  db: Database,
  sealer: Sealer,
  customerId: string,
  template: Template,
): Promise<string | undefined> {
  const [row] = await findRows<OpenidRow>(db, PERMITTED, [customerId, template])
  return row && sealer.open(row.openid_sealed)
}

/** Counts a message that WeChat took, or that it takes no more. */
export const countPermission = (
  on: Queryable,
  { customerId, template, left }: { customerId: string; template: Template; left: 'one-fewer' | 'none' },
): Promise<object[]> =>
  on.query(
    `update message_permissions set remaining = ${left === 'none' ? '0' : 'greatest(remaining - 1, 0)'}
     where customer_id = $1 and template = $2`,
    [customerId, template],
  )

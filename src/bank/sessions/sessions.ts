/**
 * bank/sessions/: who is signed in, where, for how long. A session is a random token of which only the hash is stored;
 * it is looked up at every request, so an ended one is refused by every process at once. Signing in is by WeChat's code
 * or by a code sent to the mobile number; both reach the same person.
 */
import { v7 } from 'uuid'
import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database, Transaction } from '../../storage/database.ts'
import { gather } from '../../storage/gather.ts'
import { findRows } from '../../storage/lookup.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Sessions, Visit } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { newToken, tokenHash } from '../token.ts'

type SignedInBy = 'wechat' | 'sms'

interface SessionRow {
  readonly id: string
  readonly customer_id: string
  readonly signed_in_by: SignedInBy
  readonly device: string
  readonly created_at: number
  readonly last_seen_at: number
  readonly expires_at: number
  readonly ended_at: number | null
}

const BY_TOKEN = `
  select k.n, s.id, s.customer_id, s.signed_in_by, s.device, s.created_at, s.last_seen_at, s.expires_at, s.ended_at
  from unnest($1::text[]) with ordinality as k (hash, n) join sessions s on s.token_hash = decode(k.hash, 'hex')`
/** How exactly `last seen` is kept: a request writes it only when it is older, so that reading stays reading. */
const SEEN_EVERY_MS = 60_000
const DEVICE_LENGTH = 80

export interface SessionRecords extends Pick<Sessions, 'resolve' | 'list' | 'end'> {
  /** How long a session of this kind lasts. Asked before the transaction in which it begins. */
  lifeMs(by: SignedInBy): Promise<number>
  /** Opens a session for a person who has just proved who they are. */
  begin(
    tx: Transaction,
    person: { customerId: string; by: SignedInBy; openidIndex: Uint8Array | null; linkId: string | null },
    visit: Visit,
    lifeMs: number,
  ): Promise<{ token: string; sessionId: string; expiresAt: number }>
}

export function createSessionRecords(deps: { db: Database; clock: Clock; rules: Rules }): SessionRecords {
  const { db, clock, rules } = deps

  const seen = gather((sessions: readonly { id: string; at: number }[]) => noteSeen(db, sessions), {
    lanes: 1,
    most: 1000,
    queue: 20_000,
  })

  const idleMs = async (by: SignedInBy, now: number) =>
    (await rules.on(`session.idle-${by}`, '', businessDate(now))) * 60_000

  const isLive = async (row: SessionRow, now: number) =>
    row.ended_at === null && now < row.expires_at && now - row.last_seen_at < (await idleMs(row.signed_in_by, now))

  return {
    lifeMs: async (by) => (await rules.on(`session.life-${by}`, '', businessDate(clock.now()))) * 3_600_000,

    async begin(tx, person, visit, lifeMs) {
      const now = clock.now()
      const token = newToken()
      const sessionId = v7()
      await tx.query(
        `insert into sessions (id, token_hash, customer_id, signed_in_by, openid_index, device, link_id,
           created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)`,
        [
          sessionId,
          tokenHash(token),
          person.customerId,
          person.by,
          person.openidIndex,
          visit.device.slice(0, DEVICE_LENGTH),
          person.linkId,
          now,
          now + lifeMs,
        ],
      )
      return { token, sessionId, expiresAt: now + lifeMs }
    },

    async resolve(token, { language, traceId, unattended = false }): Promise<Caller> {
      const now = clock.now()
      const [row] = await findRows<SessionRow>(db, BY_TOKEN, [Buffer.from(tokenHash(token)).toString('hex')])
      if (!row || !(await isLive(row, now))) throw new BankError('SESSION_ENDED')
      if (!unattended && now - row.last_seen_at >= SEEN_EVERY_MS) {
        await seen({ id: row.id, at: now })
      }
      return { customerId: row.customer_id, sessionId: row.id, language, traceId }
    },

    async list(caller): Promise<Answer<'GET /v1/sessions'>> {
      const now = clock.now()
      const rows = await db.query<SessionRow>(
        `select * from sessions where customer_id = $1 and ended_at is null and expires_at > $2
         order by last_seen_at desc, id desc limit 50`,
        [caller.customerId, now],
      )
      const live = await Promise.all(rows.map((row) => isLive(row, now)))
      return {
        sessions: rows
          .filter((_, i) => live[i])
          .map((row) => ({
            id: row.id,
            by: row.signed_in_by,
            device: row.device,
            createdAt: row.created_at,
            lastSeenAt: row.last_seen_at,
            expiresAt: row.expires_at,
            current: row.id === caller.sessionId,
          })),
      }
    },

    async end(caller, id) {
      const ended = await db.query(
        'update sessions set ended_at = coalesce(ended_at, $3) where customer_id = $1 and id = $2 returning id',
        [caller.customerId, id === 'current' ? caller.sessionId : id, clock.now()],
      )
      if (ended.length === 0) throw new BankError('NOT_FOUND')
      return {}
    },
  }
}

/** Many sessions' `last seen` by one statement. Rows are locked in one order, so that two processes do not wait crosswise. */
async function noteSeen(db: Database, sessions: readonly { id: string; at: number }[]): Promise<readonly undefined[]> {
  await db.query(
    `with seen as (
       select s.id, k.at from unnest($1::uuid[], $2::bigint[]) as k (id, at) join sessions s on s.id = k.id
       where s.last_seen_at < k.at order by s.id for update of s
     )
     update sessions s set last_seen_at = seen.at from seen where s.id = seen.id`,
    [sessions.map(({ id }) => id), sessions.map(({ at }) => at)],
  )
  return sessions.map(() => undefined)
}

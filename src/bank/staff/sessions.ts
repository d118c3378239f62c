import { v7 } from 'uuid'
import { STAFF_ROLES, type StaffRole } from '../../contract/choices.ts'
import { businessDate } from '../../contract/dates.ts'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Clock } from '../caller.ts'
import type { Visit } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { newToken, tokenHash } from '../token.ts'
import type { StaffCaller } from './caller.ts'

interface SessionRow {
  readonly id: string
  readonly staff_id: string
  readonly name_sealed: Uint8Array
  readonly branch: string
  readonly roles: string
  readonly last_seen_at: number
  readonly expires_at: number
  readonly ended_at: number | null
}

/** How exactly `last seen` is kept: reading stays reading. */
const SEEN_EVERY_MS = 30_000

/** Someone whom the provider has just vouched for. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly branch: string
  readonly roles: readonly StaffRole[]
}

export interface StaffSessions {
  begin(member: Member): Promise<{ readonly token: string; readonly lifeMs: number }>
  /** Who holds this token. Throws SESSION_ENDED for one that is unknown, ended, idle for too long or over. */
  resolve(token: string, request: Pick<Visit, 'language' | 'traceId'>): Promise<StaffCaller>
  end(caller: StaffCaller): Promise<Record<string, never>>
  me(caller: StaffCaller): Promise<StaffAnswer<'GET /console/api/me'>>
}

/** Sessions of staff: short, and looked up at every request, so an ended one is refused by every process at once. */
export function createStaffSessions(deps: { db: Database; sealer: Sealer; clock: Clock; rules: Rules }): StaffSessions {
  const { db, sealer, clock, rules } = deps
  const idleMinutes = () => rules.on('staff-session.idle', '', businessDate(clock.now()))

  return {
    async begin(member) {
      const now = clock.now()
      const lifeMs = (await rules.on('staff-session.life', '', businessDate(now))) * 3_600_000
      const token = newToken()
      await db.transaction(async (tx) => {
        await tx.query(
          `insert into staff (id, name_sealed, branch, signed_in_at) values ($1, $2, $3, $4)
           on conflict (id) do update set name_sealed = excluded.name_sealed, branch = excluded.branch,
             signed_in_at = excluded.signed_in_at`,
          [member.id, sealer.seal(member.name), member.branch, now],
        )
        await tx.query(
          `insert into staff_sessions (id, token_hash, staff_id, branch, roles, created_at, last_seen_at, expires_at)
           values ($1, $2, $3, $4, $5, $6, $6, $7)`,
          [v7(), tokenHash(token), member.id, member.branch, member.roles.join(','), now, now + lifeMs],
        )
      })
      return { token, lifeMs }
    },

    async resolve(token, { language, traceId }) {
      const now = clock.now()
      const [row] = await db.query<SessionRow>(
        `select s.id, s.staff_id, m.name_sealed, s.branch, s.roles, s.last_seen_at, s.expires_at, s.ended_at
         from staff_sessions s join staff m on m.id = s.staff_id where s.token_hash = $1`,
        [tokenHash(token)],
      )
      const idleMs = (await idleMinutes()) * 60_000
      if (!row || row.ended_at !== null || now >= row.expires_at || now - row.last_seen_at >= idleMs) {
        throw new BankError('SESSION_ENDED')
      }
      if (now - row.last_seen_at >= SEEN_EVERY_MS) {
        await db.query('update staff_sessions set last_seen_at = $2 where id = $1 and last_seen_at < $2', [row.id, now])
      }
      return {
        staffId: row.staff_id,
        sessionId: row.id,
        name: sealer.open(row.name_sealed),
        branch: row.branch,
        roles: STAFF_ROLES.filter((role) => row.roles.split(',').includes(role)),
        language,
        traceId,
      }
    },

    async end({ sessionId }) {
      await db.query('update staff_sessions set ended_at = coalesce(ended_at, $2) where id = $1', [
        sessionId,
        clock.now(),
      ])
      return {}
    },

    async me({ staffId, sessionId, name, branch, roles }) {
      const [row] = await db.query<{ expires_at: number }>('select expires_at from staff_sessions where id = $1', [
        sessionId,
      ])
      if (!row) throw new BankError('SESSION_ENDED')
      return {
        id: staffId,
        name,
        branch,
        roles: [...roles],
        expiresAt: row.expires_at,
        idleMinutes: await idleMinutes(),
      }
    },
  }
}

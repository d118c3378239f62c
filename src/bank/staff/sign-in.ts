import type { StaffConnector, StaffSignInSecrets } from '../../connectors/outside.ts'
import { STAFF_ROLES } from '../../contract/choices.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { askOutside } from '../asking.ts'
import type { Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { newToken, tokenHash } from '../token.ts'
import type { StaffSessions } from './sessions.ts'

export interface StaffSignIn {
  /** Where the browser is to go, and what it must bring back with the answer, in a cookie. Throws OUTSIDE_UNAVAILABLE. */
  begin(redirectUri: string): Promise<{ readonly url: string; readonly attempt: string; readonly lifeMs: number }>
  /**
   * Redeems what the provider sent the browser back with. `attempt` is good for one answer.
   * Throws STAFF_SIGN_IN_FAILED, STAFF_NOT_ALLOWED, OUTSIDE_UNAVAILABLE.
   */
  finish(attempt: string, returned: string): Promise<{ readonly token: string; readonly lifeMs: number }>
}

/** Staff signs in at the bank's own provider; what binds its answer to our question stays here. */
export function createStaffSignIn(deps: {
  db: Database
  sealer: Sealer
  clock: Clock
  rules: Rules
  provider: StaffConnector
  sessions: StaffSessions
}): StaffSignIn {
  const { db, sealer, clock, rules, provider, sessions } = deps

  return {
    async begin(redirectUri) {
      const now = clock.now()
      const { url, secrets } = await askOutside(() => provider.begin(redirectUri))
      const attempt = newToken()
      const lifeMs = (await rules.on('staff-sign-in.life', '', businessDate(now))) * 60_000
      await db.query('insert into staff_sign_ins (token_hash, secrets_sealed, expires_at) values ($1, $2, $3)', [
        tokenHash(attempt),
        sealer.seal(JSON.stringify(secrets)),
        now + lifeMs,
      ])
      return { url, attempt, lifeMs }
    },

    async finish(attempt, returned) {
      // Taken away before the provider is asked: of two that bring the same answer one goes on.
      const [taken] = await db.query<{ secrets_sealed: Uint8Array; expires_at: number }>(
        'delete from staff_sign_ins where token_hash = $1 returning secrets_sealed, expires_at',
        [tokenHash(attempt)],
      )
      if (!taken || clock.now() >= taken.expires_at) throw new BankError('STAFF_SIGN_IN_FAILED')
      const secrets = JSON.parse(sealer.open(taken.secrets_sealed)) as StaffSignInSecrets
      const answer = await askOutside(() => provider.finish(returned, secrets))
      if (!answer.ok) throw new BankError('STAFF_SIGN_IN_FAILED')
      const { subject, name, branch } = answer.identity
      // The provider knows many roles; ours are those that the contract names.
      const roles = STAFF_ROLES.filter((role) => answer.identity.roles.includes(role))
      if (roles.length === 0 || branch.trim() === '') throw new BankError('STAFF_NOT_ALLOWED')
      return sessions.begin({ id: subject, name: name.trim() || subject, branch: branch.trim(), roles })
    },
  }
}

import { createHash, randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { businessDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Caller, Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { openPin, type PinEntry } from './cipher.ts'

type Purpose = Body<'POST /v1/pin-challenges'>['purpose']
export type EncryptedPin = Body<'POST /v1/authorisations'>['pin']

interface ChallengeRow {
  readonly nonce: string
  readonly timestamp_s: number
  readonly expires_at: number
  readonly used_for: Uint8Array | null
}

export interface Challenges {
  issue(caller: Caller, purpose: Purpose): Promise<Omit<Answer<'POST /v1/pin-challenges'>, 'publicKey'>>
  /**
   * Decrypts a PIN entry and uses its challenge up. `use` is the one thing it is used for: the very same request may come
   * again (its answer was lost), nothing else may. Throws PIN_CHALLENGE_INVALID.
   */
  spend(caller: Caller, purpose: Purpose, use: string, pin: EncryptedPin): Promise<PinEntry>
  /** Closes a challenge even to a repeat: a wrong entry that is sent again must not count as another try. */
  close(caller: Caller, pin: EncryptedPin): Promise<void>
}

const CLOSED = new Uint8Array(1)

export function createChallenges(deps: { db: Database; clock: Clock; rules: Rules; privateKey: string }): Challenges {
  const { db, clock, rules, privateKey } = deps

  return {
    async issue(caller, purpose) {
      const now = clock.now()
      const minutes = await rules.on('pin.challenge', '', businessDate(now))
      const challenge = {
        id: v7(),
        nonce: randomBytes(16).toString('hex'),
        timestamp: Math.floor(now / 1000),
        expiresAt: now + minutes * 60_000,
      }
      await db.query(
        `insert into pin_challenges (session_id, id, purpose, nonce, timestamp_s, expires_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [caller.sessionId, challenge.id, purpose, challenge.nonce, challenge.timestamp, challenge.expiresAt],
      )
      return challenge
    },

    async spend(caller, purpose, use, pin) {
      const key = [caller.sessionId, pin.challengeId]
      const [row] = await db.query<ChallengeRow>(
        `select nonce, timestamp_s, expires_at, used_for from pin_challenges
         where session_id = $1 and id = $2 and purpose = $3`,
        [...key, purpose],
      )
      if (!row || clock.now() >= row.expires_at) throw new BankError('PIN_CHALLENGE_INVALID', { field: 'pin' })
      const entry = openPin(pin.cipher, privateKey)
      const usedFor = createHash('sha256').update(use).digest()
      if (!entry || entry.nonce !== row.nonce || entry.timestamp !== String(row.timestamp_s))
        throw new BankError('PIN_CHALLENGE_INVALID', { field: 'pin' })
      // One statement decides between two that come at once.
      const spent = await db.query(
        `update pin_challenges set used_for = $3
         where session_id = $1 and id = $2 and (used_for is null or used_for = $3) returning id`,
        [...key, usedFor],
      )
      if (spent.length === 0) throw new BankError('PIN_CHALLENGE_INVALID', { field: 'pin' })
      return entry
    },

    async close(caller, pin) {
      await db.query('update pin_challenges set used_for = $3 where session_id = $1 and id = $2', [
        caller.sessionId,
        pin.challengeId,
        CLOSED,
      ])
    },
  }
}

/**
 * bank/pins/: the six-digit PIN and what it buys. It arrives encrypted for us, bound to a session, a purpose and a nonce;
 * the digits are never seen. A right PIN buys a single-use authorisation for one order, which the write path consumes.
 */
import { createHash } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import { businessDate } from '../../contract/dates.ts'
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Pins } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { newToken, tokenHash } from '../token.ts'
import type { RecordChange } from '../writes/write.ts'
import { createChallenges, type EncryptedPin } from './challenges.ts'
import { createPinHashing, type StoredPin } from './hashing.ts'
import { orderText } from './order.ts'
import { createTries, locked } from './tries.ts'
import { personalPins, pinHash, weakPins } from './weak.ts'

export interface PinSecrets {
  /** Version (1 to 255) to pepper: 32 bytes in base64. Old versions stay to check the PINs that were set under them. */
  readonly pinPeppers: Readonly<Record<number, string>>
  readonly currentPinPepper: number
  /** SM2 private key that PINs are decrypted with, 64 hex digits. */
  readonly pinPrivateKey: string
}

export interface PinRecords extends Pins {
  /**
   * Checks a new PIN entered twice and answers the record to write. `use` names what it is set in, so that a repeat of the
   * same request passes. Throws PIN_CHALLENGE_INVALID, PIN_MISMATCH, PIN_WEAK.
   */
  choose(
    caller: Caller,
    use: string,
    entered: Pick<Body<'POST /v1/bindings/:bindingId/confirmation'>, 'pin' | 'pinAgain'>,
    person: { idNumber: string; mobile: string },
  ): Promise<RecordChange>
}

export function createPins(deps: { db: Database; clock: Clock; rules: Rules; secrets: PinSecrets }): PinRecords {
  const { db, clock, rules, secrets } = deps
  const challenges = createChallenges({ ...deps, privateKey: secrets.pinPrivateKey })
  const tries = createTries(deps)
  const hashing = createPinHashing(secrets.pinPeppers, secrets.currentPinPepper)
  const publicKey = sm2.getPublicKeyFromPrivateKey(secrets.pinPrivateKey)
  const weak = new Set([...weakPins()].map(pinHash))

  /** Throws PIN_CHALLENGE_INVALID, PIN_WRONG, PIN_LOCKED, PIN_NOT_SET. */
  async function check(caller: Caller, order: string, pin: EncryptedPin): Promise<void> {
    const { customerId } = caller
    await tries.check(customerId)
    const entry = await challenges.spend(caller, 'authorise', `${order}|${digest(pin.cipher)}`, pin)
    const counted = await tries.begin(customerId)
    const [stored] = await db.query<{ hash: Uint8Array; salt: Uint8Array; pepper_version: number }>(
      'select hash, salt, pepper_version from pins where customer_id = $1',
      [customerId],
    )
    if (!stored) throw new BankError('PIN_NOT_SET')
    if (await hashing.matches(entry.pinHash, { ...stored, pepperVersion: stored.pepper_version })) {
      await tries.forgive(customerId)
      if (stored.pepper_version !== hashing.currentPepper) await renew(customerId, await hashing.hash(entry.pinHash))
      return
    }
    await challenges.close(caller, pin)
    if (counted.lockedUntil !== null) throw locked(counted.lockedUntil, clock.now())
    throw new BankError('PIN_WRONG', { field: 'pin', params: { left: counted.left } })
  }

  /** A right PIN is the one moment when it can move to the current pepper. */
  async function renew(customerId: string, stored: StoredPin): Promise<void> {
    await db.query('update pins set hash = $2, salt = $3, pepper_version = $4 where customer_id = $1', [
      customerId,
      stored.hash,
      stored.salt,
      stored.pepperVersion,
    ])
  }

  async function authorise(caller: Caller, order: string, pin: EncryptedPin) {
    await check(caller, order, pin)
    const now = clock.now()
    const expiresAt = now + (await rules.on('authorisation.life', '', businessDate(now))) * 60_000
    const token = newToken()
    await db.query('insert into authorisations (owner, token_hash, order_text, expires_at) values ($1, $2, $3, $4)', [
      caller.customerId,
      tokenHash(token),
      order,
      expiresAt,
    ])
    return { token, expiresAt }
  }

  return {
    challenge: async (caller, { purpose }) => ({ ...(await challenges.issue(caller, purpose)), publicKey }),
    authorise: (caller, { pin, order }) => authorise(caller, orderText(order), pin),

    async use(caller, order, authorisation) {
      if ('token' in authorisation) return { token: authorisation.token, order }
      const { token } = await authorise(caller, order, authorisation.pin)
      return { token, order }
    },

    async choose(caller, use, { pin, pinAgain }, person) {
      const both = `${use}|${digest(pin.cipher)}|${digest(pinAgain.cipher)}`
      const first = await challenges.spend(caller, 'set', both, pin)
      const second = await challenges.spend(caller, 'set', both, pinAgain)
      if (first.pinHash !== second.pinHash) throw new BankError('PIN_MISMATCH', { field: 'pinAgain' })
      if (weak.has(first.pinHash) || personalPins(person).map(pinHash).includes(first.pinHash))
        throw new BankError('PIN_WEAK', { field: 'pin' })
      const { hash, salt, pepperVersion } = await hashing.hash(first.pinHash)
      return {
        insert: 'pins',
        row: { customer_id: caller.customerId, hash, salt, pepper_version: pepperVersion, set_at: clock.now() },
      }
    },
  }
}

const digest = (cipher: string): string => createHash('sha256').update(cipher).digest('hex')

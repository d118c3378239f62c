/**
 * bank/pins/: the six-digit PIN and what it buys. It arrives encrypted for us, bound to a session, a purpose and a nonce;
 * the digits are never seen. A right PIN buys a single-use authorisation for one order, which the write path consumes.
 */
import { createHash } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import { businessDate } from '../../contract/dates.ts'
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Pins } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { newToken, tokenHash } from '../token.ts'
import type { RecordChange } from '../writes/write.ts'
import { createChallenges, type EncryptedPin } from './challenges.ts'
import { createPinHashing, type HashingCost, type StoredPin } from './hashing.ts'
import { orderText } from './order.ts'
import { type CountedTry, createTries, locked } from './tries.ts'
import { personalPins, pinHash, weakPins } from './weak.ts'

export interface PinSecrets {
  /** Version (1 to 255) to pepper: 32 bytes in base64. Old versions stay to check the PINs that were set under them. */
  readonly pinPeppers: Readonly<Record<number, string>>
  readonly currentPinPepper: number
  /** SM2 private key that PINs are decrypted with, 64 hex digits. */
  readonly pinPrivateKey: string
  /** What hashing a PIN costs; what production needs unless given. Tests, which hash thousands of them, give less. */
  readonly hashingCost?: HashingCost
}

/** A PIN and since when it has been this one. */
interface HeldPin extends StoredPin {
  readonly setAt: number
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
  /** The same in place of the PIN there is: what was locked is open again, and no authorisation bought before is good. */
  replace(...given: Parameters<PinRecords['choose']>): Promise<readonly RecordChange[]>
  /**
   * Whether a PIN entered in the caller's session is that of `holder`, and `also` holds. Everything else counts as a wrong
   * try of the holder's and takes as long: nobody there, a lock, the right PIN with something else wrong.
   * Throws PIN_CHALLENGE_INVALID.
   */
  matches(caller: Caller, use: string, pin: EncryptedPin, holder: string | undefined, also: boolean): Promise<boolean>
}

export function createPins(deps: {
  db: Database
  clock: Clock
  rules: Rules
  sealer: Sealer
  secrets: PinSecrets
}): PinRecords {
  const { db, clock, rules, sealer, secrets } = deps
  const challenges = createChallenges({ ...deps, privateKey: secrets.pinPrivateKey })
  const tries = createTries(deps)
  const hashing = createPinHashing(secrets.pinPeppers, secrets.currentPinPepper, secrets.hashingCost)
  const publicKey = sm2.getPublicKeyFromPrivateKey(secrets.pinPrivateKey)
  const weak = new Set([...weakPins()].map(pinHash))

  async function findPin(customerId: string): Promise<HeldPin | undefined> {
    const [row] = await db.query<{ hash: Uint8Array; salt: Uint8Array; pepper_version: number; set_at: number }>(
      'select hash, salt, pepper_version, set_at from pins where customer_id = $1',
      [customerId],
    )
    return row && { hash: row.hash, salt: row.salt, pepperVersion: row.pepper_version, setAt: row.set_at }
  }

  async function isRight(customerId: string, pinHash: string, held: HeldPin, counted: CountedTry): Promise<boolean> {
    try {
      return await hashing.matches(pinHash, held)
    } catch (error) {
      await tries.takeBack(customerId, counted)
      throw error
    }
  }

  /** Answers which PIN it was: of when. Throws PIN_CHALLENGE_INVALID, PIN_WRONG, PIN_LAST_TRY, PIN_LOCKED, PIN_NOT_SET. */
  async function check(caller: Caller, order: string, pin: EncryptedPin): Promise<number> {
    const { customerId } = caller
    await tries.check(customerId)
    const entry = await challenges.spend(caller, 'authorise', `${order}|${digest(pin.cipher)}`, pin)
    const counted = await tries.begin(customerId)
    const stored = await findPin(customerId)
    if (!stored) throw new BankError('PIN_NOT_SET')
    if (await isRight(customerId, entry.pinHash, stored, counted)) {
      await tries.forgive(customerId, stored.setAt)
      if (stored.pepperVersion !== hashing.currentPepper)
        await renew(customerId, stored, await hashing.hash(entry.pinHash))
      return stored.setAt
    }
    await challenges.close(caller, pin)
    if (counted.lockedUntil !== null) throw locked(counted.lockedUntil, clock.now())
    if (counted.left === 1) {
      const hours = await rules.on('pin.lock', '', businessDate(clock.now()))
      throw new BankError('PIN_LAST_TRY', { field: 'pin', params: { hours } })
    }
    throw new BankError('PIN_WRONG', { field: 'pin', params: { left: counted.left } })
  }

  /** A right PIN is the one moment when it can move to the current pepper; one that was changed meanwhile stays. */
  async function renew(customerId: string, held: HeldPin, next: StoredPin): Promise<void> {
    await db.query('update pins set hash = $3, salt = $4, pepper_version = $5 where customer_id = $1 and set_at = $2', [
      customerId,
      held.setAt,
      next.hash,
      next.salt,
      next.pepperVersion,
    ])
  }

  async function authorise(caller: Caller, order: string, pin: EncryptedPin) {
    const setAt = await check(caller, order, pin)
    const now = clock.now()
    const expiresAt = now + (await rules.on('authorisation.life', '', businessDate(now))) * 60_000
    const token = newToken()
    // The PIN may have been changed while this one was looked at: what was right before buys nothing now.
    const bought = await db.query(
      `insert into authorisations (owner, token_hash, order_text, expires_at)
       select customer_id, $2, $3, $4 from pins where customer_id = $1 and set_at = $5 for share returning owner`,
      [caller.customerId, tokenHash(token), order, expiresAt, setAt],
    )
    if (bought.length === 0) throw new BankError('PIN_CHALLENGE_INVALID', { field: 'pin' })
    return { token, expiresAt }
  }

  /** Throws PIN_CHALLENGE_INVALID, PIN_MISMATCH, PIN_WEAK. */
  const chosen: (...given: Parameters<PinRecords['choose']>) => Promise<StoredPin> = async (
    caller,
    use,
    { pin, pinAgain },
    person,
  ) => {
    const both = `${use}|${digest(pin.cipher)}|${digest(pinAgain.cipher)}`
    const first = await challenges.spend(caller, 'set', both, pin)
    const second = await challenges.spend(caller, 'set', both, pinAgain)
    if (first.pinHash !== second.pinHash) throw new BankError('PIN_MISMATCH', { field: 'pinAgain' })
    if (weak.has(first.pinHash) || personalPins(person).map(pinHash).includes(first.pinHash))
      throw new BankError('PIN_WEAK', { field: 'pin' })
    return hashing.hash(first.pinHash)
  }

  /** The stored PIN, with a try counted; undefined without a PIN or while it is locked. */
  async function countedPin(holder: string): Promise<{ held: HeldPin; counted: CountedTry } | undefined> {
    let counted: CountedTry
    try {
      counted = await tries.begin(holder)
    } catch (error) {
      if (error instanceof BankError && (error.code === 'PIN_LOCKED' || error.code === 'PIN_NOT_SET')) return undefined
      throw error
    }
    const held = await findPin(holder)
    return held && { held, counted }
  }

  return {
    challenge: async (caller, { purpose }) => ({ ...(await challenges.issue(caller, purpose)), publicKey }),
    authorise: (caller, { pin, order }) => authorise(caller, orderText(order, sealer), pin),

    async use(caller, order, authorisation) {
      if ('token' in authorisation) return { token: authorisation.token, order }
      const { token } = await authorise(caller, order, authorisation.pin)
      return { token, order }
    },

    async choose(caller, ...given) {
      const { hash, salt, pepperVersion } = await chosen(caller, ...given)
      return {
        insert: 'pins',
        row: { customer_id: caller.customerId, hash, salt, pepper_version: pepperVersion, set_at: clock.now() },
      }
    },

    async replace(caller, ...given) {
      const { hash, salt, pepperVersion } = await chosen(caller, ...given)
      const at = clock.now()
      return [
        {
          update: 'pins',
          where: { customer_id: caller.customerId },
          set: { hash, salt, pepper_version: pepperVersion, set_at: at, tries: 0, locked_until: null },
        },
        { updateAll: 'authorisations', where: { owner: caller.customerId, used_at: null }, set: { expires_at: at } },
      ]
    },

    async matches(caller, use, pin, holder, also) {
      const entry = await challenges.spend(caller, 'authorise', `${use}|${digest(pin.cipher)}`, pin)
      const stored = holder === undefined ? undefined : await countedPin(holder)
      if (holder === undefined || !stored) {
        await hashing.hash(entry.pinHash)
        return false
      }
      const { held, counted } = stored
      const right = (await isRight(holder, entry.pinHash, held, counted)) && also
      if (right) await tries.forgive(holder, held.setAt)
      return right
    },
  }
}

const digest = (cipher: string): string => createHash('sha256').update(cipher).digest('hex')

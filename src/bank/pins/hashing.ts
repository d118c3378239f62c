import { type Argon2Parameters, argon2, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { BulkheadRejectedError, bulkhead } from 'cockatiel'
import { BankError } from '../errors.ts'

/** A PIN as it is stored. The pepper of that version is configured, never in the database. */
export interface StoredPin {
  readonly hash: Uint8Array
  readonly salt: Uint8Array
  readonly pepperVersion: number
}

export interface PinHashing {
  hash(pinHash: string): Promise<StoredPin>
  matches(pinHash: string, stored: StoredPin): Promise<boolean>
  readonly currentPepper: number
}

/** Of argon2id: memory in KiB, passes over it. */
export interface HashingCost {
  readonly memory: number
  readonly passes: number
}

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. About 40 ms on one core. */
const COST: HashingCost = { memory: 19_456, passes: 2 }
const SHAPE = { parallelism: 1, tagLength: 32 }
/** On libuv's threads, off the event loop; two at once leave the others to files and look-ups. */
const AT_ONCE = 2
/** About four seconds of work: who comes later is told to try again. */
const WAITING = 200

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2)

/** argon2id over a keyed hash: a stolen database without the pepper cannot even begin to guess a million PINs. */
export function createPinHashing(
  peppers: Readonly<Record<number, string>>,
  currentPepper: number,
  cost = COST,
): PinHashing {
  const gate = bulkhead(AT_ONCE, WAITING)

  async function run(pinHash: string, salt: Uint8Array, pepperVersion: number): Promise<Buffer> {
    const pepper = Buffer.from(peppers[pepperVersion] ?? '', 'base64')
    if (pepper.length !== 32) throw new RangeError(`no PIN pepper of version ${pepperVersion}`)
    const message = createHmac('sha256', pepper).update(pinHash).digest()
    try {
      return await gate.execute(() => derive('argon2id', { ...cost, ...SHAPE, message, nonce: salt }))
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? new BankError('UNAVAILABLE', { retryAfter: 5 }) : error
    }
  }

  return {
    currentPepper,
    async hash(pinHash) {
      const salt = randomBytes(16)
      return { hash: await run(pinHash, salt, currentPepper), salt, pepperVersion: currentPepper }
    },
    async matches(pinHash, stored) {
      return timingSafeEqual(await run(pinHash, stored.salt, stored.pepperVersion), stored.hash)
    },
  }
}

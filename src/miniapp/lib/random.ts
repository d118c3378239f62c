import { platformRandom } from './platform.ts'
import { ownProblem } from './problem.ts'

/**
 * One pool of random bytes from the platform for ids, nonces and SM2. WeChat hands them out asynchronously, ids are
 * wanted at once (a share answers synchronously), so the pool is filled ahead. Without platform randomness there is
 * CLIENT_NO_RANDOM, never a fallback.
 */
const POOL_BYTES = 4096
let pool = new Uint8Array(0)
let taken = 0
let filling: Promise<void> | undefined

const left = () => pool.length - taken

/** Sees to it that the pool is at least half full. Called at launch and before anything that needs an id. Throws CLIENT_NO_RANDOM. */
export function fillRandom(): Promise<void> {
  if (left() >= POOL_BYTES / 2) return Promise.resolve()
  filling ??= platformRandom(POOL_BYTES)
    .then((bytes) => {
      if (bytes?.length !== POOL_BYTES) throw ownProblem('CLIENT_NO_RANDOM')
      pool = Uint8Array.from(bytes)
      taken = 0
    })
    .finally(() => {
      filling = undefined
    })
  return filling
}

/** Takes bytes that nobody had before. Throws CLIENT_NO_RANDOM when the pool has run dry. */
export function randomBytes(length: number): Uint8Array {
  if (left() < length) throw ownProblem('CLIENT_NO_RANDOM')
  const bytes = pool.slice(taken, taken + length)
  pool.fill(0, taken, taken + length)
  taken += length
  // A failure shows when the pool is dry; what is here is still good.
  if (left() < POOL_BYTES / 2) fillRandom().catch(() => undefined)
  return bytes
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits. `now` in milliseconds. */
export function uuidv7(now: number = Date.now()): string {
  const random = randomBytes(10)
  const bytes = Uint8Array.of(0, 0, 0, 0, 0, 0, ...random)
  for (let i = 5, rest = now; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const text = hex(bytes)
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** `length` base62 characters, each equally likely: bytes of 248 and above are thrown away, for 248 is 4 × 62. */
export function base62(length: number): string {
  let text = ''
  while (text.length < length) {
    const [byte = 255] = randomBytes(1)
    if (byte < 248) text += BASE62[byte % 62]
  }
  return text
}

/** An id for an order or a form. */
export async function newId(): Promise<string> {
  await fillRandom()
  return uuidv7()
}

/** An id for a shared link: 9 characters, 53 bits. At once, for WeChat asks for a share's path synchronously. */
export const newLinkId = (): string => base62(9)

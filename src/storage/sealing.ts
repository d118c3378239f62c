/**
 * Sealing: personal data as it lies in the database. AES-256-GCM under versioned keys that are not in the database, so
 * that a stolen disk or backup tells nothing, and a keyed blind index where a value must be found again.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomFillSync,
} from 'node:crypto'

/** Personal data goes in and out of the database through this alone. */
export interface Sealer {
  /** Version byte, 12 bytes of nonce, 16 of tag, then the ciphertext. The same text seals differently every time. */
  seal(text: string): Uint8Array
  /** Throws when the bytes were changed or their key is not configured. */
  open(bytes: Uint8Array): string
  /** HMAC-SHA-256, the same for the same text. `kind` keeps a mobile number from ever matching a card number. */
  index(kind: string, text: string): Uint8Array
}

export interface SealingKeys {
  /** Version (1 to 255) to key: 32 bytes in base64. Old versions stay to open what they sealed. */
  readonly keys: Readonly<Record<number, string>>
  /** The version that seals from now on. */
  readonly current: number
  /** 32 bytes in base64. It cannot be changed without writing every index anew. */
  readonly indexKey: string
}

const NONCE = 12
const TAG = 16

export function createSealer({ keys, current, indexKey }: SealingKeys): Sealer {
  const byVersion = new Map(Object.entries(keys).map(([version, key]) => [versionOf(version), keyOf(key)]))
  const sealingKey = byVersion.get(current)
  if (!sealingKey) throw new RangeError(`no sealing key of the current version ${current}`)
  const indexing = keyOf(indexKey)
  const nextNonce = noncePool()
  const currentVersion = Uint8Array.of(current)

  return {
    seal(text) {
      const nonce = nextNonce()
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce)
      // The version is authenticated too: nobody can make an old key open what a new one sealed.
      cipher.setAAD(currentVersion)
      const sealed = cipher.update(text, 'utf8')
      cipher.final()
      return Buffer.concat([currentVersion, nonce, cipher.getAuthTag(), sealed])
    },
    open(bytes) {
      const version = bytes[0] ?? 0
      const key = byVersion.get(version)
      if (!key) throw new RangeError(`sealed with key version ${version}, which is not configured`)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE), { authTagLength: TAG })
      decipher.setAAD(bytes.subarray(0, 1))
      decipher.setAuthTag(bytes.subarray(1 + NONCE, 1 + NONCE + TAG))
      return decipher.update(bytes.subarray(1 + NONCE + TAG), undefined, 'utf8') + decipher.final('utf8')
    },
    index: (kind, text) => createHmac('sha256', indexing).update(`${kind}\0${text}`).digest(),
  }
}

function versionOf(text: string): number {
  const version = Number(text)
  if (!Number.isInteger(version) || version < 1 || version > 255) throw new RangeError('a key version is 1 to 255')
  return version
}

/** Random bytes come cheaper by the page than by the dozen. Each is used once. */
function noncePool(): () => Uint8Array {
  const pool = new Uint8Array(NONCE * 256)
  let at = pool.length
  return () => {
    if (at === pool.length) {
      randomFillSync(pool)
      at = 0
    }
    at += NONCE
    return pool.slice(at - NONCE, at)
  }
}

/** As a key object: Node checks and copies a plain buffer at every use, which costs more than the sealing. */
function keyOf(base64: string): KeyObject {
  const key = Buffer.from(base64, 'base64')
  if (key.length !== 32) throw new RangeError('a sealing key is 32 bytes in base64')
  return createSecretKey(key)
}

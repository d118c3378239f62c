/**
 * The cipher text of WeChat's safe keyboard.
 *
 * 开发/指南/开放能力/安全能力, 密文格式:
 * `'V02_' + sm2(header + timestamp + '\0' + hash + '\0' + nonce + '\0' + 随机数)`,
 * the header being 0x00 0x00 for a custom hash expression. The page leaves two things open; here SM2's
 * output is the hex of C1‖C3‖C2 as sm-crypto-v2's `doEncrypt(message, publicKey, 1)` writes it, and the
 * random part is 16 bytes in hex.
 */
import { bytesToHex, concatBytes, hexToBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils'
import { sm2 } from 'sm-crypto-v2'
import { evaluateHash } from './hash-expression.ts'

const CUSTOM_HASH_HEADER = new Uint8Array([0, 0])
const SEPARATOR = new Uint8Array([0])
const RANDOM_BYTES = 16
const C1C3C2 = 1

export interface PasswordParts {
  /** What was typed. */
  password: string
  /** Hex of the uncompressed point, beginning with 04. */
  publicKey: string
  timestamp: string
  nonce: string
  /** Such as `sm3('salt' + password)`. */
  customHash: string
}

/** @throws Error when the hash expression is missing or wrong */
export function encryptPassword(parts: PasswordParts): string {
  if (parts.customHash === '') {
    // Header 0x00 0x07 is `pbkdf_hmac_hex`, whose rounds and length WeChat does not document.
    throw new Error('safe-password-custom-hash is required here: the default hash is not documented')
  }
  const message = concatBytes(
    CUSTOM_HASH_HEADER,
    utf8ToBytes(parts.timestamp),
    SEPARATOR,
    utf8ToBytes(evaluateHash(parts.customHash, parts.password)),
    SEPARATOR,
    utf8ToBytes(parts.nonce),
    SEPARATOR,
    utf8ToBytes(bytesToHex(randomBytes(RANDOM_BYTES))),
  )
  return `V02_${sm2.doEncrypt(message, parts.publicKey, C1C3C2)}`
}

/** id-ecPublicKey, 1.2.840.10045.2.1, followed by the SM2 curve, 1.2.156.10197.1.301. */
const SM2_KEY_ALGORITHM = '06072a8648ce3d0201' + '06082a811ccf5501822d'
/** A bit string of 66 bytes whose first is the number of unused bits. */
const BIT_STRING = '034200'
const POINT_HEX_LENGTH = 130

/**
 * The public key of a PEM certificate, or of a bare PEM public key: both hold the same structure.
 *
 * @throws Error when there is no SM2 key in it
 */
export function publicKeyOf(pem: string): string {
  const body = /-----BEGIN (?:CERTIFICATE|PUBLIC KEY)-----([\s\S]+?)-----END/.exec(pem)?.[1]
  if (!body) throw new Error('the certificate is not PEM')
  const hex = bytesToHex(Uint8Array.from(atob(body.replace(/\s/g, '')), (letter) => letter.charCodeAt(0)))
  const at = hex.indexOf(SM2_KEY_ALGORITHM + BIT_STRING)
  if (at < 0) throw new Error('the certificate holds no SM2 key')
  const from = at + SM2_KEY_ALGORITHM.length + BIT_STRING.length
  const point = hex.slice(from, from + POINT_HEX_LENGTH)
  if (point.length !== POINT_HEX_LENGTH || !point.startsWith('04')) throw new Error('the certificate is cut short')
  return bytesToHex(hexToBytes(point))
}

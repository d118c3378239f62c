import { sm2 } from 'sm-crypto-v2'

/** What a safe keyboard sealed: never the digits, only their salted SM3. */
export interface PinEntry {
  readonly timestamp: string
  /** sm3('minibank' + PIN), 64 hex digits. */
  readonly pinHash: string
  readonly nonce: string
}

const PREFIX = 'V02_'
/** C1C3C2, the order of the standard (GM/T 0009). */
const C1C3C2 = 1

/**
 * Opens a PIN in the format of WeChat's safe keyboard, which our own keypad speaks as well:
 * 'V02_' + sm2(0x00 0x00 + timestamp + '\0' + hash + '\0' + nonce + '\0' + random), where the two zero bytes say that the
 * hash is ours to choose (safe-password-custom-hash: sm3('minibank' + password)).
 * The SM2 ciphertext is hex or base64, with or without the leading 04 of an uncompressed point.
 * Undefined for anything that is not such a cipher under our key.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/safe-password.html
 */
export function openPin(cipher: string, privateKey: string): PinEntry | undefined {
  if (!cipher.startsWith(PREFIX)) return undefined
  const text = cipher.slice(PREFIX.length)
  const hex = /^[0-9a-fA-F]+$/.test(text) ? text.toLowerCase() : Buffer.from(text, 'base64').toString('hex')
  // A point's x may begin with 04 by itself, so both readings are tried; SM2's own checksum tells which is right.
  const readings = hex.startsWith('04') ? [hex.slice(2), hex] : [hex]
  for (const reading of readings) {
    const entry = parse(decrypt(reading, privateKey))
    if (entry) return entry
  }
  return undefined
}

/** Empty when the point is not on the curve or the checksum is wrong. */
function decrypt(hex: string, privateKey: string): Uint8Array {
  try {
    return sm2.doDecrypt(hex, privateKey, C1C3C2, { output: 'array' })
  } catch {
    return new Uint8Array()
  }
}

function parse(plain: Uint8Array): PinEntry | undefined {
  if (plain.length < 2 || plain[0] !== 0 || plain[1] !== 0) return undefined
  const [timestamp, pinHash, nonce, random] = Buffer.from(plain.subarray(2)).toString('latin1').split('\0')
  if (!timestamp || !pinHash || !nonce || random === undefined || !/^[0-9a-fA-F]{64}$/.test(pinHash)) return undefined
  return { timestamp, pinHash: pinHash.toLowerCase(), nonce }
}

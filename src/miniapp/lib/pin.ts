import './pin-randomness.ts'
import { sm2, sm3 } from 'sm-crypto-v2'
import type { Answer } from '../../contract/schema/index.ts'
import { base62, fillRandom } from './random.ts'

type Challenge = Answer<'POST /v1/pin-challenges'>

/** A PIN as it crosses the wire: encrypted, bound to the challenge that its nonce came from. */
export interface EncryptedPin {
  readonly challengeId: string
  readonly cipher: string
}

/** What WeChat's safe keyboard is told to do with the digits; our keypad does the same below. */
export const SAFE_KEYBOARD_HASH = "sm3('minibank' + password)"
/** The certificate with the bank's SM2 key, within the package. */
export const SAFE_KEYBOARD_CERTIFICATE = '/assets/pin.crt'

const text = (characters: string): number[] => Array.from(characters, (character) => character.charCodeAt(0))

/**
 * Encrypts six digits from our own keypad in the format of WeChat's safe keyboard:
 * 'V02_' + sm2(00 00, timestamp, 00, sm3('minibank' + PIN) in hex, 00, nonce, 00, random). SM2 as C1C3C2 in hex.
 * Throws CLIENT_NO_RANDOM.
 */
export async function encryptPin(digits: string, challenge: Challenge): Promise<EncryptedPin> {
  await fillRandom()
  const parts = [String(challenge.timestamp), sm3(`minibank${digits}`), challenge.nonce, base62(16)]
  const plain = Uint8Array.from([0, 0, ...text(parts.join('\0'))])
  return { challengeId: challenge.id, cipher: `V02_${sm2.doEncrypt(plain, challenge.publicKey, 1)}` }
}

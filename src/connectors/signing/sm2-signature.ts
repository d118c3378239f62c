/**
 * How banks and networks know each other: an SM2 signature (GB/T 32918, SM3 with Za of the usual user id) over the exact
 * bytes of a message's body, in a header beside the id of the key. Both ends use this file. The signature says who wrote
 * the message; that it is no replay is told by what is in it, its id and its time.
 */
import { sm2 } from 'sm-crypto-v2'

/** DER in base64. */
export const SM2_SIGNATURE_HEADER = 'x-sm2-signature'
/** Whose key: a bank's CNAPS code, or the name of a network. */
export const SM2_KEY_HEADER = 'x-sm2-key'

/** A message older or newer than this by its own CreDtTm is refused; within it, its id is remembered. */
export const MESSAGE_WINDOW_MS = 5 * 60_000

const USER_ID = '1234567812345678'
/** Multiples of a public key that are kept: made in 30 ms, and a signature is checked several times as fast. */
const WINDOW = 4
/** r and s of 32 bytes each, in DER: never longer. */
const LONGEST_SIGNATURE = 72

export interface Sm2Key {
  readonly id: string
  /** 32 bytes in hex. */
  readonly privateKey: string
}

export type Sign = (body: string) => Readonly<Record<string, string>>

/** Gives the two headers of a body. */
export function createSm2Signer({ id, privateKey }: Sm2Key): Sign {
  const publicKey = sm2.getPublicKeyFromPrivateKey(privateKey)
  return (body) => {
    const options = { der: true, hash: true, publicKey, userId: USER_ID }
    const signature = Buffer.from(sm2.doSignature(Buffer.from(body), privateKey, options), 'hex')
    return { [SM2_SIGNATURE_HEADER]: signature.toString('base64'), [SM2_KEY_HEADER]: id }
  }
}

export type Verify = (body: Uint8Array, signature: unknown) => boolean

/** Says whether the owner of a public key (65 bytes in hex, uncompressed) signed a body; never throws. */
export function createSm2Verifier(publicKey: string): Verify {
  let point: ReturnType<typeof sm2.precomputePublicKey> | undefined
  return (body, signature) => {
    if (typeof signature !== 'string' || signature === '') return false
    const der = Buffer.from(signature, 'base64')
    if (der.length > LONGEST_SIGNATURE) return false
    try {
      point ??= sm2.precomputePublicKey(publicKey, WINDOW)
      return sm2.doVerifySignature(body, der.toString('hex'), point, { der: true, hash: true, userId: USER_ID })
    } catch {
      return false
    }
  }
}

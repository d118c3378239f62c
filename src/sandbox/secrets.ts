/**
 * The sandbox's secrets, published with the source: a development start uses them where none is configured, the
 * sandbox's servers expect them, and a production start refuses each of these values. Named by the variable that
 * replaces them. Nothing here protects anything real.
 *
 * PIN_PRIVATE_KEY is the SM2 key of the certificate that the mini-program carries, src/miniapp/assets/pin.crt, made once:
 *   openssl ecparam -name SM2 -genkey -noout -out key.pem
 *   openssl req -new -x509 -key key.pem -sm3 -sigopt distid:1234567812345678 -days 36500 -subj … -out pin.crt
 */
import { sm2 } from 'sm-crypto-v2'
import type { NetworkId } from '../contract/networks.ts'

/** SM2, 32 bytes in hex: what the sandbox's networks sign with. */
export const NETWORK_PRIVATE_KEYS: Readonly<Record<NetworkId, string>> = {
  unionpay: '294882f73c06e30deba080abc0eb602f01be0b22b54758d87d2c93ee0dde3c57',
  'big-five': '67779fe61c16ff0a61637a932b2f38b6cb11b4534033b874ca1fc5dd99f7a042',
  'joint-stock': '01a5515f1a25390034133898c85974cf4b4d1054562cb6b0a79e099e6762627a',
  'city-banks': '7ee1aac204be3412895298f404c74c06f7381555c106aa8498a6dd8806072829',
}

/** The bank that asks about accounts of ours when a tester wants it to: China Merchants Bank, with a key of the sandbox's. */
export const MEMBER = {
  bankCode: '308584000013',
  privateKey: '422cbe4853bd0ab132d8bc51294a2f0526f30efb05cc46e3dd9c293ec5350d6b',
} as const

/** What whoever hears from the bank verifies it with. */
export const ourPublicKey = (): string => sm2.getPublicKeyFromPrivateKey(SANDBOX_SECRETS.INTERBANK_PRIVATE_KEY)

const publicKeys = (privateKeys: Readonly<Record<string, string>>): string =>
  Object.entries(privateKeys)
    .map(([name, key]) => `${name}:${sm2.getPublicKeyFromPrivateKey(key)}`)
    .join(',')

export const SANDBOX_SECRETS = {
  /** version:key, 32 bytes in base64; seals personal data. */
  DATA_KEYS: '1:NOv+BHtyX8VYOWPl7d2p8ZHNLBmSHFZog8EQOgJAh6c=',
  /** 32 bytes in base64; keys the blind indexes. */
  INDEX_KEY: '6FQ3veOvf5om4t1PuZ15a4/k+CLLNG4AqiSD3TLHhdU=',
  /** version:pepper, 32 bytes in base64; keys the PINs' hashes. */
  PIN_PEPPERS: '1:2M+PGaTpFq8ABtXFmBk/XO2kMT4mLxGysjg2EXAJV7k=',
  /** version:key, 32 bytes in base64; seals the chain of postings. */
  SEAL_KEYS: '1:4gv5ekX8+GQALDRhNX2VS33x59E6OfltGm+IkBLffsw=',
  /** SM2, 32 bytes in hex. */
  PIN_PRIVATE_KEY: 'fdec396ed2032a42ee9d6f2a3d4ce4b927c8901ee9665eb53913e6f2657ec772',
  WECHAT_APPID: 'wx5a6d696e6962616e',
  WECHAT_SECRET: '5f1c0e9b7a3d4286b0c1d2e3f4a59687',
  /** WeChat's ids of this mini-program's templates of subscribe messages. */
  WECHAT_TEMPLATES:
    'arrival:mB2arrival0J8sVxQzK4nYtLr6WcHdE1uPf3GoXiTq7a,outcome:mB2outcome5R9tYwPzL3kXsMn7VbJcF2vQg4HpDjUe8o',
  CITIZENS_KEY: 'sandbox-citizens-key-8a35',
  /** SM2, 32 bytes in hex: the bank's own, with which it signs to networks and member banks. */
  INTERBANK_PRIVATE_KEY: '3287e9ae604f4e2e61e166d4c79adf038fd5da5677169541f5a881b94ec7b641',
  /** Public keys of the sandbox's networks, and of the member bank that it plays. */
  VERIFICATION_KEYS: publicKeys(NETWORK_PRIVATE_KEYS),
  MEMBER_KEYS: publicKeys({ [MEMBER.bankCode]: MEMBER.privateKey }),
  OCR_KEY: 'sandbox-ocr-key-5e92',
  CARDS_KEY: 'sandbox-cards-key-2b9e',
  CORE_KEY: 'sandbox-core-key-71c6',
  STAFF_CLIENT_SECRET: 'sandbox-staff-client-secret-91d4',
  SMS_KEY: 'sandbox-sms-key-4d07',
} as const

/** Under which the gateway is known to the sandbox's provider of staff's sign-in: what STAFF_CLIENT_ID is without a value. */
export const SANDBOX_STAFF_CLIENT = 'minibank-console'

/**
 * The sandbox's secrets, published with the source: a development start uses them where none is configured, the
 * sandbox's servers expect them, and a production start refuses each of these values. Named by the variable that
 * replaces them. Nothing here protects anything real.
 *
 * PIN_PRIVATE_KEY is the SM2 key of the certificate that the mini-program carries, src/miniapp/assets/pin.crt, made once:
 *   openssl ecparam -name SM2 -genkey -noout -out key.pem
 *   openssl req -new -x509 -key key.pem -sm3 -sigopt distid:1234567812345678 -days 36500 -subj … -out pin.crt
 */
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
  VERIFICATION_KEY: 'sandbox-verification-key-7c1f',
  CARDS_KEY: 'sandbox-cards-key-2b9e',
  STAFF_CLIENT_SECRET: 'sandbox-staff-client-secret-91d4',
  SMS_KEY: 'sandbox-sms-key-4d07',
} as const

/** Under which the gateway is known to the sandbox's provider of staff's sign-in: what STAFF_CLIENT_ID is without a value. */
export const SANDBOX_STAFF_CLIENT = 'minibank-console'

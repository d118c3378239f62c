/** What the process is told by its environment: every fault at once, one line each, no secret repeated. */
import { sm2 } from 'sm-crypto-v2'
import { describe, expect, it } from 'vitest'
import { ConfigurationError, readConfiguration } from '../../src/gateway/configuration.ts'
import { SANDBOX_SECRETS } from '../../src/sandbox/secrets.ts'

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
const { publicKey } = sm2.generateKeyPairHex()

/** A production start that is right in everything. */
const PRODUCTION = {
  MINIBANK_ENV: 'production',
  DATABASE_URL: 'postgresql://bank:word@db.internal:5432/bank',
  INSTITUTION_NAME: '某某银行',
  INSTITUTION_NAME_EN: 'Some Bank',
  INSTITUTION_PHONE: '95500',
  INSTITUTION_BANK_CODE: '308584000013',
  DATA_KEYS: `1:${key(1)},2:${key(2)}`,
  INDEX_KEY: key(3),
  PIN_PEPPERS: `7:${key(4)}`,
  SEAL_KEYS: `1:${key(5)}`,
  PIN_PRIVATE_KEY: '0a'.repeat(32),
  INTERBANK_PRIVATE_KEY: '0b'.repeat(32),
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: 'a-secret-of-its-own',
  CITIZENS_URL: 'https://citizens.example',
  CITIZENS_KEY: 'citizens-key-of-its-own',
  VERIFICATION_URLS: 'unionpay:https://unionpay.example,joint-stock:https://joint-stock.example',
  VERIFICATION_KEYS: `unionpay:${publicKey},joint-stock:${publicKey}`,
  OCR_URL: 'https://ocr.example',
  OCR_KEY: 'ocr-key-of-its-own',
  INSTITUTION_CLASS_ONE_BIN: '623191',
  CORE_URL: 'https://core.example',
  CORE_KEY: 'core-key-of-its-own',
  CARDS_URL: 'https://cards.example/',
  CARDS_KEY: 'cards-key-of-its-own',
  SMS_URL: 'https://sms.example',
  SMS_KEY: 'sms-key-of-its-own',
  CONSOLE_URL: 'https://console.example',
  PUBLIC_URL: 'https://bank.example',
  STAFF_ISSUER: 'https://sign-in.example',
  STAFF_CLIENT_ID: 'staff-client-of-its-own',
  STAFF_CLIENT_SECRET: 'staff-secret-of-its-own',
}

const faultsOf = (environment: Record<string, string | undefined>): readonly string[] => {
  try {
    readConfiguration(environment, SANDBOX_SECRETS)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults
    throw error
  }
}

describe('a development start', () => {
  it('needs nothing: the sandbox fills in', () => {
    const configuration = readConfiguration({}, SANDBOX_SECRETS)
    expect(configuration).toMatchObject({ production: false, port: 8787, host: '127.0.0.1', databaseUrl: null })
    expect(configuration.secrets.pinPrivateKey).toBe(SANDBOX_SECRETS.PIN_PRIVATE_KEY)
    expect(configuration.outside.cards.url).toBeNull()
    expect(Object.values(configuration.outside.networks).map(({ url }) => url)).toEqual([null, null, null, null])
    expect(configuration.institution.demonstration).toBe(true)
  })

  it('tells every fault at once', () => {
    const faults = faultsOf({
      PORT: '80a',
      HOST: 'not a host',
      DATABASE_URL: 'mysql://root:hunter22@db/bank',
      LOG_LEVEL: 'loud',
      INDEX_KEY: 'too-short',
      CARDS_URL: 'cards.example',
      RATE_SMS: '0',
      MAX_IN_FLIGHT: '15',
    })
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(
      expect.arrayContaining([
        'PORT',
        'HOST',
        'DATABASE_URL',
        'LOG_LEVEL',
        'INDEX_KEY',
        'CARDS_URL',
        'RATE_SMS',
        'MAX_IN_FLIGHT',
      ]),
    )
    expect(faults).toHaveLength(8)
    for (const fault of faults) expect(fault).not.toContain('\n')
  })

  it('never repeats a secret', () => {
    const told = faultsOf({
      DATABASE_URL: 'mysql://root:hunter22@db/bank',
      DATA_KEYS: '1:secret-data-key',
      INDEX_KEY: 'secret-index-key',
      PIN_PEPPERS: 'secret-pepper',
      SEAL_KEYS: 'secret-seal-key',
      PIN_PRIVATE_KEY: 'secret-private-key',
      WECHAT_APPID: 'secret-app',
      WECHAT_SECRET: 'secret',
      SMS_KEY: 'secret',
      STAFF_CLIENT_SECRET: 'secret',
    }).join('\n')
    expect(told.split('\n')).toHaveLength(10)
    expect(told).not.toMatch(/hunter22|secret/)
  })

  it('refuses ports that are none and a mode that is none', () => {
    for (const PORT of ['-1', '65536', '8787.5', '1e3', ' x']) expect(faultsOf({ PORT })).toHaveLength(1)
    // A misspelt mode is taken for production: nothing of the sandbox slips in.
    expect(faultsOf({ MINIBANK_ENV: 'prod' })[0]).toContain('MINIBANK_ENV must be development or production')
    expect(faultsOf({ MINIBANK_ENV: 'prod' })).toContain('DATABASE_URL is missing')
  })
})

describe('a production start', () => {
  it('takes what is its own', () => {
    const configuration = readConfiguration(PRODUCTION, SANDBOX_SECRETS)
    expect(configuration).toMatchObject({ production: true, drainSeconds: 5, logLevel: 'info' })
    expect(configuration.secrets.dataKeys).toEqual({ keys: { 1: key(1), 2: key(2) }, current: 2 })
    // A key that is known and not yet used: what another gateway seals with it can be opened.
    const early = readConfiguration({ ...PRODUCTION, DATA_KEYS_CURRENT: '1' }, SANDBOX_SECRETS)
    expect(early.secrets.dataKeys).toEqual({ keys: { 1: key(1), 2: key(2) }, current: 1 })
    const unknown = () => readConfiguration({ ...PRODUCTION, DATA_KEYS_CURRENT: '3' }, SANDBOX_SECRETS)
    expect(unknown).toThrow('DATA_KEYS_CURRENT must be a version of DATA_KEYS')
    expect(configuration.outside.wechat.url).toBe('https://api.weixin.qq.com')
    expect(configuration.outside.cards.url).toBe('https://cards.example')
    expect(configuration.institution.demonstration).toBe(false)
  })

  it('refuses to start without any one of them', () => {
    for (const name of Object.keys(PRODUCTION).filter((each) => each !== 'MINIBANK_ENV')) {
      expect(faultsOf({ ...PRODUCTION, [name]: undefined }), name).toEqual([`${name} is missing`])
      expect(faultsOf({ ...PRODUCTION, [name]: '  ' }), name).toEqual([`${name} is missing`])
    }
  })

  it('refuses each of the sandbox’s secrets', () => {
    for (const [name, value] of Object.entries(SANDBOX_SECRETS)) {
      const faults = faultsOf({ ...PRODUCTION, [name]: value })
      expect(faults, name).toEqual([`${name} is the sandbox's, which is published: make one of your own`])
    }
  })

  it('refuses a sandbox key that hides under another version or among others', () => {
    const published = SANDBOX_SECRETS.DATA_KEYS.slice(2)
    expect(faultsOf({ ...PRODUCTION, DATA_KEYS: `1:${key(1)},9:${published}` })).toHaveLength(1)
    expect(faultsOf({ ...PRODUCTION, PIN_PEPPERS: `3:${SANDBOX_SECRETS.PIN_PEPPERS.slice(2)}` })).toHaveLength(1)
    expect(faultsOf({ ...PRODUCTION, INDEX_KEY: published })).toHaveLength(1)
    expect(faultsOf({ ...PRODUCTION, PIN_PRIVATE_KEY: SANDBOX_SECRETS.PIN_PRIVATE_KEY.toUpperCase() })).toHaveLength(1)
  })

  it('takes the networks that have an address and a key, and the banks that may ask', () => {
    const url = 'https://unionpay.example'
    const configuration = readConfiguration(
      { ...PRODUCTION, VERIFICATION_URLS: `unionpay: ${url}/`, MEMBER_KEYS: `308584000013:${publicKey}` },
      SANDBOX_SECRETS,
    )
    expect(configuration.outside.networks).toEqual({ unionpay: { url, publicKey } })
    expect(configuration.members).toEqual({ '308584000013': publicKey })
    expect(readConfiguration(PRODUCTION, SANDBOX_SECRETS).members).toEqual({})
  })

  it('refuses networks that it does not know, that have no key, no address or two, and keys that are none', () => {
    const faults = (name: string, value: string) => faultsOf({ ...PRODUCTION, [name]: value })
    expect(faults('VERIFICATION_URLS', 'moon:https://moon.example')).toHaveLength(1)
    expect(faults('VERIFICATION_URLS', 'unionpay:http://unionpay.example')).toEqual([
      'VERIFICATION_URLS must be network:address pairs, networks among unionpay, big-five, joint-stock, city-banks, addresses https',
    ])
    expect(faults('VERIFICATION_URLS', 'unionpay:https://a.example,unionpay:https://b.example')).toEqual([
      'VERIFICATION_URLS has a name twice',
    ])
    expect(faults('VERIFICATION_URLS', 'city-banks:https://city.example')).toEqual([
      'VERIFICATION_KEYS lacks the key of city-banks',
    ])
    for (const key of ['unionpay:secret', `moon:${publicKey}`, 'secret']) {
      const told = faults('VERIFICATION_KEYS', key)
      expect(told[0]).toMatch(/^VERIFICATION_KEYS must be network:key pairs/)
      expect(told.join()).not.toContain('secret')
    }
    expect(faults('MEMBER_KEYS', `1234:${publicKey}`)).toHaveLength(1)
    expect(faults('INTERBANK_PRIVATE_KEY', 'secret')).toEqual(['INTERBANK_PRIVATE_KEY must be 32 bytes in hex'])
  })

  it('refuses what belongs to development, and outside addresses in plain http', () => {
    expect(faultsOf({ ...PRODUCTION, MINIBANK_KILL_AT: 'write.before-commit' })).toHaveLength(1)
    expect(faultsOf({ ...PRODUCTION, SANDBOX_CLOCK_URL: 'http://127.0.0.1:1/sandbox/clock' })).toHaveLength(1)
    expect(faultsOf({ ...PRODUCTION, CARDS_URL: 'http://cards.example' })).toEqual([
      'CARDS_URL must be https in production',
    ])
  })
})

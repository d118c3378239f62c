/**
 * What the process is told by its environment, read and checked once. Every fault is told at once, one line each;
 * the value of a secret is never repeated. A development start fills what is missing with the sandbox's values; a
 * production start takes none of them.
 */
import { isBankCode } from '../contract/checks.ts'
import { isNetworkId, NETWORK_IDS, type NetworkId } from '../contract/networks.ts'
import { type Environment, EnvironmentReader, isBytes32, isHttp, type Keys } from './environment.ts'

/** An outside system's address and the key that we show it; url null: the sandbox's own server is meant. */
export interface OutsideAddress {
  readonly url: string | null
  readonly key: string
}

/** A verification network's address and the public key that its answers are verified with: SM2, 65 bytes in hex. */
export interface NetworkPlace {
  readonly url: string | null
  readonly publicKey: string
}

export interface Configuration {
  readonly production: boolean
  readonly port: number
  readonly host: string
  /** PostgreSQL; null: PGlite below `dataDirectory`. */
  readonly databaseUrl: string | null
  /** Most connections of this process to a PostgreSQL. */
  readonly databaseConnections: number
  readonly dataDirectory: string
  readonly logLevel: string
  /** Proxies whose X-Forwarded-For is believed, comma separated; false: none. */
  readonly trustedProxies: string | false
  /** How long a stop keeps answering, not ready, before it closes: a load balancer needs time to look away. */
  readonly drainSeconds: number
  /** Most requests at work at once, whatever their speed: what memory allows. Below it the limit finds itself. */
  readonly maxInFlight: number
  /** Requests a minute. */
  readonly rates: {
    readonly address: number
    readonly session: number
    readonly signIn: number
    readonly sms: number
  }
  readonly institution: {
    readonly name: string
    readonly nameEn: string
    readonly servicePhone: string
    /** The regulator's consumer line. */
    readonly regulatorPhone: string
    readonly depositInsured: boolean
    /** First six digits of this bank's own Class I cards: by them one is known as it is typed. */
    readonly classOneBin: string
    /** Says so on every first screen. */
    readonly demonstration: boolean
  }
  /** Origin at which staff reaches the console; null in development: wherever the browser is. */
  readonly consoleUrl: string | null
  /** Origin at which everybody reaches our pages, printed on receipts; null in development: wherever the caller is. */
  readonly publicUrl: string | null
  /** Our own CNAPS code: who asks the networks. */
  readonly bankCode: string
  /** CNAPS codes of the banks that may ask about accounts of ours → their public keys, SM2, 65 bytes in hex. */
  readonly members: Readonly<Record<string, string>>
  readonly secrets: {
    readonly dataKeys: Keys
    /** 32 bytes in base64. */
    readonly indexKey: string
    readonly pinPeppers: Keys
    /** Seal the chain of postings. */
    readonly sealKeys: Keys
    /** SM2, 32 bytes in hex. */
    readonly pinPrivateKey: string
    /** SM2, 32 bytes in hex: signs our messages to networks and member banks. */
    readonly interbankPrivateKey: string
  }
  readonly outside: {
    readonly wechat: {
      readonly url: string | null
      readonly appId: string
      readonly secret: string
      /** Ids of the templates of subscribe messages; none: everything is told by SMS. */
      readonly templates: Readonly<Partial<Record<'arrival' | 'outcome', string>>>
      /** They are long-term ones. */
      readonly templatesLast: boolean
    }
    readonly citizens: OutsideAddress
    /** The verification networks that can be reached; url null: the sandbox's. */
    readonly networks: Readonly<Partial<Record<NetworkId, NetworkPlace>>>
    readonly ocr: OutsideAddress
    readonly cards: OutsideAddress
    readonly core: OutsideAddress
    readonly sms: OutsideAddress
    /** The provider of staff's sign-in (OpenID Connect); issuer null: the sandbox's. */
    readonly staff: { readonly issuer: string | null; readonly clientId: string; readonly clientSecret: string }
    /** Development: the clock of a shared sandbox, which this gateway follows. */
    readonly sandboxClockUrl: string | null
  }
  /** Development: the named point of the write path at which the process kills itself, for fault tests. */
  readonly killAt: string | null
}

/** The start is refused. `faults` are one line each and hold no secret. */
export class ConfigurationError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'ConfigurationError'
    this.faults = faults
  }
}

const isHex32 = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text)
const isPublicKey = (text: string): boolean => /^04[0-9a-f]{128}$/i.test(text)

/**
 * The networks that have an address: 'unionpay:https://…,joint-stock:https://…'. In development none of them means all of
 * them, at the sandbox. Each has a key, in the same form.
 */
function readNetworks(read: EnvironmentReader): Configuration['outside']['networks'] {
  const among = `among ${NETWORK_IDS.join(', ')}`
  const isAddress = (text: string) => isHttp(text) && (!read.production || text.startsWith('https:'))
  const urls = read.table('VERIFICATION_URLS', read.told('VERIFICATION_URLS', ''), {
    isName: isNetworkId,
    isValue: isAddress,
    says: `network:address pairs, networks ${among}, addresses ${read.production ? 'https' : 'http or https'}`,
  })
  const keys = read.table(
    'VERIFICATION_KEYS',
    read.secret('VERIFICATION_KEYS', () => true, ''),
    {
      isName: isNetworkId,
      isValue: isPublicKey,
      says: `network:key pairs, networks ${among}, keys 65 bytes in hex`,
    },
  )
  const named = Object.keys(urls).length > 0 ? NETWORK_IDS.filter((network) => urls[network]) : NETWORK_IDS
  const places = named.flatMap((network) => {
    const publicKey = keys[network]
    if (publicKey !== undefined) return [[network, { url: urls[network]?.replace(/\/+$/, '') ?? null, publicKey }]]
    if (urls[network] && Object.keys(keys).length > 0) read.faults.push(`VERIFICATION_KEYS lacks the key of ${network}`)
    return []
  })
  return Object.fromEntries(places)
}

/** Banks that may ask us: '308584000013:04…,…'. None is right too. */
function readMembers(read: EnvironmentReader): Readonly<Record<string, string>> {
  const text =
    read.raw('MEMBER_KEYS') === undefined && read.production ? '' : read.secret('MEMBER_KEYS', () => true, '')
  return read.table('MEMBER_KEYS', text, {
    isName: isBankCode,
    isValue: isPublicKey,
    says: 'bank:key pairs, banks by their CNAPS codes, keys 65 bytes in hex',
  })
}

/** Subscribe messages: 'arrival:<id>,outcome:<id>'. None is right too. */
function readTemplates(read: EnvironmentReader): Configuration['outside']['wechat']['templates'] {
  const text =
    read.raw('WECHAT_TEMPLATES') === undefined && read.production ? '' : read.secret('WECHAT_TEMPLATES', () => true, '')
  return read.table('WECHAT_TEMPLATES', text, {
    isName: (name) => name === 'arrival' || name === 'outcome',
    isValue: (id) => /^[\w-]{20,64}$/.test(id),
    says: 'name:id pairs, names among arrival, outcome',
  })
}

/**
 * Reads and checks the environment. `sandbox` holds the sandbox's secrets by the name of their variable.
 * Throws ConfigurationError with every fault.
 */
export function readConfiguration(environment: Environment, sandbox: Environment): Configuration {
  const read = new EnvironmentReader(environment, sandbox)
  const key = (name: string) => read.secret(name, (text) => text.length >= 8, 'at least 8 characters')
  const databaseUrl = read.raw('DATABASE_URL') ?? null
  if (databaseUrl === null && read.production) read.faults.push('DATABASE_URL is missing')
  if (databaseUrl !== null && !/^postgres(ql)?:$/.test(URL.parse(databaseUrl)?.protocol ?? '')) {
    read.faults.push('DATABASE_URL must look like postgresql://user:password@host:5432/database')
  }

  const configuration: Configuration = {
    production: read.production,
    port: read.whole('PORT', 8787, 0, 65_535),
    host: read.text('HOST', '127.0.0.1', { pattern: /^[0-9A-Za-z.:-]+$/, says: 'a host name or address' }),
    databaseUrl,
    databaseConnections: read.whole('DATABASE_CONNECTIONS', 10, 1, 1000),
    dataDirectory: read.text('DATA_DIR', '.data'),
    logLevel: read.text('LOG_LEVEL', read.production ? 'info' : 'warn', {
      pattern: /^(trace|debug|info|warn|error|fatal|silent)$/,
      says: 'one of trace, debug, info, warn, error, fatal, silent',
    }),
    trustedProxies: read.raw('TRUSTED_PROXIES') ?? false,
    drainSeconds: read.whole('DRAIN_SECONDS', read.production ? 5 : 0, 0, 300),
    maxInFlight: read.whole('MAX_IN_FLIGHT', 1000, 16, 100_000),
    rates: {
      address: read.whole('RATE_ADDRESS', 3000, 1, 10_000_000),
      session: read.whole('RATE_SESSION', 300, 1, 10_000_000),
      signIn: read.whole('RATE_SIGN_IN', 60, 1, 10_000_000),
      sms: read.whole('RATE_SMS', 20, 1, 10_000_000),
    },
    institution: {
      name: read.told('INSTITUTION_NAME', '迷你银行（演示）'),
      nameEn: read.told('INSTITUTION_NAME_EN', 'Minibank (demonstration)'),
      servicePhone: read.told('INSTITUTION_PHONE', '400-000-0000'),
      depositInsured: read.text('INSTITUTION_INSURED', 'yes', { pattern: /^(yes|no)$/, says: 'yes or no' }) === 'yes',
      classOneBin: read.told('INSTITUTION_CLASS_ONE_BIN', '623191', {
        is: (text) => /^\d{6}$/.test(text),
        says: 'the first six digits of this bank’s own Class I cards',
      }),
      regulatorPhone: read.text('REGULATOR_PHONE', '12378'),
      demonstration: !read.production,
    },
    consoleUrl: read.address('CONSOLE_URL'),
    publicUrl: read.address('PUBLIC_URL'),
    bankCode: read.told('INSTITUTION_BANK_CODE', '402602000018', { is: isBankCode, says: 'a CNAPS bank code' }),
    members: readMembers(read),
    secrets: {
      dataKeys: read.keys('DATA_KEYS'),
      indexKey: read.secret('INDEX_KEY', isBytes32, '32 bytes in base64'),
      pinPeppers: read.keys('PIN_PEPPERS'),
      sealKeys: read.keys('SEAL_KEYS'),
      pinPrivateKey: read.secret('PIN_PRIVATE_KEY', isHex32, '32 bytes in hex'),
      interbankPrivateKey: read.secret('INTERBANK_PRIVATE_KEY', isHex32, '32 bytes in hex'),
    },
    outside: {
      wechat: {
        url: read.address('WECHAT_URL', 'https://api.weixin.qq.com'),
        appId: read.secret('WECHAT_APPID', (text) => /^wx[0-9a-f]{16}$/.test(text), "'wx' and 16 hex digits"),
        secret: key('WECHAT_SECRET'),
        templates: readTemplates(read),
        templatesLast: read.text('WECHAT_TEMPLATES_LAST', 'no', { pattern: /^(yes|no)$/, says: 'yes or no' }) === 'yes',
      },
      citizens: { url: read.address('CITIZENS_URL'), key: key('CITIZENS_KEY') },
      networks: readNetworks(read),
      ocr: { url: read.address('OCR_URL'), key: key('OCR_KEY') },
      cards: { url: read.address('CARDS_URL'), key: key('CARDS_KEY') },
      core: { url: read.address('CORE_URL'), key: key('CORE_KEY') },
      sms: { url: read.address('SMS_URL'), key: key('SMS_KEY') },
      staff: {
        issuer: read.address('STAFF_ISSUER'),
        clientId: read.told('STAFF_CLIENT_ID', 'minibank-console'),
        clientSecret: read.secret('STAFF_CLIENT_SECRET', (text) => text.length >= 16, 'at least 16 characters'),
      },
      sandboxClockUrl: read.production ? read.developmentOnly('SANDBOX_CLOCK_URL') : read.address('SANDBOX_CLOCK_URL'),
    },
    killAt: read.developmentOnly('MINIBANK_KILL_AT'),
  }
  if (read.faults.length > 0) throw new ConfigurationError(read.faults)
  return configuration
}

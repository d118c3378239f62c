import { pino } from 'pino'
import type { Bank } from '../../src/bank/bank.ts'
import type { Caller } from '../../src/bank/caller.ts'
import { BankError } from '../../src/bank/errors.ts'
import { createLog } from '../../src/gateway/logs.ts'
import { createMetrics } from '../../src/gateway/metrics.ts'
import { createGateway, type Gateway, type GatewayParts } from '../../src/gateway/server.ts'

const INSTITUTION = {
  name: '测试银行',
  nameEn: 'Test bank',
  servicePhone: '95500',
  regulatorPhone: '12378',
  depositInsured: true,
  classOneBin: '623191',
  demonstration: true,
}

type DeepPartial<T> = { [K in keyof T]?: T[K] extends (...args: never[]) => unknown ? T[K] : DeepPartial<T[K]> }

export const TOKEN = 'a-token-of-thirty-two-characters'
export const CALLER: Caller = {
  customerId: '01938c1e-0000-7000-8000-000000000001',
  sessionId: '01938c1e-0000-7000-8000-00000000000a',
  language: 'zh',
  traceId: '01938c1e-0000-7000-8000-00000000000b',
}

/**
 * A bank that can do only what a test gives it: any other call fails the test by name. TOKEN is signed in; every
 * other token has ended.
 */
export function bankWith(abilities: DeepPartial<Bank>): Bank {
  const given: DeepPartial<Bank> = {
    institution: () => INSTITUTION,
    ...abilities,
    sessions: {
      resolve: async (token, { language, traceId }) => {
        if (token !== TOKEN) throw new BankError('SESSION_ENDED')
        return { ...CALLER, language, traceId }
      },
      ...abilities.sessions,
    },
  }
  const named = (path: string, part: object): object =>
    new Proxy(part, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key)
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
          return named(`${path}.${String(key)}`, value)
        if (value !== undefined || typeof key === 'symbol') return value
        return () => {
          throw new Error(`the test did not expect a call of ${path}.${key}`)
        }
      },
    })
  const capabilities = [
    'sessions',
    'customers',
    'staff',
    'identifications',
    'bindings',
    'verification',
    'interbank',
    'photos',
    'pins',
    'accounts',
    'statement',
    'downloads',
    'receipts',
    'transfers',
    'topups',
    'products',
    'deposits',
    'home',
    'personalData',
    'links',
    'complaints',
  ]
  const whole = Object.fromEntries(capabilities.map((name) => [name, {}]))
  return named('bank', { ...whole, workers: [], ...given }) as Bank
}

export interface TestGateway extends Gateway {
  /** What was logged, a parsed line each. */
  readonly lines: () => Record<string, unknown>[]
}

/** A gateway with generous limits, nothing behind it but `bank`, and its log kept. */
export async function gatewayOf(
  bank: Bank,
  changes: Partial<GatewayParts> & {
    rates?: Partial<GatewayParts['configuration']['rates']>
    maxInFlight?: number
  } = {},
): Promise<TestGateway> {
  const written: string[] = []
  const { rates, maxInFlight = 1000, ...parts } = changes
  const gateway = await createGateway({
    bank,
    configuration: {
      production: false,
      rates: { address: 10_000, session: 10_000, signIn: 10_000, sms: 10_000, ...rates },
      trustedProxies: false,
      drainSeconds: 0,
      maxInFlight,
      consoleUrl: null,
    },
    log: createLog('info', { write: (line) => void written.push(line) }),
    metrics: createMetrics(),
    readiness: async () => null,
    h5: 'test/gateway/fixtures/h5',
    console: 'test/gateway/fixtures/console',
    ...parts,
  })
  return { ...gateway, lines: () => written.map((line) => JSON.parse(line)) }
}

export const silent = pino({ level: 'silent' })

/** The sandbox's servers in a folder of their own, the real connectors in front of them, and the testers' API beside. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import type { Limits, OutsideCall } from '../../src/connectors/channel.ts'
import { createConnectors, type OutsideAddresses } from '../../src/connectors/connectors.ts'
import { NETWORK_IDS } from '../../src/contract/networks.ts'
import { PERSONAS } from '../../src/sandbox/personas.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { SANDBOX_SECRETS, SANDBOX_STAFF_CLIENT } from '../../src/sandbox/secrets.ts'
import type { System } from '../../src/sandbox/settings.ts'

/** Quick enough for a test, long enough for a busy machine. */
export const TEST_LIMITS: Partial<Limits> = { timeoutMs: 1500, firstRetryMs: 5, halfOpenAfterMs: 60_000 }

export interface LogLine {
  readonly level: 'info' | 'warn'
  readonly message: string
  readonly [field: string]: unknown
}

const networkKeys = new Map(
  SANDBOX_SECRETS.VERIFICATION_KEYS.split(',').map((pair) => pair.split(':') as [string, string]),
)

/** `directory`: of an earlier sandbox, to start it again. */
export async function startOutside(directory = mkdtempSync(join(tmpdir(), 'minibank-outside-'))) {
  const sandbox = await startSandbox({ directory })
  const server = Fastify({ forceCloseConnections: true })
  server.register(sandbox.control, { prefix: '/sandbox' })
  await server.ready()

  const control = async (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) => {
    const answer = await server.inject({ method, url: `/sandbox${path}`, ...(payload && { payload }) })
    return { status: answer.statusCode, body: answer.json() }
  }
  const addresses: OutsideAddresses = {
    wechat: {
      url: sandbox.urls.wechat,
      appId: SANDBOX_SECRETS.WECHAT_APPID,
      secret: SANDBOX_SECRETS.WECHAT_SECRET,
    },
    citizens: { url: sandbox.urls.citizens, key: SANDBOX_SECRETS.CITIZENS_KEY },
    networks: Object.fromEntries(
      NETWORK_IDS.map((network) => [
        network,
        { url: sandbox.urls[network], publicKey: networkKeys.get(network) ?? '' },
      ]),
    ),
    ours: { bankCode: '402602000018', privateKey: SANDBOX_SECRETS.INTERBANK_PRIVATE_KEY },
    ocr: { url: sandbox.urls.ocr, key: SANDBOX_SECRETS.OCR_KEY },
    cards: { url: sandbox.urls.cards, key: SANDBOX_SECRETS.CARDS_KEY },
    core: { url: sandbox.urls.core, key: SANDBOX_SECRETS.CORE_KEY },
    sms: { url: sandbox.urls.sms, key: SANDBOX_SECRETS.SMS_KEY },
    staff: {
      issuer: sandbox.staffIssuer,
      clientId: SANDBOX_STAFF_CLIENT,
      clientSecret: SANDBOX_SECRETS.STAFF_CLIENT_SECRET,
    },
  }

  return {
    sandbox,
    directory,
    addresses,
    control,
    fault: (system: System, mode: string, delayMs?: number) => control('PUT', '/faults', { system, mode, delayMs }),
    code: async (persona: string): Promise<string> => (await control('POST', '/wechat/codes', { persona })).body.code,
    phoneCode: async (persona: string): Promise<string> =>
      (await control('POST', '/wechat/phone-codes', { persona })).body.code,
    inbox: async (mobile: string): Promise<{ id: number; text: string; code: string | null; from: string }[]> =>
      (await control('GET', `/inbox?mobile=${mobile}`)).body.messages,
    /** Operations and outcomes as the outside saw them, oldest first. */
    asked: async (): Promise<string[]> =>
      (await control('GET', '/log')).body.entries
        .map((entry: { operation: string; outcome: string }) => `${entry.operation}: ${entry.outcome}`)
        .reverse(),
    balance: async (cardNumber: string): Promise<number | undefined> =>
      (await control('GET', '/personas')).body.personas
        .flatMap((persona: { cards: { number: string; balance: number }[] }) => persona.cards)
        .find((card: { number: string }) => card.number === cardNumber)?.balance,
    now: () => sandbox.clock.now(),
    forward: (ms: number) => sandbox.clock.forward(ms),
    /** Connectors with their log and calls; `changed` replaces addresses. */
    connect(limits: Partial<Limits> = {}, changed: Partial<OutsideAddresses> = {}) {
      const calls: OutsideCall[] = []
      const lines: LogLine[] = []
      const log = {
        info: (fields: object, message: string) => lines.push({ level: 'info', message, ...fields }),
        warn: (fields: object, message: string) => lines.push({ level: 'warn', message, ...fields }),
      }
      const connectors = createConnectors(
        { ...addresses, ...changed },
        { clock: sandbox.clock, log, onCall: (call) => calls.push(call) },
        { ...TEST_LIMITS, ...limits },
      )
      return { ...connectors, calls, lines }
    },
    async stop() {
      await server.close()
      await sandbox.close()
    },
    async close() {
      await server.close()
      await sandbox.close()
      rmSync(directory, { recursive: true })
    },
  }
}

export type Outside = Awaited<ReturnType<typeof startOutside>>

/** A persona's first card with what its bank has on record. */
export function holderOf(id: string, cardIndex = 0) {
  const persona = PERSONAS.find((candidate) => candidate.id === id)
  const card = persona?.cards[cardIndex]
  if (!persona || !card) throw new Error(`no persona ${id} with card ${cardIndex}`)
  return { cardNumber: card.number, name: persona.name, idNumber: persona.idNumber, mobile: persona.mobile }
}

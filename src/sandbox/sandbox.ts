/**
 * sandbox/: the outside, for development and tests. Real HTTP servers on loopback that speak the outside's own
 * protocols (WeChat, four verification networks, citizen-ID network, reading of photos, card system, the bank's own core, SMS centre), with a
 * store of their own that survives restarts, personas, an inbox, a clock and faults to switch on. Of the other rooms it takes the contract, and from connectors/
 * the message codecs (verification, citizens, ocr, cards, core, sms: codec.ts; signing/). Production never starts it.
 */
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { Outside } from './answering.ts'
import { createRegistry } from './cards/registry.ts'
import { createCardsServer } from './cards/server.ts'
import { createCitizensServer } from './citizens/server.ts'
import { createSandboxClock, type SandboxClock } from './clock.ts'
import { createControl } from './control.ts'
import { createCoreAccounts } from './core/accounts.ts'
import { createCoreServer } from './core/server.ts'
import { createInbox } from './inbox.ts'
import { createJournal } from './journal.ts'
import { createOcrServer } from './ocr/server.ts'
import { SANDBOX_SECRETS, SANDBOX_STAFF_CLIENT } from './secrets.ts'
import { createSettings, SYSTEMS, type System } from './settings.ts'
import { createSmsServer } from './sms/server.ts'
import { createStaffProvider } from './staff/provider.ts'
import { emptyStore, openStore } from './store.ts'
import { createNetworkServers } from './verification/server.ts'
import { createCodes } from './wechat/codes.ts'
import { createWechatServer } from './wechat/server.ts'
import { createSubscriptions } from './wechat/subscribe.ts'
import { createTokens } from './wechat/tokens.ts'

export interface SandboxOptions {
  /** Where its store lives; made when it is not there. */
  readonly directory: string
  /** Fixed ports; a free one is taken where none is given. */
  readonly ports?: Partial<Record<System | 'staff', number>>
}

export interface Sandbox {
  /** `http://127.0.0.1:port` of each system. */
  readonly urls: Readonly<Record<System, string>>
  /** Issuer of staff's sign-in. */
  readonly staffIssuer: string
  /** The testers' API; register it with a prefix, `/sandbox`. */
  readonly control: FastifyPluginAsync
  readonly clock: SandboxClock
  /** Called after each reset of the sandbox, in order, before `POST /reset` answers. */
  onReset(listener: () => void | Promise<void>): void
  close(): Promise<void>
}

/** Starts the servers. Rejects when a port is in use. */
export async function startSandbox({ directory, ports = {} }: SandboxOptions): Promise<Sandbox> {
  const store = openStore(directory)
  const settings = createSettings(store)
  const clock = createSandboxClock(settings)
  const closing = new AbortController()
  const outside: Outside = {
    store,
    settings,
    clock,
    inbox: createInbox(store, clock),
    journal: createJournal(store, clock),
    closing: closing.signal,
  }
  const registry = createRegistry(store)
  const accounts = createCoreAccounts(store)
  const seed = () => {
    registry.seed()
    accounts.seed(clock.now())
  }
  seed()
  const codes = createCodes(outside)
  const tokens = createTokens(outside)
  const subscriptions = createSubscriptions(outside)

  const app = { appId: SANDBOX_SECRETS.WECHAT_APPID, secret: SANDBOX_SECRETS.WECHAT_SECRET }
  const servers: Record<System, FastifyInstance> = {
    wechat: createWechatServer(outside, app, { codes, tokens, subscriptions }),
    citizens: createCitizensServer(outside, SANDBOX_SECRETS.CITIZENS_KEY, registry),
    ...createNetworkServers(outside, registry),
    ocr: createOcrServer(outside, SANDBOX_SECRETS.OCR_KEY),
    cards: createCardsServer(outside, SANDBOX_SECRETS.CARDS_KEY, registry),
    core: createCoreServer(outside, SANDBOX_SECRETS.CORE_KEY, accounts),
    sms: createSmsServer(outside, SANDBOX_SECRETS.SMS_KEY),
  }
  const staff = createStaffProvider({
    clientId: SANDBOX_STAFF_CLIENT,
    clientSecret: SANDBOX_SECRETS.STAFF_CLIENT_SECRET,
  })
  const close = async () => {
    closing.abort()
    await Promise.all([...Object.values(servers), staff].map((server) => server.close()))
    store.close()
  }

  const listeners: (() => void | Promise<void>)[] = []
  let resetting: Promise<void> | undefined
  const reset = async () => {
    emptyStore(store)
    seed()
    for (const listener of listeners) await listener()
  }

  try {
    const urls = Object.fromEntries(
      await Promise.all(
        SYSTEMS.map(async (system) => {
          const url = await servers[system].listen({ host: '127.0.0.1', port: ports[system] ?? 0 })
          return [system, url] as const
        }),
      ),
    ) as Record<System, string>
    return {
      urls,
      staffIssuer: await staff.listen(ports.staff ?? 0),
      clock,
      control: createControl({
        outside,
        registry,
        accounts,
        codes,
        tokens,
        subscriptions,
        // Two testers who press it at once share one reset.
        reset: () => {
          resetting ??= reset().finally(() => {
            resetting = undefined
          })
          return resetting
        },
      }),
      onReset: (listener) => {
        listeners.push(listener)
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * What a development start adds to the bank: the sandbox that plays the outside with its clock, the testers' page with
 * the phone, and the personas' accounts. A production start never loads this file.
 */
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Bank } from '../bank/bank.ts'
import type { Clock } from '../bank/caller.ts'
import type { Configuration } from '../gateway/configuration.ts'
import { followClock } from '../sandbox/clock.ts'
import { SANDBOX_LISTS } from '../sandbox/lists.ts'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { buildSimulator } from '../simulator/bundle.ts'
import { simulator } from '../simulator/server.ts'
import { StartError } from '../storage/faults.ts'
import { Refused } from './client.ts'
import { openDemo } from './demo.ts'

const DIST = join(import.meta.dirname, '..', '..', 'dist')

/** After a reset the connectors' breakers may still be open from failures that are over: they try again within 5 s. */
const BREAKERS_CLOSE_MS = 10_000

export interface Development {
  readonly clock: Clock
  /** Addresses of the sandbox's systems; empty when all of the outside is elsewhere. */
  readonly urls: Partial<Sandbox['urls']>
  /** Issuer of the sandbox's sign-in for staff; null when there is no sandbox here. */
  readonly staffIssuer: string | null
  /** Registers the testers' page and the sandbox's control; `resetBank` empties the bank when the sandbox is reset. */
  addPages(server: FastifyInstance, resetBank: () => Promise<void>): Promise<void>
  /** Loads the sandbox's lists of people, before anybody is screened. Again is harmless. */
  loadLists(load: (list: keyof typeof SANDBOX_LISTS, text: string) => Promise<unknown>): Promise<void>
  /**
   * Gives the personas their accounts through the gateway that listens at `gateway`. Says so and goes on when it cannot:
   * a tester may have left an outside system switched to a failure.
   */
  openAccounts(gateway: string, customers: Bank['customers']): Promise<void>
  close(): Promise<void>
}

export async function startDevelopment({ outside, dataDirectory }: Configuration): Promise<Development> {
  const { wechat, networks, citizens, ocr, cards, core, sms, sandboxClockUrl } = outside
  const elsewhere = [wechat, ...Object.values(networks), citizens, ocr, cards, core, sms].every(
    ({ url }) => url !== null,
  )
  const followed = sandboxClockUrl === null ? null : await follow(sandboxClockUrl)
  const sandbox = elsewhere ? null : await startSandbox({ directory: join(dataDirectory, 'sandbox') })
  const phone = buildSimulator(join(DIST, 'simulator'))
  // Told when the pages are added; until then nobody listens.
  phone.catch(() => {})
  let patienceMs = 0

  return {
    clock: followed ?? sandbox?.clock ?? { now: () => Date.now() },
    urls: sandbox?.urls ?? {},
    staffIssuer: sandbox?.staffIssuer ?? null,
    async addPages(server, resetBank) {
      await phone
      await server.register(simulator, { packageDir: join(DIST, 'weapp'), bundleDir: join(DIST, 'simulator') })
      if (sandbox) {
        await server.register(sandbox.control, { prefix: '/sandbox' })
        sandbox.onReset(() => {
          patienceMs = BREAKERS_CLOSE_MS
          return resetBank()
        })
      }
    },
    async loadLists(load) {
      for (const list of ['fraud', 'sanctions'] as const) await load(list, JSON.stringify(SANDBOX_LISTS[list]))
    },
    async openAccounts(gateway, customers) {
      const control = sandbox ? `${gateway}/sandbox` : sandboxClockUrl?.replace(/\/clock$/, '')
      if (control === undefined) return
      const open = () => openDemo({ gateway, control, customers })
      await patiently(open, patienceMs).catch((error: Error) => {
        process.stderr.write(`The personas' accounts are not all there: ${error.message}\n`)
      })
    },
    async close() {
      followed?.close()
      await phone.catch(() => {})
      await sandbox?.close()
    },
  }
}

function follow(url: string): ReturnType<typeof followClock> {
  return followClock(url).catch((error) => {
    throw new StartError(`There is no sandbox clock at ${url}: start the sandbox first, or unset SANDBOX_CLOCK_URL`, {
      cause: error,
    })
  })
}

/** Does `open` again every second for `patienceMs`, as long as it fails because the outside is not to be had. */
async function patiently(open: () => Promise<void>, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs
  for (;;) {
    try {
      return await open()
    } catch (error) {
      const mayPass = error instanceof Refused && error.code === 'OUTSIDE_UNAVAILABLE'
      if (!mayPass || Date.now() > until) throw error
      await new Promise((go) => setTimeout(go, 1000))
    }
  }
}

/** The real gateway with its sandbox, `node src/main.ts`, in a process of its own that tests kill and start again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { Body } from '../../src/contract/schema/index.ts'
import { type Client, createClient } from '../../src/demo/client.ts'
import { findPersona } from '../../src/sandbox/personas.ts'
import { testersApi } from './outside.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const START_LIMIT_MS = 120_000
const SAID_LENGTH = 8_000

export interface GatewayProcess {
  /** Resolves with the signal when the process was killed. */
  readonly ended: Promise<NodeJS.Signals | null>
  /** A polite stop. Throws unless it ends with 0. */
  stop(): Promise<void>
  /** The rude one, for what a failed test leaves. */
  kill(): void
}

/** Starts it with the port, folder, database and fault that `environment` names. Resolves when it says that it is ready. */
export async function startGatewayProcess(environment: Record<string, string>): Promise<GatewayProcess> {
  const gateway = spawnGateway(environment)
  await gateway.ready
  return gateway
}

export interface SpawnedGateway extends GatewayProcess {
  /** Resolves when it says that it is ready; rejects, with what it said, when it ends before or takes too long. */
  readonly ready: Promise<void>
  /** The end of what it said. */
  said(): string
}

/** The same, for whoever kills it before it is ready. */
export function spawnGateway(environment: Record<string, string>): SpawnedGateway {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH, HOME, MINIBANK_ENV: 'development', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_code, signal) => resolve(signal)))
  const output = { text: '' }
  const ready = readiness(child, output)
  ready.catch(() => child.kill('SIGKILL'))
  return {
    ended,
    ready,
    said: () => output.text,
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      const [code] = await exited
      if (code !== 0) throw new Error(`the gateway ended with ${code}`)
    },
    kill: () => child.kill('SIGKILL'),
  }
}

function readiness(child: ChildProcess, output: { text: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`the gateway ${what}:\n${output.text}`))
    const timer = setTimeout(fail, START_LIMIT_MS, 'is not ready in time')
    const listen = (chunk: Buffer) => {
      output.text = (output.text + chunk).slice(-SAID_LENGTH)
      if (output.text.includes('minibank is ready')) {
        clearTimeout(timer)
        resolve()
      }
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', () => {
      clearTimeout(timer)
      fail('ended at its start')
    })
  })
}

const PIN = '258036'

/** A persona of the sandbox at the gateway at `base`, signed in by WeChat, with an account. */
export async function customerAt(base: string, persona: string, control = `${base}/sandbox`) {
  const client = createClient(base)
  await client.signIn({ by: 'wechat', code: await wechatCode(control, persona) })
  const { accounts, cards } = await client.call('GET /v1/accounts', {})
  const [account, card] = [accounts[0], cards[0]]
  if (!account || !card) throw new Error(`${persona} has no account`)
  return {
    client,
    accountId: account.id,
    cardId: card.id,
    available: () => availableOf(client, account.id),
    authorise: authorising(client),
  }
}
export type Customer = Awaited<ReturnType<typeof customerAt>>

/** A token for an order, bought with the PIN. */
const authorising =
  (client: Client) =>
  async (order: Body<'POST /v1/authorisations'>['order']): Promise<{ token: string }> => {
    const { token } = await client.call('POST /v1/authorisations', {
      body: { pin: await client.pin(PIN, 'authorise'), order },
    })
    return { token }
  }

/** Who holds this bank's own Class I card, signed in, with the card bound. */
export async function classOneAt(base: string, control = `${base}/sandbox`) {
  const client = createClient(base)
  const gao = findPersona('gao-yuan')
  if (!gao) throw new Error('the sandbox lacks who has a Class I card')
  const { id: who, cards, name, idNumber, mobile } = gao
  const { me } = await client.signIn({ by: 'wechat', code: await wechatCode(control, who) })
  if (me.stage === 'visitor') {
    const consents = { agreement: true, sensitiveData: true, version: '1' } as const
    const of = { name, idNumber, mobile, cardNumber: cards[0]?.number ?? '' }
    const { id } = await client.call('POST /v1/bindings', {
      body: { id: v7(), class: 'I', ...of, taxResidency: 'mainland', consents },
    })
    await client.call('POST /v1/bindings/:bindingId/confirmation', {
      params: { bindingId: id },
      body: {
        smsCode: await testersApi(control).codeTo(mobile),
        pin: await client.pin(PIN, 'set'),
        pinAgain: await client.pin(PIN, 'set'),
      },
    })
  }
  const { classOne } = await client.call('GET /v1/accounts', {})
  if (!classOne) throw new Error(`${who} has no Class I account`)
  return { client, accountId: classOne.id, authorise: authorising(client) }
}

async function wechatCode(control: string, persona: string): Promise<string> {
  const answer = await fetch(`${control}/wechat/codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  })
  return ((await answer.json()) as { code: string }).code
}

async function availableOf(client: Client, accountId: string): Promise<number> {
  const { accounts } = await client.call('GET /v1/accounts', {})
  return accounts.find(({ id }) => id === accountId)?.available ?? Number.NaN
}

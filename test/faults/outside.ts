/** The sandbox in a process of its own, which nobody kills: the outside remembers what it was asked. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { freePort } from '../support/postgres.ts'
import type { Disturbance } from './plan.ts'

const SERVE = join(import.meta.dirname, '../../src/sandbox/serve.ts')
/** Its systems take the ports after its own, and one of them may be in use. */
const TRIES = 5

export interface TestersApi {
  /** Its address. */
  readonly control: string
  /** Tells the sandbox something there. */
  tell(method: 'POST' | 'PUT', path: string, body: object): Promise<void>
  misbehave(
    system: string,
    fault: { mode: Extract<Disturbance, { disturb: 'outside' }>['mode'] | 'none'; delayMs?: number },
  ): Promise<void>
  /** Lets time pass for the outside and for the gateways that follow its clock. */
  forward(ms: number): Promise<void>
  /** The newest code that came to a number. */
  codeTo(mobile: string): Promise<string>
}

export interface OutsideProcess extends TestersApi {
  /** What gateways need to find it. */
  readonly environment: Readonly<Record<string, string>>
  stop(): Promise<void>
  kill(): void
}

export async function startOutside(directory: string): Promise<OutsideProcess> {
  for (let tries = 1; ; tries++) {
    const port = await freePort()
    const { PATH = '' } = process.env
    const child = spawn(process.execPath, [SERVE], {
      env: { PATH, SANDBOX_DIR: directory, SANDBOX_PORT: String(Math.min(port, 65_000)) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let complaint = ''
    child.stderr.on('data', (chunk) => {
      complaint = (complaint + chunk).slice(-2_000)
    })
    const environment = await printed(child.stdout)
    if (environment) return outsideOf(child, environment)
    if (tries === TRIES) throw new Error(`the sandbox does not start: ${complaint}`)
  }
}

/** The variables that it prints; undefined when it ends instead. */
async function printed(output: Readable): Promise<Record<string, string> | undefined> {
  const environment: Record<string, string> = {}
  for await (const line of createInterface(output)) {
    const [name = '', value = ''] = line.split('=')
    environment[name] = value
    if (name === 'SANDBOX_CLOCK_URL') return environment
  }
  return undefined
}

/** The testers' API of a sandbox, wherever it runs. */
export function testersApi(control: string): TestersApi {
  async function tell(method: 'POST' | 'PUT', path: string, body: object): Promise<void> {
    const answer = await fetch(`${control}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} at ${path}`)
    await answer.arrayBuffer()
  }
  return {
    control,
    tell,
    misbehave: (system, { mode, delayMs = 0 }) => tell('PUT', '/faults', { system, mode, delayMs }),
    forward: (forwardMs) => tell('POST', '/clock', { forwardMs }),
    async codeTo(mobile) {
      const answer = await fetch(`${control}/inbox?mobile=${mobile}`)
      const { messages } = (await answer.json()) as { messages: readonly { code: string | null }[] }
      const code = messages.find((message) => message.code !== null)?.code
      if (!code) throw new Error('no code came')
      return code
    },
  }
}

function outsideOf(child: ChildProcess, environment: Record<string, string>): OutsideProcess {
  return {
    ...testersApi(environment.SANDBOX_CLOCK_URL?.replace(/\/clock$/, '') ?? ''),
    environment,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
    kill: () => child.kill('SIGKILL'),
  }
}

/** The real gateway with its sandbox, `node src/main.ts`, in a process of its own that tests kill and start again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const START_LIMIT_MS = 120_000

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
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH, HOME, MINIBANK_ENV: 'development', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_code, signal) => resolve(signal)))
  try {
    await ready(child)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    ended,
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      const [code] = await exited
      if (code !== 0) throw new Error(`the gateway ended with ${code}`)
    },
    kill: () => child.kill('SIGKILL'),
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`the gateway is not ready in time:\n${said}`)), START_LIMIT_MS)
    const listen = (chunk: Buffer) => {
      said += chunk
      if (said.includes('minibank is ready')) {
        clearTimeout(timer)
        resolve()
      }
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', () => {
      clearTimeout(timer)
      reject(new Error(`the gateway ended at its start:\n${said}`))
    })
  })
}

/** Gateways as in production, each a process of its own: what the load is sent to. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sm2 } from 'sm-crypto-v2'
import { GATEWAY } from '../../config/run/gateway.mjs'
import { freePort } from '../support/postgres.ts'

const ROOT = join(import.meta.dirname, '../..')
const START_LIMIT_MS = 60_000
/** Nobody listens there: what must leave the bank waits in the outbox, and is counted. */
const NOWHERE = 'https://127.0.0.1:9'
const UNLIMITED = '10000000'

export interface GatewayProcess {
  readonly url: string
  readonly pid: number
  /** Resident memory, MB: now, and at its highest. */
  memory(): { now: number; highest: number }
  /** Seconds of processor time that it has used. */
  processorSeconds(): number
  /** Throws, with the end of its log, when it had ended before. */
  stop(): Promise<void>
}

/** What a bank's people set, made up for a run. The database knows the data keys, so several gateways share them. */
export function productionEnvironment(databaseUrl: string): Record<string, string> {
  const key = () => randomBytes(32).toString('base64')
  return {
    MINIBANK_ENV: 'production',
    DATABASE_URL: databaseUrl,
    DATA_KEYS: `1:${key()}`,
    INDEX_KEY: key(),
    SEAL_KEYS: `1:${key()}`,
    PIN_PEPPERS: `1:${key()}`,
    PIN_PRIVATE_KEY: randomBytes(32).toString('hex'),
    WECHAT_APPID: 'wx0123456789abcdef',
    WECHAT_SECRET: key(),
    WECHAT_URL: NOWHERE,
    CITIZENS_URL: NOWHERE,
    CITIZENS_KEY: key(),
    INTERBANK_PRIVATE_KEY: randomBytes(32).toString('hex'),
    VERIFICATION_URLS: `unionpay:${NOWHERE}`,
    VERIFICATION_KEYS: `unionpay:${sm2.generateKeyPairHex().publicKey}`,
    OCR_URL: NOWHERE,
    OCR_KEY: key(),
    CARDS_URL: NOWHERE,
    CARDS_KEY: key(),
    CORE_URL: NOWHERE,
    CORE_KEY: key(),
    CONSOLE_URL: NOWHERE,
    PUBLIC_URL: NOWHERE,
    STAFF_ISSUER: NOWHERE,
    STAFF_CLIENT_ID: 'bench-console',
    STAFF_CLIENT_SECRET: key(),
    SMS_URL: NOWHERE,
    SMS_KEY: key(),
    INSTITUTION_NAME: '测试银行',
    INSTITUTION_NAME_EN: 'Bench bank',
    INSTITUTION_PHONE: '95500',
    INSTITUTION_BANK_CODE: '402602000018',
    INSTITUTION_CLASS_ONE_BIN: '623191',
    RATE_ADDRESS: UNLIMITED,
    RATE_SESSION: UNLIMITED,
    DRAIN_SECONDS: '0',
  }
}

/** Starts one; its log goes to `logFile`. Resolves when it is ready. */
export async function startGateway(
  environment: Record<string, string>,
  logFile: string,
  nodeOptions: readonly string[] = [],
): Promise<GatewayProcess> {
  const port = await freePort()
  const { PATH = '', HOME = '' } = process.env
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, [...nodeOptions, ...GATEWAY], {
    cwd: ROOT,
    env: { PATH, HOME, ...environment, PORT: String(port) },
    stdio: ['ignore', log, log],
  })
  const url = `http://127.0.0.1:${port}`
  await ready(child, url, logFile)
  const pid = child.pid ?? 0
  return {
    url,
    pid,
    memory: () => ({ now: statusMb(pid, 'VmRSS'), highest: statusMb(pid, 'VmHWM') }),
    processorSeconds: () => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) / 100
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`a gateway had ended by itself:\n${readFileSync(logFile, 'utf8').slice(-2000)}`)
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function ready(child: ChildProcess, url: string, logFile: string): Promise<void> {
  const deadline = performance.now() + START_LIMIT_MS
  for (;;) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`the gateway did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`)
    }
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((go) => setTimeout(go, 50))
  }
}

const statusMb = (pid: number, field: string): number =>
  Math.round(Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)

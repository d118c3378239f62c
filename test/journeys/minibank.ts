/**
 * journeys/: whole stories through the built packages, as a banker would read them. This file is the stage: minibank
 * with its sandbox in a process of its own, as `npm start` runs it, and phones and browsers in people's hands.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect } from 'vitest'
import { createRules, RULES_FRESH_MS } from '../../src/bank/rules/rules.ts'
import { createMatchDesk } from '../../src/bank/screening/desk.ts'
import { loadList } from '../../src/bank/screening/lists.ts'
import { matchVerdict } from '../../src/bank/screening/verdicts.ts'
import { createStaff } from '../../src/bank/staff/staff.ts'
import { addDays, businessDate, startOfDate } from '../../src/contract/dates.ts'
import { type Client, createClient } from '../../src/demo/client.ts'
import { createLedger } from '../../src/ledger/ledger.ts'
import { findPersona, PERSONAS, type Persona } from '../../src/sandbox/personas.ts'
import { SANDBOX_SECRETS } from '../../src/sandbox/secrets.ts'
import type { FAULT_MODES, System } from '../../src/sandbox/settings.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { createSealer } from '../../src/storage/sealing.ts'
import { launchBrowser } from '../support/browser.ts'
import { freshPostgresUrl } from '../support/database.ts'
import { auditBank } from '../support/ledger.ts'
import { type OpenOptions, openPhone, type TestPhone } from '../support/phone.ts'
import { LIN, SUN, signedIn } from '../support/staff.ts'
import { BrowserPhone } from './browser-phone.ts'

const ROOT = join(import.meta.dirname, '../..')
const BUILDS = { weapp: 'app.json', h5: 'index.html' }
const START_LIMIT_MS = 120_000
const LONGEST_STORY_MS = 30 * 60_000
/** Measured, but by a machine that may be busy: no reason for a journey to fail. */
const OF_THE_MACHINE = ['request, ms', 'first render, ms']
/** Pages on which a story types faster than fingers can, and every key is drawn. */
const TYPED_ON = /^(bind|sign-in|cards|security|topup|transfer|deposit|complaint|claimable)\//
const isOfTheStory = ({ what, where }: { what: string; where: string }) =>
  OF_THE_MACHINE.includes(what) || (what === 'setData calls in one second' && TYPED_ON.test(where))
/** The PIN of the sandbox's customers. */
const PIN_OF_ALL = '258036'

export type Fault = (typeof FAULT_MODES)[number]

export interface LogLine {
  readonly level: string
  readonly msg: string
  readonly [field: string]: unknown
}

interface Message {
  readonly id: number
  readonly from: string
  readonly text: string
  readonly code: string | null
}

/** Someone of the sandbox. */
export const persona = (id: string): Persona => {
  const found = findPersona(id)
  if (!found) throw new Error(`there is no persona ${id}`)
  return found
}

/** Starts minibank for the stories of one file. `database`: PGlite, as `npm start` has it, or the run's PostgreSQL. */
export async function startMinibank(database: 'pglite' | 'postgres') {
  for (const [build, file] of Object.entries(BUILDS)) {
    if (!existsSync(join(ROOT, 'dist', build, file)))
      throw new Error(`dist/${build} is missing: npm run build:${build}`)
  }
  const directory = mkdtempSync(join(tmpdir(), 'minibank-journey-'))
  const databaseUrl = database === 'postgres' ? await freshPostgresUrl() : undefined
  const server = await startServer(directory, databaseUrl)
  const { url } = server
  const browser = await launchBrowser()
  const phones: TestPhone[] = []

  async function sandbox<Answer>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${url}/sandbox${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} at ${path}`)
    return answer.json() as Promise<Answer>
  }
  const inbox = async (mobile: string) =>
    (await sandbox<{ messages: Message[] }>('GET', `/inbox?mobile=${mobile}`)).messages
  const cardsOf = async (id: string) =>
    (
      await sandbox<{ personas: { id: string; cards: { number: string; balance: number }[] }[] }>('GET', '/personas')
    ).personas.find((each) => each.id === id)?.cards ?? []

  // No story crosses midnight by accident: limits of a day would begin anew in the middle of it.
  const { now } = await sandbox<{ now: number }>('GET', '/clock')
  const untilMidnight = startOfDate(addDays(businessDate(now), 1)) - now
  const aheadMs = untilMidnight < LONGEST_STORY_MS ? untilMidnight + 60_000 : 0
  // And nobody's phone is a day behind the bank.
  if (aheadMs > 0) await sandbox('POST', '/clock', { forwardMs: aheadMs })

  return {
    url,
    /** For pages of another kind: the testers’ own. */
    browser,
    /** A persona's phone with the unmodified WeChat package in the simulator. Newly taken: nothing is stored on it. */
    async open(who: string, options: OpenOptions = {}): Promise<TestPhone> {
      const phone = await openPhone(browser, url, { persona: who, aheadMs, ...options })
      phones.push(phone)
      return phone
    },
    /** A browser on a phone at the H5 build. */
    async browse(page = '/pages/home/index'): Promise<BrowserPhone> {
      const phone = await BrowserPhone.open(browser, url, page, aheadMs)
      phones.push(phone)
      return phone
    },
    /** A persona at the API, signed in by WeChat: for what a banker looks up behind the screens. */
    async client(who: string): Promise<Client> {
      const client = createClient(url)
      const { code } = await sandbox<{ code: string }>('POST', '/wechat/codes', { persona: who })
      await client.signIn({ by: 'wechat', code })
      return client
    },
    /** What came to a mobile number, newest first. */
    inbox,
    /** The code that comes to a mobile number after the message `earlier`; waits for it. */
    async codeAfter(mobile: string, earlier = 0): Promise<string> {
      const newer = async () => (await inbox(mobile)).find(({ id, code }) => id > earlier && code !== null)?.code
      await expect.poll(newer, { message: `a code for ${mobile}` }).toBeTruthy()
      return (await newer()) ?? ''
    },
    /** What is left on a card at its own bank, fen. */
    async onCard(who: string, place = 0): Promise<number> {
      return (await cardsOf(who))[place]?.balance ?? Number.NaN
    },
    /** Makes an outside system misbehave; `none` makes it well again. */
    fault: (system: System, mode: Fault, delayMs?: number) =>
      sandbox('PUT', '/faults', { system, mode, ...(delayMs === undefined ? {} : { delayMs }) }),
    /** Moves the clock of bank and sandbox. */
    forward: (ms: number) => sandbox('POST', '/clock', { forwardMs: ms }),
    /** What the outside was asked, oldest first. */
    async asked(): Promise<string[]> {
      const { entries } = await sandbox<{ entries: { operation: string; outcome: string }[] }>('GET', '/log')
      return entries.map(({ operation, outcome }) => `${operation}: ${outcome}`).reverse()
    },
    /** What minibank has logged, a parsed line each. */
    log: server.log,
    /** Personal data of the personas, codes out of the inbox and `more`, as far as the log has them. */
    async leaks(...more: string[]): Promise<string[]> {
      const messages = (await sandbox<{ messages: Message[] }>('GET', '/inbox')).messages
      const personal = PERSONAS.flatMap(({ name, mobile, idNumber, openid, cards }) => [
        ...[name, mobile, idNumber, openid],
        ...cards.map(({ number }) => number),
      ])
      const digits = [PIN_OF_ALL, ...messages.flatMap(({ code }) => code ?? [])]
      const text = JSON.stringify(server.log())
      return [
        ...[...personal, ...more].filter((word) => text.includes(word)),
        // Six digits may be part of an id or a time.
        ...digits.filter((word) => new RegExp(`(?<![0-9a-f.-])${word}(?![0-9a-f.-])`).test(text)),
      ]
    },
    /** What stands on every screen that is on, for whoever looks for the reason of a failure. */
    async screens(): Promise<string> {
      const told: string[] = []
      for (const [place, phone] of phones.entries()) {
        if (phone.page.isClosed()) continue
        const picture = join(tmpdir(), `minibank-screen-${process.pid}-${place}.png`)
        await phone.screenshot(picture)
        told.push(`${await phone.path()} (${picture})`, ...(await phone.texts()), ...(await phone.errors()), '')
      }
      return told.join('\n')
    },
    /** Errors that the packages threw on the phones, and limits of WeChat's audit that they broke. */
    async complaints(): Promise<string[]> {
      const all: string[] = []
      for (const phone of phones) {
        if (phone.page.isClosed()) continue
        all.push(...(await phone.errors()))
        if (phone instanceof BrowserPhone) continue
        const { findings } = await phone.audit()
        all.push(
          ...findings
            .filter((finding) => !isOfTheStory(finding))
            .map(({ what, where, measured, limit }) => `${where}: ${what} ${measured}, limit ${limit}`),
        )
      }
      return all
    },
    /** What is wrong with the books; on PostgreSQL only, for PGlite has one opener. */
    async books(): Promise<readonly object[]> {
      if (!databaseUrl) throw new Error('the books are open on PostgreSQL only')
      const db = await openDatabase({ url: databaseUrl, maxConnections: 1 })
      try {
        return await auditBank(db)
      } finally {
        await db.close()
      }
    },
    /** Another value in the table of rules, from today on; on PostgreSQL only. */
    async rule(name: string, ruleClass: string, value: number, unit: string): Promise<void> {
      if (!databaseUrl) throw new Error('the table of rules is open on PostgreSQL only')
      const { now: at } = await sandbox<{ now: number }>('GET', '/clock')
      const db = await openDatabase({ url: databaseUrl, maxConnections: 1 })
      try {
        await db.query(
          `insert into rules (name, class, effective_from, value, unit, source, mark) values ($1, $2, $3, $4, $5, 'a story', 'B')`,
          [name, ruleClass, businessDate(at), value, unit],
        )
      } finally {
        await db.close()
      }
      // By the clock, the gateway's copy of the table is no fresher than this.
      await sandbox('POST', '/clock', { forwardMs: RULES_FRESH_MS })
    },
    /** Loads a list of reported payees on which these numbers stand; on PostgreSQL only. */
    async report(...numbers: readonly ({ readonly mobile: string } | { readonly card: string })[]): Promise<void> {
      if (!databaseUrl) throw new Error('lists are loaded on PostgreSQL only')
      const { now: at } = await sandbox<{ now: number }>('GET', '/clock')
      const db = await openDatabase({ url: databaseUrl, maxConnections: 1 })
      const clock = { now: () => at }
      const [version = '', key = ''] = SANDBOX_SECRETS.DATA_KEYS.split(':')
      const keys = { keys: { [version]: key }, current: Number(version), indexKey: SANDBOX_SECRETS.INDEX_KEY }
      const entries = numbers.map((number, n) => ({ id: `R-${n + 1}`, from: '2026-01-01', ...number }))
      const text = JSON.stringify({ source: '一个故事', published: '2026-11-20', entries })
      try {
        await loadList({ db, clock, rules: createRules({ db, clock }), sealer: createSealer(keys) }, 'payees', text)
      } finally {
        await db.close()
      }
    },
    /** One officer proposes and another approves that everybody is cleared whom a list may mean; on PostgreSQL only. */
    async clearMatches(): Promise<void> {
      if (!databaseUrl) throw new Error('officers decide on PostgreSQL only')
      const db = await openDatabase({ url: databaseUrl, maxConnections: 1 })
      const { now: at } = await sandbox<{ now: number }>('GET', '/clock')
      const clock = { now: () => at }
      const [version = '', key = ''] = SANDBOX_SECRETS.DATA_KEYS.split(':')
      const keys = { keys: { [version]: key }, current: Number(version), indexKey: SANDBOX_SECRETS.INDEX_KEY }
      const deps = { db, sealer: createSealer(keys), clock, rules: createRules({ db, clock }) }
      const kind = matchVerdict(deps)
      const nobody = () => Promise.reject(new Error('nobody signs in here'))
      const core = createLedger()
      const connectors = { staff: { begin: nobody, finish: nobody } }
      const { looks, tasks } = createStaff({ ...deps, core, connectors, taskKinds: [kind] })
      const screening = createMatchDesk({ ...deps, looks, tasks })
      try {
        const [sun, lin] = [await signedIn(deps, SUN), await signedIn(deps, LIN)]
        for (const match of (await screening.open()).matches) {
          const { id } = await screening.propose(sun, match.id, { id: v7(), verdict: 'clear', note: '出生地不同' })
          await tasks.decide(lin, id, { verdict: 'approved', note: '已核对，同意' })
        }
      } finally {
        await db.close()
      }
    },
    async close(): Promise<void> {
      await browser.close()
      await server.stop()
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
export type Minibank = Awaited<ReturnType<typeof startMinibank>>

/**
 * For stories told over several tests: once one has failed those after it fail at once, for they build on it. Tells what
 * stood on the screens then.
 */
export function inOrder(minibank: () => Minibank | undefined): void {
  let broken: string | undefined
  beforeEach(() => {
    if (broken !== undefined) throw new Error(`not told, because this failed before it: ${broken}`)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || broken !== undefined) return
    broken = task.name
    console.error(await minibank()?.screens())
  })
}

/** `node src/main.ts` on a port of its own, with its log kept. */
async function startServer(directory: string, databaseUrl: string | undefined) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [join(ROOT, 'src/main.ts')], {
    env: {
      PATH,
      HOME,
      PORT: '0',
      DATA_DIR: directory,
      LOG_LEVEL: 'info',
      // One address stands for everybody here.
      RATE_SIGN_IN: '10000',
      RATE_SMS: '10000',
      RATE_ADDRESS: '100000',
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  // A run that is broken off leaves nothing behind.
  process.once('exit', () => child.kill('SIGKILL'))
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk
  })
  let complained = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complained += chunk
  })
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`minibank ${why}:\n${complained}${said}`))
    const timer = setTimeout(() => fail('is not ready in time'), START_LIMIT_MS)
    child.stdout.on('data', () => {
      const address = /minibank is ready[\s\S]*?(http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1]
      if (!address) return
      clearTimeout(timer)
      resolve(address)
    })
    child.once('exit', () => fail('ended at its start'))
  })
  return {
    url,
    log(): LogLine[] {
      const lines = said.split('\n').filter((line) => line.startsWith('{'))
      return lines.map((line) => JSON.parse(line) as LogLine)
    },
    async stop() {
      child.kill('SIGTERM')
      const [code] = await exited
      if (code !== 0 || complained !== '') throw new Error(`minibank ended with ${code}, having said:\n${complained}`)
    },
  }
}

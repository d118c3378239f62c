/** The process as someone at a terminal meets it: one line for what is wrong, addresses when ready, a clean end. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sm2 } from 'sm-crypto-v2'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { lockFolder } from '../src/storage/folder-lock.ts'
import { type PostgresServer, startPostgres } from './support/postgres.ts'

const MAIN = join(import.meta.dirname, '..', 'src', 'main.ts')
const folder = mkdtempSync(join(tmpdir(), 'minibank-main-'))
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs main.ts with nothing of this process's settings but the path. */
function run(environment: Record<string, string>, ...words: string[]) {
  const child = spawn(process.execPath, [MAIN, ...words], { env: { PATH: process.env.PATH, ...environment } })
  children.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said.out)?.[0]
      if (url && said.out.includes('Ctrl-C')) resolve(url)
    })
    child.on('close', () => reject(new Error(said.err)))
  })
  ready.catch(() => {})
  return { child, said, ended, ready }
}

/** What a start that fails says, line by line; it must end with 1 and print nothing else. */
async function refusal(environment: Record<string, string>): Promise<string[]> {
  const { said, ended } = run({ PORT: '0', DATA_DIR: join(folder, 'refused'), ...environment })
  expect(await ended).toBe(1)
  expect(said.out).toBe('')
  return said.err.trim().split('\n')
}

describe('a start that cannot be', () => {
  it('says that the port is in use', async () => {
    const squatter = createServer()
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
    const address = squatter.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(await refusal({ PORT: String(port) })).toEqual([
      `Port ${port} is in use: stop what listens there, or set PORT`,
    ])
    squatter.close()
  })

  it('says that the data folder is in use', async () => {
    const directory = join(folder, 'locked')
    const lock = lockFolder(directory)
    const lines = await refusal({ DATA_DIR: directory })
    lock.release()
    expect(lines).toEqual([`The data folder ${directory} is in use by another process (pid ${process.pid})`])
  })

  it('says that the database is out of reach, without its password', async () => {
    const lines = await refusal({ DATABASE_URL: 'postgresql://bank:hunter22@127.0.0.1:1/bank' })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/database/i)
    expect(lines[0]).toContain('127.0.0.1:1')
    expect(lines[0]).not.toContain('hunter22')
  })

  it('says that there is no such address on this machine', async () => {
    expect(await refusal({ HOST: '203.0.113.7' })).toEqual(['This machine has no address 203.0.113.7: set HOST'])
  })

  it('says that the shared sandbox is not there', async () => {
    const { admin, template } = inject('postgres')
    const url = new URL(admin)
    url.pathname = `/${template}`
    const clock = 'http://127.0.0.1:1/sandbox/clock'
    expect(await refusal({ DATABASE_URL: url.href, SANDBOX_CLOCK_URL: clock })).toEqual([
      `There is no sandbox clock at ${clock}: start the sandbox first, or unset SANDBOX_CLOCK_URL`,
    ])
  })

  it('says everything that is wrong with the configuration, a line each', async () => {
    const lines = await refusal({ PORT: '80a', LOG_LEVEL: 'loud' })
    expect(lines).toEqual([
      'PORT must be a whole number from 0 to 65535, not "80a"',
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, not "loud"',
    ])
  })
})

describe('an audit', () => {
  const environment = { DATA_DIR: join(folder, 'audited') }
  const audited = async (...words: string[]) => {
    const { said, ended } = run(environment, 'audit', ...words)
    return { code: await ended, ...said }
  }

  it('asks for the migrations first, then finds an empty bank sound', async () => {
    expect(await audited()).toMatchObject({ code: 1, out: '', err: expect.stringContaining('lacks') })
    expect(await run(environment, 'migrate').ended).toBe(0)
    expect(await audited()).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Sound: 0 accounts, 0 postings, 0 blocks, .* head none, [\d.]+ s\n$/),
    })
    const { out } = await audited('--json')
    expect(JSON.parse(out)).toMatchObject({ findings: [], postings: 0, head: null })
  }, 240_000)

  it('ends with 1 when something is wrong, and says what', async () => {
    expect(await audited('--head', `7:${'a'.repeat(64)}`)).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        /^BROKEN the chain reaches the head that was kept elsewhere: ledger_seals block=7\n1 laws broken: /,
      ),
    })
    expect(await audited('--head', 'newest')).toEqual({
      code: 1,
      out: '',
      err: '--head is <block>:<mac>, as the log told it\n',
    })
  }, 60_000)
})

describe('loading a list', () => {
  const environment = { DATA_DIR: join(folder, 'listed') }
  const loading = async (...words: string[]) => {
    const { said, ended } = run(environment, 'load-list', ...words)
    return { code: await ended, ...said }
  }
  const file = join(folder, 'fraud.json')

  it('says in one line what it did, or why it did nothing', async () => {
    expect(await run(environment, 'migrate').ended).toBe(0)
    writeFileSync(file, '{')
    expect(await loading('fraud', file)).toEqual({
      code: 1,
      out: '',
      err: 'The fraud list was not loaded: the file is no JSON\n',
    })
    writeFileSync(file, JSON.stringify({ source: '名单', published: '2026-11-20', entries: [] }))
    expect(await loading('fraud', file)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Loaded version 1 of the fraud list: 0 entries'),
    })
    expect(await loading('fraud', file)).toEqual({
      code: 0,
      out: 'The fraud list says what version 1 says already: nothing to load\n',
      err: '',
    })
  }, 120_000)
})

describe('a production start', () => {
  const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
  const { publicKey } = sm2.generateKeyPairHex()
  const settings = {
    MINIBANK_ENV: 'production',
    PORT: '0',
    DRAIN_SECONDS: '0',
    INSTITUTION_NAME: '某某银行',
    INSTITUTION_NAME_EN: 'Some Bank',
    INSTITUTION_PHONE: '95500',
    INSTITUTION_BANK_CODE: '308584000013',
    DATA_KEYS: `1:${key(1)}`,
    INDEX_KEY: key(3),
    PIN_PEPPERS: `1:${key(4)}`,
    SEAL_KEYS: `1:${key(5)}`,
    PIN_PRIVATE_KEY: '0a'.repeat(32),
    INTERBANK_PRIVATE_KEY: '0b'.repeat(32),
    WECHAT_APPID: 'wx0123456789abcdef',
    WECHAT_SECRET: 'a-secret-of-its-own',
    CITIZENS_URL: 'https://citizens.example',
    CITIZENS_KEY: 'citizens-key-of-its-own',
    VERIFICATION_URLS: 'unionpay:https://unionpay.example,joint-stock:https://joint-stock.example',
    VERIFICATION_KEYS: `unionpay:${publicKey},joint-stock:${publicKey}`,
    OCR_URL: 'https://ocr.example',
    OCR_KEY: 'ocr-key-of-its-own',
    INSTITUTION_CLASS_ONE_BIN: '623191',
    CORE_URL: 'https://core.example',
    CORE_KEY: 'core-key-of-its-own',
    CARDS_URL: 'https://cards.example',
    CARDS_KEY: 'cards-key-of-its-own',
    SMS_URL: 'https://sms.example',
    SMS_KEY: 'sms-key-of-its-own',
    CONSOLE_URL: 'https://console.example',
    PUBLIC_URL: 'https://bank.example',
    STAFF_ISSUER: 'https://sign-in.example',
    STAFF_CLIENT_ID: 'staff-client-of-its-own',
    STAFF_CLIENT_SECRET: 'staff-secret-of-its-own',
  }
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres({ durable: true })
  })
  afterAll(() => server.stop())

  it('refuses a database that could forget in a power cut', async () => {
    // The tests' common PostgreSQL runs without fsync.
    const { admin, template } = inject('postgres')
    const url = new URL(admin)
    url.pathname = `/${template}`
    expect(await refusal({ ...settings, DATABASE_URL: url.href })).toEqual([
      'The database could lose money in a power cut: switch on fsync, full_page_writes, synchronous_commit',
    ])
  })

  it('asks for its migrations, runs without anything of the sandbox, and ends cleanly', async () => {
    const environment = { ...settings, DATABASE_URL: server.url() }
    const [line] = await refusal(environment)
    expect(line).toMatch(/^The database lacks \d+ migrations, first 0001_\w+: run node src\/main\.ts migrate$/)

    const migration = run(environment, 'migrate')
    expect(await migration.ended).toBe(0)
    expect(migration.said.out).toMatch(/^Migrated 0001_/)

    // Nobody is served before the lists of people are there.
    const [lists] = await refusal(environment)
    expect(lists).toBe('Nobody could be screened: load the lists fraud, sanctions with node src/main.ts load-list')
    const file = join(folder, 'list.json')
    writeFileSync(file, JSON.stringify({ source: '名单', published: '2026-11-20', entries: [] }))
    for (const list of ['fraud', 'sanctions']) {
      const loading = run(environment, 'load-list', list, file)
      expect(await loading.ended).toBe(0)
      expect(loading.said.out).toBe(
        `Loaded version 1 of the ${list} list: 0 entries. Customers are screened by the running bank\n`,
      )
    }

    const bank = run(environment)
    const url = await bank.ready
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' })
    expect(await (await fetch(`${url}/v1/institution`)).json()).toMatchObject({
      name: '某某银行',
      demonstration: false,
    })
    for (const path of ['/sandbox/personas', '/sandbox/clock', '/simulator/index.html']) {
      expect((await fetch(`${url}${path}`)).status, path).toBe(404)
    }
    const page = await fetch(url, { redirect: 'manual' })
    expect([page.status, page.headers.get('location')]).toEqual([302, '/h5/'])
    expect(page.headers.get('strict-transport-security')).toContain('max-age=')

    bank.child.kill('SIGTERM')
    expect(await bank.ended).toBe(0)
    expect(bank.said.err).toBe('')
    for (const secret of Object.values(settings).slice(7)) expect(bank.said.out).not.toContain(secret)
  })
})

/**
 * A person whose every value is known goes all the way through the bank, with mistakes on the way that put each value
 * where it does not belong. Then each is sought, in many ways of writing it, in every column of every table, in all that
 * the database wrote to the disk (tables, write-ahead log, its own log with the parameters of every statement), in all
 * that the gateway logged, in its temporary files, and in every answer. A control value that was written down on purpose
 * must be found in each of these places: the search is known to work.
 *
 * An answer may show a person their own: the name to greet by, the account number to copy, what they wrote themselves, and
 * in 'what you know about me' everything. OWN says which answer may show what, and the payer's name to who was paid.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { RouteName } from '../../src/contract/schema/index.ts'
import { type Client, createClient, Refused } from '../../src/demo/client.ts'
import type { Database } from '../../src/storage/database.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { type OutsideProcess, startOutside } from '../faults/outside.ts'
import { freePort, type PostgresServer, startPostgres } from '../support/postgres.ts'
import { type Sought, waysIn, waysInFiles } from './needles.ts'

/** A newcomer of the sandbox, and what he adds: where he lives and his PIN. */
const PERSON = {
  name: '李雷',
  idNumber: '110199199503181012',
  mobile: '13800138000',
  cardNumber: '6225881414207430',
  area: '659004',
  address: '东直门外大街九十七号',
  pin: '714203',
} as const
const CHEN_HUA = '13800138001'
/** An id, for the gateway logs the trace of a request. */
const CONTROL = 'c0117201-7a5b-7c3d-8e4f-0123456789ab'

const OWN: Partial<Record<RouteName, readonly string[]>> = {
  'GET /v1/me': ['name'],
  'POST /v1/sessions': ['name'],
  'GET /v1/home': ['name', 'address', 'account number'],
  'GET /v1/accounts': ['account number'],
  'POST /v1/bindings/:bindingId/confirmation': ['account number'],
  'GET /v1/bindings/:bindingId': ['account number'],
  'POST /v1/complaints': ['name', 'mobile', 'address'],
  'GET /v1/complaints': ['name', 'mobile', 'address'],
  'POST /v1/me/data': ['name', 'idNumber', 'mobile', 'cardNumber', 'area', 'address', 'account number'],
  // What the payer wrote to the payee, and by whose name.
  'POST /v1/transfers': ['address'],
  'GET /v1/transfers/:transferId': ['name', 'address'],
  'GET /v1/accounts/:accountId/entries': ['name', 'address'],
}

interface Answered {
  readonly route: RouteName | 'other'
  readonly bytes: Buffer
}

describe('values that are planted through a whole journey', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minibank-planted-'))
  const temporary = join(folder, 'temporary')
  const answers: Answered[] = []
  const sought: Sought[] = Object.entries(PERSON).map(([what, value]) => ({ what, value }))
  const control: Sought[] = [{ what: 'control', value: CONTROL }]
  let postgres: PostgresServer
  let outside: OutsideProcess
  let db: Database
  let gateway: ChildProcess
  let base = ''
  const said: Buffer[] = []

  beforeAll(async () => {
    mkdirSync(temporary)
    postgres = await startPostgres({
      settings: {
        // All that the database is told, statement by statement with its parameters, stands on the disk.
        logging_collector: 'on',
        log_directory: 'log',
        log_statement: 'all',
        log_line_prefix: '',
        log_parameter_max_length_on_error: -1,
        log_error_verbosity: 'verbose',
      },
    })
    outside = await startOutside(join(folder, 'outside'))
    const port = await freePort()
    base = `http://127.0.0.1:${port}`
    const { PATH = '', HOME = '' } = process.env
    gateway = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts')], {
      env: {
        PATH,
        HOME,
        TMPDIR: temporary,
        DATA_DIR: join(temporary, 'data'),
        DATABASE_URL: postgres.url(),
        PORT: String(port),
        LOG_LEVEL: 'trace',
        RATE_SIGN_IN: '1000',
        RATE_SMS: '1000',
        ...outside.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [gateway.stdout, gateway.stderr]) stream?.on('data', (chunk: Buffer) => void said.push(chunk))
    const isReady = () => expect(Buffer.concat(said).toString()).toContain('minibank is ready')
    await vi.waitFor(isReady, { timeout: 120_000, interval: 100 })
    db = await openDatabase({ url: postgres.url() })
  }, 180_000)

  afterAll(async () => {
    gateway?.kill('SIGKILL')
    outside?.kill()
    await db?.close()
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Keeps the head and body of every answer, with its route. */
  function overhear(): () => void {
    const real = globalThis.fetch
    globalThis.fetch = async (input, init) => {
      const answer = await real(input, init)
      const { pathname, origin } = new URL(String(input))
      if (origin !== base) return answer
      const head = JSON.stringify([...answer.headers])
      const body = Buffer.from(await answer.clone().arrayBuffer())
      answers.push({ route: routeOf(init?.method ?? 'GET', pathname), bytes: Buffer.concat([Buffer.from(head), body]) })
      return answer
    }
    return () => {
      globalThis.fetch = real
    }
  }

  async function sandbox<Told>(method: 'GET' | 'POST', path: string, body?: object): Promise<Told> {
    const address = outside.environment.SANDBOX_CLOCK_URL?.replace(/\/clock$/, path) ?? ''
    const answer = await fetch(address, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    })
    return answer.json() as Promise<Told>
  }
  const wechatCode = async (persona: string) =>
    (await sandbox<{ code: string }>('POST', '/wechat/codes', { persona })).code
  async function smsCode(mobile: string): Promise<string> {
    const { messages } = await sandbox<{ messages: { code: string | null }[] }>('GET', `/inbox?mobile=${mobile}`)
    const code = messages.find(({ code }) => code !== null)?.code ?? ''
    sought.push({ what: `SMS code ${sought.length}`, value: code })
    return code
  }

  it('stand nowhere but in the answers that may show a person their own', async () => {
    const stop = overhear()
    try {
      await journey()
      await mistakes()
    } finally {
      stop()
    }
    await writeControl()

    // All that the gateway has buffered is written when it ends.
    const ended = once(gateway, 'exit')
    gateway.kill('SIGTERM')
    expect((await ended)[0]).toBe(0)
    await db.query('CHECKPOINT')

    expect(await waysInTables(db, sought)).toEqual([])
    expect(waysInFiles(postgres.data, sought)).toEqual([])
    expect(waysIn(Buffer.concat(said), sought)).toEqual([])
    expect(waysInFiles(temporary, sought)).toEqual([])
    const shown = answers.map(({ route, bytes }) => ({ route, ways: waysIn(bytes, sought) }))
    const leaks = shown.filter(({ route, ways }) => ways.some((way) => !isOwn(route, way)))
    expect(leaks).toEqual([])

    // The control: every way of writing it is found where it was written, and it is found in every place.
    const ways = ['UTF-8', 'UTF-16LE', 'UTF-16BE', 'hex', 'HEX', 'base64', 'base64url'].map(
      (way) => `control as ${way}`,
    )
    const inTables = (await waysInTables(db, control)).filter((found) => found.startsWith('scratch'))
    for (const way of ways) expect(inTables.join(), way).toContain(way)
    const onDisk = waysInFiles(postgres.data, control)
    for (const place of ['base/', 'pg_wal/', 'log/']) {
      const here = onDisk.filter((found) => found.startsWith(place)).join()
      for (const way of ['control as UTF-8', 'control as hex']) expect(here, `${place} ${way}`).toContain(way)
    }
    expect(waysIn(Buffer.concat(said), control)).toContain('control as UTF-8')
    expect(waysInFiles(temporary, control)).toEqual(['left-behind: control as UTF-8'])
    expect(answers.filter(({ bytes }) => waysIn(bytes, control).length > 0).length).toBeGreaterThan(0)
    // What an answer may show is shown: the search of answers is no search of nothing.
    for (const [route, whats] of Object.entries(OWN).filter(([name]) => name !== 'GET /v1/bindings/:bindingId'))
      for (const what of whats)
        expect(
          shown.some((one) => one.route === route && one.ways.some((way) => way.startsWith(`${what} as`))),
          `${route} shows ${what}`,
        ).toBe(true)
  }, 180_000)

  const isOwn = (route: RouteName | 'other', way: string): boolean =>
    route !== 'other' && (OWN[route] ?? []).some((what) => way.startsWith(`${what} as`))

  /** From the sign-in to the request to be forgotten. */
  async function journey(): Promise<void> {
    const li = createClient(base)
    await li.signIn({ by: 'wechat', code: await wechatCode('li-lei') })
    const form = formOf({})
    await li.call('POST /v1/bindings', { body: form })
    const code = await smsCode(PERSON.mobile)
    const wrong = code === '000000' ? '000001' : '000000'
    for (const smsCode of [wrong, code]) {
      const pins = { pin: await li.pin(PERSON.pin, 'set'), pinAgain: await li.pin(PERSON.pin, 'set') }
      const params = { bindingId: form.id }
      await settled(li.call('POST /v1/bindings/:bindingId/confirmation', { params, body: { smsCode, ...pins } }))
    }
    const { accounts, cards } = await li.call('GET /v1/accounts', {})
    const [account, card] = [accounts[0], cards[0]]
    if (!account || !card) throw new Error('no account was opened')
    sought.push({ what: 'account number', value: account.number })
    const accountId = account.id

    const authorised = async () => ({ authorisation: { pin: await li.pin(PERSON.pin, 'authorise') } })
    const topup = { id: v7(), accountId, cardId: card.id, amount: 50_000 }
    await li.call('POST /v1/topups', { body: { ...topup, ...(await authorised()) } })
    const payeeId = await li.payee({ mobile: CHEN_HUA, name: '陈华' })
    const transfer = { id: v7(), accountId, payeeId, amount: 2_000, note: PERSON.address }
    const missed = await li.pin('258036', 'authorise')
    await settled(li.call('POST /v1/transfers', { body: { ...transfer, authorisation: { pin: missed } } }))
    await li.call('POST /v1/transfers', { body: { ...transfer, ...(await authorised()) } })
    const text = `我是${PERSON.name}，住在${PERSON.address}，电话 ${PERSON.mobile}`
    await li.call('POST /v1/complaints', { body: { id: v7(), topic: 'privacy', text } })
    await li.call('GET /v1/complaints', {})
    await li.call('POST /v1/links', { body: { id: 'LiShare1', productId: 'anxin-12m' } })
    for (const route of ['GET /v1/me', 'GET /v1/home', 'GET /v1/sessions', 'GET /v1/me/consents'] as const)
      await li.call(route, {})
    await li.call('GET /v1/accounts/:accountId/entries', { params: { accountId } })
    await li.call('POST /v1/me/data', { body: { id: v7(), ...(await authorised()) } })
    await settled(li.call('POST /v1/me/deletion', { body: { id: v7(), ...(await authorised()) } }))

    const chen = createClient(base)
    await chen.signIn({ by: 'wechat', code: await wechatCode('chen-hua') })
    await chen.call('GET /v1/transfers/:transferId', { params: { transferId: transfer.id } })
    const chens = await chen.call('GET /v1/accounts', {})
    const params = { accountId: chens.accounts[0]?.id ?? '' }
    await chen.call('GET /v1/accounts/:accountId/entries', { params })
    await settled(chen.call('POST /v1/payee-lookups', { body: { mobile: PERSON.mobile } }))

    // From a browser, by SMS; the first code is mistyped.
    await outside.forward(120_000)
    await wait(1_500)
    const browser = createClient(base)
    await browser.call('POST /v1/sms-codes', { body: { mobile: PERSON.mobile } })
    const signInCode = await smsCode(PERSON.mobile)
    await settled(browser.signIn({ by: 'sms', mobile: PERSON.mobile, code: wrong }))
    await browser.signIn({ by: 'sms', mobile: PERSON.mobile, code: signInCode })
    await browser.call('DELETE /v1/sessions/:sessionId', { params: { sessionId: 'current' } })
  }

  /** Every value where it does not belong: in other fields, in addresses, in heads, in what is no JSON. */
  async function mistakes(): Promise<void> {
    const stranger = createClient(base)
    await stranger.signIn({ by: 'wechat', code: await wechatCode('li-lei') })
    const visitor = createClient(base)
    for (const value of [PERSON.name, PERSON.idNumber, PERSON.mobile, PERSON.cardNumber, PERSON.address]) {
      const fields: readonly object[] = [
        { name: value },
        { idNumber: value },
        { mobile: value },
        { cardNumber: value },
        { area: value },
        { occupation: value },
        { idValidUntil: value },
        { linkId: value },
        { consents: { agreement: true, sensitiveData: true, version: value } },
        { [value]: value },
      ]
      for (const client of [stranger, visitor])
        for (const changed of fields) await settled(client.call('POST /v1/bindings', { body: formOf(changed) }))
      await settled(visitor.call('POST /v1/sms-codes', { body: { mobile: value } }))
      await settled(visitor.signIn({ by: 'sms', mobile: value, code: '000000' }))
      await settled(visitor.signIn({ by: 'wechat', code: value }))
      await settled(stranger.call('POST /v1/sessions/current/phone', { body: { code: value } }))
      await settled(stranger.call('POST /v1/links', { body: { id: value, productId: value } }))
      const topic = value as never
      await settled(stranger.call('POST /v1/complaints', { body: { id: v7(), topic, text: value } }))
      const lookup = { mobile: value }
      await settled(stranger.call('POST /v1/payee-lookups', { body: lookup }))
      const change = { given: true, version: value }
      const purpose = value as never
      await settled(stranger.call('PUT /v1/me/consents/:purpose', { params: { purpose }, body: change }))
      const written = encodeURIComponent(value)
      for (const path of [`/v1/products/${written}`, `/v1/links/${written}`, `/${written}`, `/v1/me?name=${written}`])
        await fetch(`${base}${path}`)
      const head = /^\w+$/.test(value) ? value : written
      await fetch(`${base}/v1/me`, {
        headers: { authorization: `Bearer ${head}`, 'user-agent': head, 'x-trace-id': head, cookie: head },
      })
      await fetch(`${base}/v1/bindings`, {
        method: 'POST',
        body: `{"name":"${value}"`,
        headers: { 'content-type': 'application/json' },
      })
      await fetch(`${base}/v1/bindings`, { method: 'POST', body: value, headers: { 'content-type': `text/${head}` } })
    }
    for (const path of ['/metrics', '/openapi.json', '/readyz']) await fetch(`${base}${path}`)
  }

  /** The control value, written down in the clear and told to the log. */
  async function writeControl(): Promise<void> {
    const stop = overhear()
    await fetch(`${base}/v1/institution`, { headers: { 'x-trace-id': CONTROL } })
    stop()
    writeFileSync(join(temporary, 'left-behind'), `left by mistake: ${CONTROL}\n`)
    const bytes = Buffer.from(CONTROL)
    const wide = Buffer.from(CONTROL, 'utf16le')
    await db.query('create table scratch (id int, text text, bytes bytea, document jsonb)')
    const rows: [string, Buffer, object][] = [
      [`it is ${CONTROL}`, bytes, { inside: CONTROL }],
      [bytes.toString('hex'), wide, { inside: bytes.toString('hex').toUpperCase() }],
      [
        Buffer.from(`a${CONTROL}`).toString('base64'),
        Buffer.from(wide).swap16(),
        { inside: bytes.toString('base64url') },
      ],
    ]
    for (const [id, [text, value, document]] of rows.entries())
      await db.query('insert into scratch values ($1, $2, $3, $4)', [id, text, value, JSON.stringify(document)])
  }
})

const formOf = (changed: object) => ({
  id: v7(),
  cardNumber: PERSON.cardNumber as string,
  name: PERSON.name as string,
  idNumber: PERSON.idNumber as string,
  mobile: PERSON.mobile as string,
  class: 'II' as const,
  occupation: 'employee' as const,
  area: PERSON.area as string,
  idValidUntil: null as string | null,
  taxResidency: 'mainland' as const,
  consents: { agreement: true as const, sensitiveData: true as const, version: '2026-11' as string },
  ...changed,
})

/** Done or refused; anything else fails the test. */
async function settled(call: ReturnType<Client['call']> | Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.problem.status >= 500) throw error
  }
}

/** The route of the contract that answers at an address. */
function routeOf(method: string, path: string): RouteName | 'other' {
  const parts = path.split('/')
  const isId = (part: string) => /^[0-9a-f-]{36}$/.test(part)
  const template = parts.map((part, n) => (isId(part) ? ID_NAMES[parts[n - 1] ?? ''] : part)).join('/')
  const name = `${method} ${template}`
  return name in OWN ? (name as RouteName) : 'other'
}
const ID_NAMES: Readonly<Record<string, string>> = {
  accounts: ':accountId',
  bindings: ':bindingId',
  transfers: ':transferId',
}

/** Where and how values stand in the columns of every table: as bytes where they are bytes, as text, and as text of bytes. */
async function waysInTables(db: Database, values: readonly Sought[]): Promise<string[]> {
  const columns = await db.query<{ table_name: string; column_name: string; data_type: string }>(
    `select table_name, column_name, data_type from information_schema.columns where table_schema = 'public' order by 1, 2`,
  )
  const found: string[] = []
  for (const { table_name, column_name, data_type } of columns) {
    const rows = await db.query<{ text: string; bytes: Uint8Array | null }>(
      `select "${column_name}"::text as text, ${data_type === 'bytea' ? `"${column_name}"` : 'null'} as bytes
       from "${table_name}" where "${column_name}" is not null`,
    )
    const gap = Buffer.from('\n')
    const all = rows.flatMap(({ text, bytes }) => [Buffer.from(text), gap, ...(bytes ? [Buffer.from(bytes), gap] : [])])
    found.push(...waysIn(Buffer.concat(all), values).map((way) => `${table_name}.${column_name}: ${way}`))
  }
  return found
}

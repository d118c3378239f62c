/**
 * Openings over HTTP: the form, the verification network, the card's bank and its code, the PIN, the account. The outside
 * is the sandbox in a process of its own, whose networks answer in 50 ms; each person is new and each card is theirs. What
 * an opening takes is the sum of its five requests; the way of the code to the person is not in it.
 *
 * Afterwards one person at a time opens an account in the built package, and what they wait for is told (waits.ts).
 *
 * A PIN's hash is made to be slow, and with it alone a machine opens no more accounts than it hashes PINs: told apart.
 */
import { join } from 'node:path'
import { v7 } from 'uuid'
import { audit } from '../../src/bank/audit/audit.ts'
import { luhnDigit } from '../../src/contract/checks.ts'
import { NETWORK_IDS } from '../../src/contract/networks.ts'
import { type Client, createClient } from '../../src/demo/client.ts'
import { SANDBOX_SECRETS } from '../../src/sandbox/secrets.ts'
import { migrate } from '../../src/storage/migrations.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { startGatewayProcess } from '../faults/gateway.ts'
import { type OutsideProcess, startOutside } from '../faults/outside.ts'
import { freePort } from '../support/postgres.ts'
import { Times } from './load/times.ts'
import { benchPinChecks } from './pin-checks.ts'
import { machine, openStand, type Tell } from './stand.ts'
import { tableOf } from './table.ts'
import { waitsInThePhone } from './waits.ts'

const NETWORK_MS = 50
const PIN = '258036'
const UNLIMITED = '10000000'
const CARDS_AT_ONCE = 500
const LONG = { warmUp: 50, openings: 1_000, atOnce: 16, phones: 9 }
const SHORT = { warmUp: 10, openings: 60, atOnce: 8, phones: 3 }

interface Newcomer {
  readonly name: string
  readonly idNumber: string
  readonly mobile: string
  readonly cardNumber: string
}

export async function benchOpen({ short, tell }: { short: boolean; tell: Tell }) {
  const size = short ? SHORT : LONG
  const stand = await openStand(tell)
  const url = stand.server.url()
  const db = await openDatabase({ url, maxConnections: 2 })
  const closing: (() => unknown)[] = [() => stand.stop(), () => db.close()]
  try {
    await migrate(db, { at: Date.now() })
    // All of them come from one address.
    await db.query(
      `insert into rules values ('sms.address-hour', '', '2016-12-02', ${UNLIMITED}, 'count', 'bench', 'B')`,
    )
    const outside = await startOutside(join(stand.folder, 'sandbox'))
    closing.push(() => outside.stop())
    for (const network of NETWORK_IDS) await outside.misbehave(network, { mode: 'late', delayMs: NETWORK_MS })
    const port = String(await freePort())
    const gateway = await startGatewayProcess({
      ...outside.environment,
      ...Object.fromEntries(['ADDRESS', 'SESSION', 'SIGN_IN', 'SMS'].map((rate) => [`RATE_${rate}`, UNLIMITED])),
      PORT: port,
      DATABASE_URL: url,
      DATA_DIR: join(stand.folder, 'gateway'),
    })
    closing.push(() => gateway.stop())

    const people = Array.from({ length: size.warmUp + size.openings }, (_, n) => newcomer(n))
    await issueCards(outside, people)
    const base = `http://127.0.0.1:${port}`
    const clients: Client[] = []
    for (const person of people) clients.push(await signedIn(base, outside, person))
    tell(`${people.length} people have signed in`)

    const times = { opening: new Times(), submission: new Times(), confirmation: new Times() }
    const open = async (n: number) => openAccount(outside, clients[n] as Client, people[n] as Newcomer)
    await atOnce(size.atOnce, 0, size.warmUp, async (n) => void (await open(n)))
    const begun = performance.now()
    await atOnce(size.atOnce, size.warmUp, people.length, async (n) => {
      const { submission, confirmation, challenges } = await open(n)
      times.submission.add(submission)
      times.confirmation.add(confirmation)
      times.opening.add(submission + challenges + confirmation)
    })
    const seconds = (performance.now() - begun) / 1000
    const [opened] = await db.query<{ count: number }>(`select count(*) as count from accounts`)
    tell(`${size.openings} accounts opened in ${seconds.toFixed(1)} s, ${opened?.count} in all`)
    const sealKeys = { keys: { 1: SANDBOX_SECRETS.SEAL_KEYS.slice(2) }, current: 1 }
    const { findings } = await audit(db, sealKeys)
    if (findings.length > 0) throw new Error(`the books are not sound: ${JSON.stringify(findings.slice(0, 3))}`)

    const figures = {
      machine: machine(stand.server),
      networks_answer_in_ms: NETWORK_MS,
      at_once: size.atOnce,
      openings: size.openings,
      openings_per_s: round(size.openings / seconds),
      opening: times.opening.summary(),
      of_it: { submission: times.submission.summary(), confirmation: times.confirmation.summary() },
      queries: await queriesOf(db),
      waits_in_the_phone_ms: await waitsInThePhone(stand, { runs: size.phones, networkMs: NETWORK_MS }),
      pin_hashes_per_s: round(await benchPinChecks()),
    }
    return { figures, table: tableOf('Openings', figures) }
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

const round = (value: number): number => Math.round(value * 100) / 100

async function openAccount(outside: OutsideProcess, client: Client, person: Newcomer) {
  const form = {
    id: v7(),
    ...person,
    class: 'II' as const,
    occupation: 'employee' as const,
    area: '110105',
    idValidUntil: null,
    taxResidency: 'mainland' as const,
    consents: { agreement: true as const, sensitiveData: true as const, version: '2026-11' },
  }
  const submission = await timed(() => client.call('POST /v1/bindings', { body: form }))
  const smsCode = await outside.codeTo(person.mobile)
  const pins = await timed(async () => [await client.pin(PIN, 'set'), await client.pin(PIN, 'set')] as const)
  const [pin, pinAgain] = pins.result
  const confirmation = await timed(() =>
    client.call('POST /v1/bindings/:bindingId/confirmation', {
      params: { bindingId: form.id },
      body: { smsCode, pin, pinAgain },
    }),
  )
  if (confirmation.result.state !== 'opened') throw new Error(`a binding is ${confirmation.result.state}`)
  return { submission: submission.ms, challenges: pins.ms, confirmation: confirmation.ms }
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const begun = performance.now()
  const result = await work()
  return { result, ms: performance.now() - begun }
}

/** Does `work` for each number from `first` until before `end`, so many at once. */
async function atOnce(lanes: number, first: number, end: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = first
  const lane = async () => {
    while (next < end) await work(next++)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function signedIn(base: string, outside: OutsideProcess, { mobile }: Newcomer): Promise<Client> {
  const client = createClient(base)
  await client.call('POST /v1/sms-codes', { body: { mobile } })
  await client.signIn({ by: 'sms', mobile, code: await outside.codeTo(mobile) })
  return client
}

async function issueCards(outside: OutsideProcess, people: readonly Newcomer[]): Promise<void> {
  for (let first = 0; first < people.length; first += CARDS_AT_ONCE) {
    const cards = people.slice(first, first + CARDS_AT_ONCE).map(({ cardNumber: number, ...holder }) => ({
      ...holder,
      number,
      kind: 'class-I',
      balance: 0,
    }))
    await outside.tell('POST', '/cards', { cards })
  }
}

/** Somebody with right check digits; the area code of the ID number was never given out. */
function newcomer(n: number): Newcomer {
  const serial = String(n).padStart(5, '0')
  // Born on a day of its own for every 500 people: three digits tell them apart.
  const born = new Date(Date.UTC(1980, 0, 1 + Math.floor(n / 500))).toISOString().slice(0, 10).replaceAll('-', '')
  const seventeen = `110199${born}${String(n % 500).padStart(3, '0')}`
  const card = `6225889${serial}000`
  return {
    name: '客户',
    idNumber: seventeen + idDigit(seventeen),
    mobile: `139000${serial}`,
    cardNumber: card + luhnDigit(card),
  }
}

/** GB 11643. */
function idDigit(seventeen: string): string {
  const sum = [...seventeen].reduce((total, digit, place) => total + Number(digit) * (2 ** (17 - place) % 11), 0)
  return '10X98765432'[sum % 11] ?? ''
}

/** How many queries each network had, and how they ended. */
async function queriesOf(db: Parameters<typeof audit>[0]): Promise<Readonly<Record<string, number>>> {
  const rows = await db.query<{ network: string; state: string; count: number }>(
    'select network, state, count(*) as count from verification_queries group by network, state order by 1, 2',
  )
  return Object.fromEntries(rows.map(({ network, state, count }) => [`${network} ${state}`, count]))
}

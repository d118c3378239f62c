/**
 * What people look at: home, a page of the statement, a product, each against an empty Fastify route in the same run, for
 * customers with two pages of history and with a long one, in a bank with millions of postings.
 */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSealer } from '../../src/storage/sealing.ts'
import { addHistory } from './history.ts'
import type { Loaded } from './load/generator.ts'
import { accountId, sessionToken } from './population.ts'
import { load, machine, median, openStand, type Tell } from './stand.ts'
import { tableOf } from './table.ts'

const CONNECTIONS = 64
/** Postings of those with a short history: two pages, so that what is shown is the same. */
const PAGES = 40
const LONG = { rounds: 3, warmUp: 6, run: 8, customers: 20_000, longOnes: 1_000, each: 10_000 }
const SHORT = { rounds: 1, warmUp: 4, run: 4, customers: 5_000, longOnes: 100, each: 1_000 }

export async function benchReads({ short, tell }: { short: boolean; tell: Tell }) {
  const size = short ? SHORT : LONG
  const stand = await openStand(tell)
  try {
    const bank = await stand.bank(size.customers)
    const sealer = createSealer({
      keys: { 1: bank.environment.DATA_KEYS?.slice(2) ?? '' },
      current: 1,
      indexKey: bank.environment.INDEX_KEY ?? '',
    })
    const history = { sealer, customers: size.longOnes, at: Date.now() }
    await addHistory(bank.db, { ...history, from: 0, each: size.each })
    await addHistory(bank.db, { ...history, from: size.longOnes, each: PAGES })
    tell(`${(size.longOnes * size.each).toLocaleString('en')} postings more, on ${size.longOnes} accounts`)
    const plans = await plansOf(bank.db)
    for (const line of plans) tell(line)

    const requests = (name: string, of: (n: number) => { path: string; token: string | null }, customers: number) => {
      const file = join(stand.folder, name)
      const lines = Array.from({ length: customers }, (_, n) =>
        JSON.stringify({ id: String(n), method: 'GET', body: null, ...of(n) }),
      )
      writeFileSync(file, lines.join('\n'))
      return file
    }
    const shortOne = (n: number) => size.longOnes + n
    const home = (n: number) => ({ path: '/v1/home', token: sessionToken(n) })
    const statement = (n: number) => ({ path: `/v1/accounts/${accountId(n)}/entries`, token: sessionToken(n) })
    const files = {
      home: requests('home', (n) => home(shortOne(n)), size.longOnes),
      home_long: requests('home-long', home, size.longOnes),
      statement: requests('statement', (n) => statement(shortOne(n)), size.longOnes),
      statement_long: requests('statement-long', statement, size.longOnes),
      product: requests('product', () => ({ path: '/v1/products/anxin-12m', token: null }), 100),
      empty: requests('empty', () => ({ path: '/', token: null }), 100),
    }
    const ask = (url: string, file: string): Promise<Loaded> =>
      load({
        urls: [url],
        requests: file,
        repeat: true,
        connections: CONNECTIONS,
        rate: null,
        warmUpMs: size.warmUp * 1000,
        durationMs: size.run * 1000,
        acknowledged: null,
      })

    type Page = Exclude<keyof typeof files, 'empty'>
    const pages = Object.keys(files).filter((name) => name !== 'empty') as Page[]
    const rounds: { empty: Loaded; pages: Record<Page, Loaded> }[] = []
    for (let round = 1; round <= size.rounds; round++) {
      const empty = await withEmptyRoute((url) => ask(url, files.empty))
      tell(`an empty route: ${empty.tps.toFixed(0)} a second`)
      const { result } = await bank.withGateways(1, async ([url = '']) => {
        const seen = {} as Record<Page, Loaded>
        for (const page of pages) {
          seen[page] = await ask(url, files[page])
          tell(
            `${page}: ${seen[page].tps.toFixed(0)} a second, p99 ${seen[page].p99_ms} ms, errors ${JSON.stringify(seen[page].errors)}`,
          )
        }
        return seen
      })
      rounds.push({ empty, pages: result })
    }
    const figures = {
      machine: machine(stand.server),
      postings: size.longOnes * size.each,
      empty_route_tps: Math.round(median(rounds.map(({ empty }) => empty.tps))),
      pages: Object.fromEntries(
        pages.map((page) => [
          page,
          {
            tps: Math.round(median(rounds.map(({ pages }) => pages[page].tps))),
            ratio: Math.round(median(rounds.map(({ empty, pages }) => pages[page].tps / empty.tps)) * 100) / 100,
            p50_ms: median(rounds.map(({ pages }) => pages[page].p50_ms)),
            p99_ms: median(rounds.map(({ pages }) => pages[page].p99_ms)),
            errors: rounds.reduce(
              (sum, { pages }) => sum + Object.values(pages[page].errors).reduce((a, b) => a + b, 0),
              0,
            ),
          },
        ]),
      ),
      plans,
    }
    return { figures, table: tableOf('Reads', figures) }
  } finally {
    await stand.stop()
  }
}

/** How PostgreSQL finds the newest page of a long history, left to its own choice: the nodes of its plan. */
async function plansOf(db: Parameters<typeof addHistory>[0]): Promise<readonly string[]> {
  const owner = `'${accountId(0).slice(0, 8)}-0000-4000-8000-000000000000'`
  return db.transaction(async (tx) => {
    for (const name of ['seqscan', 'hashjoin', 'mergejoin']) await tx.query(`SET LOCAL enable_${name} = on`)
    const rows = await tx.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (COSTS OFF) SELECT sequence, amount FROM ledger_postings
       WHERE owner = ${owner} AND account_id = ${owner} AND sequence < 9007199254740991 ORDER BY sequence DESC LIMIT 20`,
    )
    return rows.map((row) => row['QUERY PLAN'].trim()).filter((line) => /Scan/.test(line))
  })
}

/** An empty Fastify route, in a process of its own. */
async function withEmptyRoute<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'empty-route.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const url = await new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk) => resolve(String(chunk).trim())),
    )
    return await work(url)
  } finally {
    child.kill('SIGKILL')
  }
}

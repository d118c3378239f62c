/**
 * Transfers through the whole gateway over HTTP against pgbench's TPC-B on the same server: sessions, schema, limits,
 * idempotency, authorisation, postings. Three rounds that alternate; each figure is the median of its three.
 */
import { join } from 'node:path'
import { openHouseAccounts } from '../../src/bank/house.ts'
import { createLedger } from '../../src/ledger/ledger.ts'
import { benchLedger } from './ledger-alone.ts'
import type { Loaded } from './load/generator.ts'
import { issueTransfers, type Pairs } from './orders.ts'
import { preparePgbench } from './pgbench.ts'
import { benchPinChecks } from './pin-checks.ts'
import { MERCHANT, PAYROLL, payeeOf } from './population.ts'
import { auditBooks, auditRun } from './soundness.ts'
import { type BenchBank, load, machine, median, openStand, type Tell } from './stand.ts'
import { tableOf } from './table.ts'

/** Under full speed: the better of these, as pgbench has the best of its own; the other runs of a round use that one. */
const CONNECTIONS = [96, 256] as const
const CONNECTIONS_AT_RATE = 512

/** Lengths, seconds, and sizes. */
const LONG = { rounds: 3, pgbench: 30, warmUp: 8, run: 15, ledger: 8, customers: 100_000, few: 10_000, many: 1_000_000 }
const SHORT = { rounds: 1, pgbench: 4, warmUp: 6, run: 8, ledger: 4, customers: 20_000, few: 10_000, many: 20_000 }

interface Run extends Loaded {
  readonly rssMb: number
}

interface Round {
  readonly pgbenchTps: number
  readonly http: Run
  readonly hotPayer: Run
  readonly hotPayee: Run
  /** The long bench alone. */
  readonly twoProcesses?: Run
  readonly few?: Run
  readonly many?: Run
  readonly at70?: Run
  readonly ledgerTps: number
}

export async function benchTransfers({ short, tell }: { short: boolean; tell: Tell }) {
  const size = short ? SHORT : LONG
  const stand = await openStand(tell)
  try {
    const pgbench = await preparePgbench(stand.server)
    const usual = await stand.bank(size.customers)
    const few = await stand.bank(size.few)
    const many = size.many === size.customers ? usual : await stand.bank(size.many)
    // What it books has no orders and no entries: a bank's audit would find that.
    const books = await stand.bank(size.customers, 'books')
    await openHouseAccounts({ db: books.db, core: createLedger() })
    let expectedTps = 4_000
    let orders = 0

    /** One run: orders and authorisations are made before it, the books are audited after it. */
    async function transfers(
      name: string,
      bank: BenchBank,
      { pairs = uniform(bank.customers), gateways = 1, connections = 0, rate = null as number | null } = {},
    ): Promise<Run> {
      const seconds = size.warmUp + size.run
      const file = join(stand.folder, `orders-${++orders}`)
      const acknowledged = `${file}.acknowledged`
      const count = Math.ceil((rate ?? expectedTps * 1.5) * seconds)
      await issueTransfers(bank.db, { file, count, pairs, at: Date.now() })
      const { result, rssMb } = await bank.withGateways(gateways, (urls) =>
        load({
          urls,
          requests: file,
          repeat: false,
          connections: rate === null ? connections : CONNECTIONS_AT_RATE,
          rate,
          warmUpMs: size.warmUp * 1000,
          durationMs: size.run * 1000,
          acknowledged,
        }),
      )
      await auditRun(bank, acknowledged)
      tell(
        `${name}: ${result.tps.toFixed(0)} a second, p50 ${result.p50_ms} ms, p99 ${result.p99_ms} ms, errors ${JSON.stringify(result.errors)}, unsent ${result.unsent}, ${rssMb} MB${result.exhausted ? ', ran out of orders' : ''}`,
      )
      if (rate === null) expectedTps = Math.max(result.tps, 500)
      return { ...result, rssMb }
    }

    const rounds: Round[] = []
    for (let round = 1; round <= size.rounds; round++) {
      tell(`Round ${round} of ${size.rounds}`)
      const pgbenchTps = await pgbench(size.pgbench)
      tell(`pgbench: ${pgbenchTps.toFixed(0)} a second`)
      let [http, connections] = [undefined as Run | undefined, 0]
      for (const tried of short ? CONNECTIONS.slice(0, 1) : CONNECTIONS) {
        const run = await transfers(`over HTTP, ${tried} connections`, usual, { connections: tried })
        if (!http || run.tps > http.tps) [http, connections] = [run, tried]
      }
      if (!http) throw new Error('nothing was tried')
      rounds.push({
        pgbenchTps,
        http,
        hotPayer: await transfers('hot payer', usual, {
          connections,
          pairs: (n) => [PAYROLL, somebody(n, usual.customers)],
        }),
        hotPayee: await transfers('hot payee', usual, {
          connections,
          pairs: (n) => [somebody(n, usual.customers), MERCHANT],
        }),
        ...(short
          ? {}
          : {
              twoProcesses: await transfers('two processes', usual, { connections, gateways: 2 }),
              few: await transfers(`${size.few} accounts`, few, { connections }),
              many: await transfers(`${size.many} accounts`, many, { connections }),
              at70: await transfers('at 70 %', usual, { rate: Math.floor(http.tps * 0.7) }),
            }),
        ledgerTps: await benchLedger(books, size.ledger),
      })
      await auditBooks(books)
      tell(`ledger alone: ${rounds.at(-1)?.ledgerTps.toFixed(0)} a second`)
    }
    const of = (pick: (round: Round) => number | undefined): number =>
      round2(median(rounds.map((round) => pick(round) ?? Number.NaN)))
    const run = (pick: (round: Round) => Run | undefined) => ({
      tps: of((round) => pick(round)?.tps),
      p50_ms: of((round) => pick(round)?.p50_ms),
      p99_ms: of((round) => pick(round)?.p99_ms),
      max_ms: of((round) => pick(round)?.max_ms),
      errors: rounds.reduce(
        (sum, round) => sum + Object.values(pick(round)?.errors ?? {}).reduce((a, b) => a + b, 0),
        0,
      ),
      unsent: rounds.reduce((sum, round) => sum + (pick(round)?.unsent ?? 0), 0),
    })
    const versus = (pick: (round: Round) => Run | undefined, base: (round: Round) => Run | undefined) =>
      of((round) => (pick(round)?.tps ?? Number.NaN) / (base(round)?.tps ?? Number.NaN))
    const uniformly = (round: Round) => round.http

    const figures = {
      machine: machine(stand.server),
      pgbench_tps: of(({ pgbenchTps }) => pgbenchTps),
      http: { ...run(uniformly), ratio: of(({ http, pgbenchTps }) => http.tps / pgbenchTps) },
      hot_payer: { ...run(({ hotPayer }) => hotPayer), versus_uniform: versus(({ hotPayer }) => hotPayer, uniformly) },
      hot_payee: { ...run(({ hotPayee }) => hotPayee), versus_uniform: versus(({ hotPayee }) => hotPayee, uniformly) },
      ...(short
        ? {}
        : {
            million: {
              ...run(({ many }) => many),
              versus_ten_thousand: versus(
                ({ many }) => many,
                ({ few }) => few,
              ),
            },
            two_processes: {
              ...run(({ twoProcesses }) => twoProcesses),
              versus_one: versus(({ twoProcesses }) => twoProcesses, uniformly),
            },
            at_70_percent: run(({ at70 }) => at70),
          }),
      ledger_alone: {
        tps: of(({ ledgerTps }) => ledgerTps),
        ratio: of(({ ledgerTps, pgbenchTps }) => ledgerTps / pgbenchTps),
      },
      pin_checks_per_s: round2(await benchPinChecks()),
      rss_mb: of(({ http }) => http.rssMb),
    }
    return { figures, table: tableOf('Transfers', figures) }
  } finally {
    await stand.stop()
  }
}

const round2 = (value: number): number => Math.round(value * 100) / 100

/** A number that jumps about among `bound`, the same for the same `n`. */
const somebody = (n: number, bound: number): number => (Math.imul(n + 1, 0x9e3779b1) >>> 0) % bound

const uniform =
  (customers: number): Pairs =>
  (n) => {
    const payer = somebody(n, customers)
    return [payer, payeeOf(payer, customers)]
  }

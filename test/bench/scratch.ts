import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { migrate } from '../../src/storage/migrations.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { createSealer } from '../../src/storage/sealing.ts'
import { startPostgres } from '../support/postgres.ts'
import { productionEnvironment, startGateway } from './gateways.ts'
import { issueTransfers } from './orders.ts'
import { payeeOf, populate } from './population.ts'

const N = Number(process.env.N ?? 100000)
const COUNT = Number(process.env.COUNT ?? 60000)
const server = await startPostgres({
  durable: true,
  settings: {
    shared_buffers: '1GB',
    max_wal_size: '8GB',
    checkpoint_timeout: '15min',
    wal_compression: 'lz4',
    ...(process.env.STAT ? { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all' } : {}),
  },
})
const url = server.url()
const env = { ...productionEnvironment(url), ...(process.env.GW ? JSON.parse(process.env.GW) : {}) }
const dir = mkdtempSync('/tmp/bench-')
console.log(dir, url)
const db = await openDatabase({ url })
const at = Date.now()
await migrate(db, { at })
let t = performance.now()
const sealer = createSealer({ keys: { 1: env.DATA_KEYS.slice(2) }, current: 1, indexKey: env.INDEX_KEY })
await populate(db, { sealer, customers: N, at })
console.log('populate', ((performance.now() - t) / 1000).toFixed(1))
t = performance.now()
const file = `${dir}/orders`
let s = 12345
const rnd = () => (s = (Math.imul(s, 1664525) + 1013904223) >>> 0) / 2 ** 32
await issueTransfers(db, {
  file,
  count: COUNT,
  at,
  pairs: () => {
    const p = Math.floor(rnd() * N)
    return process.env.HOT === 'payer'
      ? ['payroll', p]
      : process.env.HOT === 'payee'
        ? [p, 'merchant']
        : [p, payeeOf(p, N)]
  },
})
console.log('issue', ((performance.now() - t) / 1000).toFixed(1))
await db.transaction((tx) => tx.script('SELECT 1'))
await db.query('ANALYZE')
if (process.env.CKPT) await db.query('CHECKPOINT')
if (process.env.STAT) {
  await db.query('create extension pg_stat_statements')
  await db.query('select pg_stat_statements_reset()::text')
}
const gw = await startGateway(env, `${dir}/log`, process.env.NODE_OPTS ? process.env.NODE_OPTS.split(' ') : [])
const { readFileSync } = await import('node:fs')
const pgCpu = async () => {
  const m = new Map<number, number>()
  for (const { pid } of await db.query<{ pid: number }>('select pid from pg_stat_activity')) {
    const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    m.set(pid, (Number(f[11]) + Number(f[12])) / 100)
  }
  return m
}
const cpuOf = (pid: number) => {
  const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(f[11]) + Number(f[12])) / 100
}
const before = { gw: gw.processorSeconds(), pg: await pgCpu() }
const gen = spawn(process.execPath, ['test/bench/load/generator.ts'], { stdio: ['pipe', 'pipe', 'inherit'] })
gen.stdin.end(
  JSON.stringify({
    urls: [gw.url],
    requests: file,
    repeat: false,
    connections: Number(process.env.CONN ?? 128),
    rate: process.env.RATE ? Number(process.env.RATE) : null,
    warmUpMs: Number(process.env.WARM ?? 2000),
    durationMs: Number(process.env.MS ?? 8000),
    acknowledged: `${dir}/acks`,
  }),
)
let out = ''
let genCpu = 0
const sys0 = readFileSync('/proc/stat', 'utf8').split('\n')[0]
const iv = setInterval(() => {
  try {
    genCpu = cpuOf(gen.pid!)
  } catch {}
}, 100)
gen.stdout.on('data', (c) => (out += c))
await once(gen, 'exit')
clearInterval(iv)
console.log(sys0)
console.log(readFileSync('/proc/stat', 'utf8').split('\n')[0])
console.log(out.trim())
const acks = JSON.parse(out).acknowledged
console.log(
  'gw cpu us/tx',
  (((gw.processorSeconds() - before.gw) / acks) * 1e6).toFixed(1),
  'pg cpu us/tx',
  (
    ((await (async () => {
      let sum = 0
      for (const [pid, c] of await pgCpu()) sum += c - (before.pg.get(pid) ?? 0)
      return sum
    })()) /
      acks) *
    1e6
  ).toFixed(1),
  'gen us/tx',
  ((genCpu / acks) * 1e6).toFixed(1),
  'mem',
  gw.memory(),
)
console.log(
  await db.query('select count(*) from transfers'),
  await db.query('select coalesce(sum(amount),0)::bigint as sum from ledger_postings'),
)
if (process.env.STAT)
  for (const r of await db.query<any>(
    `select calls, round(total_exec_time)::int as ms, round(mean_exec_time::numeric,2)::text as mean, rows, left(regexp_replace(query, '\\s+', ' ', 'g'), 110) as q from pg_stat_statements order by total_exec_time desc limit 26`,
  ))
    console.log(
      String(r.calls).padStart(6),
      String(r.ms).padStart(7),
      r.mean.padStart(8),
      String(r.rows).padStart(7),
      r.q,
    )
if (process.env.KEEP) await new Promise(() => {})
await gw.stop()
await db.close()
await server.stop()

/**
 * Past the peak: the gateway at twice what it can do, for a minute. What it accepts is answered in time, the rest is
 * refused early, nothing that was acknowledged is lost, memory stays, and afterwards all is as before.
 */
import { join } from 'node:path'
import { issueTransfers } from './orders.ts'
import { payeeOf } from './population.ts'
import { auditRun } from './soundness.ts'
import { load, machine, openStand, type Tell } from './stand.ts'
import { tableOf } from './table.ts'

const CONNECTIONS = 1024
const USUAL_CONNECTIONS = 96
const LONG = { warmUp: 8, peak: 10, overload: 60, after: 10, customers: 50_000, guess: 4_000 }
const SHORT = { warmUp: 6, peak: 5, overload: 10, after: 5, customers: 10_000, guess: 3_000 }

export async function benchOverload({ short, tell }: { short: boolean; tell: Tell }) {
  const size = short ? SHORT : LONG
  const stand = await openStand(tell)
  try {
    const bank = await stand.bank(size.customers)
    let made = 0
    const orders = async (count: number): Promise<string> => {
      const file = join(stand.folder, `orders-${++made}`)
      const pairs = (n: number): [number, number] => {
        const payer = (Math.imul(n + 1, 0x9e3779b1) >>> 0) % size.customers
        return [payer, payeeOf(payer, size.customers)]
      }
      await issueTransfers(bank.db, { file, count, pairs, at: Date.now() })
      return file
    }
    const { result } = await bank.withGateways(1, async (urls, gateways) => {
      const [gateway] = gateways
      const memory = () => gateway?.memory().now ?? 0
      const send = async (file: string, seconds: number, rate: number | null, warmUp = 0) => {
        const acknowledged = `${file}.acknowledged`
        const seen = await load({
          urls,
          requests: file,
          repeat: false,
          connections: rate === null ? USUAL_CONNECTIONS : CONNECTIONS,
          rate,
          warmUpMs: warmUp * 1000,
          durationMs: seconds * 1000,
          acknowledged,
        })
        await auditRun(bank, acknowledged)
        return seen
      }
      const peak = await send(await orders(size.guess * (size.warmUp + size.peak)), size.peak, null, size.warmUp)
      const usualMb = memory()
      tell(`peak: ${peak.tps.toFixed(0)} a second, p99 ${peak.p99_ms} ms, ${usualMb} MB`)
      const rate = Math.floor(peak.tps * 2)
      const over = await send(await orders(rate * size.overload), size.overload, rate)
      const highestMb = gateway?.memory().highest ?? 0
      tell(
        `at ${rate} a second: ${over.tps.toFixed(0)} accepted, p99 ${over.p99_ms} ms, refused ${JSON.stringify(over.errors)}, unsent ${over.unsent}, ${highestMb} MB`,
      )
      const calm = Math.floor(peak.tps / 2)
      const after = await send(await orders(calm * size.after), size.after, calm)
      tell(
        `afterwards at ${calm} a second: ${after.tps.toFixed(0)}, p99 ${after.p99_ms} ms, ${JSON.stringify(after.errors)}`,
      )
      return { peak, over, rate, after, calm, usualMb, highestMb }
    })
    const figures = { machine: machine(stand.server), ...result }
    return { figures, table: tableOf('Overload', figures) }
  } finally {
    await stand.stop()
  }
}

/**
 * The router over the real clients, the sandbox's networks at the other end of the wire, on a real database. Only the clock
 * is turned by hand, for dates; people's patience and the networks' delays are real time.
 */
import { createRules } from '../../../src/bank/rules/rules.ts'
import type { VerificationTry } from '../../../src/bank/verification/records.ts'
import { createVerification } from '../../../src/bank/verification/verification.ts'
import type { Limits } from '../../../src/connectors/channel.ts'
import type { OutsideAddresses } from '../../../src/connectors/connectors.ts'
import { NETWORK_IDS } from '../../../src/contract/networks.ts'
import type { Database } from '../../../src/storage/database.ts'
import { createSealer } from '../../../src/storage/sealing.ts'
import { type Outside, startOutside } from '../../support/outside.ts'

/** Source of a row that a story makes for itself. */
const FOR_THIS_STORY = 'for this story'
/** Longer than any network may take to say something late. */
const LATE_MS = 15_000

interface QueryRow {
  readonly network: string
  readonly state: string
  readonly fault: string | null
  readonly verdict: string | null
  readonly price: number
  readonly billed: boolean
}

export const sealer = createSealer({
  keys: { 1: Buffer.alloc(32, 1).toString('base64') },
  current: 1,
  indexKey: Buffer.alloc(32, 2).toString('base64'),
})

/** Begins a story: no queries yet, the terms as they were brought by the migration. */
export async function openNetworks(db: Database) {
  await db.query('delete from verification_queries')
  for (const table of ['verification_terms', 'verification_coverage', 'rules'])
    await db.query(`delete from ${table} where source = $1`, [FOR_THIS_STORY])
  // A machine that is busy tries nobody's patience, unless the story is about that.
  for (const network of NETWORK_IDS)
    await db.query(`insert into verification_terms values ($1, 'patience', '2016-12-02', 20000, 'ms', $2, 'B')`, [
      network,
      FOR_THIS_STORY,
    ])
  const outside: Outside = await startOutside()
  const tries: VerificationTry[] = []
  const logged: string[] = []

  /** A gateway process's own router: several share the database. */
  function router(limits: Partial<Limits> = {}, changed: Partial<OutsideAddresses> = {}) {
    const { networks, calls } = outside.connect({ timeoutMs: 8_000, ...limits }, changed)
    const clock = { now: () => outside.now() }
    const warn = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
    const rules = createRules({ db, clock })
    const onTry = (done: VerificationTry) => void tries.push(done)
    return { ...createVerification({ db, networks, sealer, clock, rules, log: { warn }, onTry }), networks, calls }
  }

  return {
    outside,
    router,
    tries,
    logged,
    /** A dated row of the terms. */
    term: (network: string, name: string, value: number, from = '2017-01-01') =>
      db.query(`insert into verification_terms values ($1, $2, $3, $4, 'as told', $5, 'B')`, [
        network,
        name,
        from,
        value,
        FOR_THIS_STORY,
      ]),
    cover: (network: string, bin: string, covered = true, from = '2017-01-01') =>
      db.query(`insert into verification_coverage values ($1, $2, $3, $4, '', $5, 'B')`, [
        network,
        bin,
        from,
        covered,
        FOR_THIS_STORY,
      ]),
    /** People wait as long as the migration says. */
    usualPatience: () =>
      db.query(`delete from verification_terms where name = 'patience' and source = $1`, [FOR_THIS_STORY]),
    /** Every query on record, in the order of asking. */
    queries: () =>
      db.query<QueryRow>(
        'select network, state, fault, verdict, price, billed from verification_queries order by asked_at, id',
      ),
    /** How the queries ended: 'unionpay answered', in the order of asking. */
    async story(): Promise<string[]> {
      return (await this.queries()).map(({ network, state, fault }) =>
        [network, state, fault].filter(Boolean).join(' '),
      )
    },
    /** Waits until the story is so: what comes late comes while nobody waits for it. */
    async becomes(wanted: readonly string[]): Promise<void> {
      const end = performance.now() + LATE_MS
      for (;;) {
        const told = await this.story()
        if (JSON.stringify(told) === JSON.stringify(wanted)) return
        if (performance.now() > end) throw new Error(`the story is ${JSON.stringify(told)}`)
        await new Promise((go) => setTimeout(go, 50))
      }
    },
    close: () => outside.close(),
  }
}

export type Networks = Awaited<ReturnType<typeof openNetworks>>

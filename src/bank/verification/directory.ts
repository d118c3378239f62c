import type { VerificationNetworks } from '../../connectors/outside.ts'
import { isNetworkId, NETWORK_IDS, type NetworkId } from '../../contract/networks.ts'
import type { Database } from '../../storage/database.ts'
import type { Clock } from '../caller.ts'
import { kept } from './kept.ts'

/** A network that may be asked about a card today, on the terms of today. */
export interface Candidate {
  readonly network: NetworkId
  /** Fen a query. */
  readonly price: number
  readonly patienceMs: number
}

export interface Directory {
  /**
   * The networks that our bank is a member of and that cover the card, in the order in which they are asked: the cheapest
   * healthy one first, the faster of two at one price. One whose circuit breaker is open is left out; `covered` says
   * whether there would be any without that.
   */
  find(cardNumber: string, date: string): Promise<{ readonly covered: boolean; readonly candidates: Candidate[] }>
}

interface TermRow {
  readonly network: string
  readonly name: 'member' | 'price' | 'patience'
  readonly effective_from: string
  readonly value: number
}
interface CoverageRow {
  readonly network: string
  readonly bin: string
  readonly effective_from: string
  readonly covered: boolean
}
interface Recent {
  readonly network: string
  readonly tries: number
  readonly answered: number
  readonly median_ms: number | null
}

/** As the rules are: a new row is entered days before its date. */
const FRESH_MS = 5_000
/** How a network has done of late is looked up once a second, over so long. */
const HEALTH_FRESH_MS = 1_000
const HEALTH_MS = 60_000
/** Fewer tries say nothing of a network's health. */
const FEWEST_TRIES = 3

export function createDirectory(deps: { db: Database; clock: Clock; networks: VerificationNetworks }): Directory {
  const { db, clock, networks } = deps

  /** The newest first. */
  const dated = kept(clock, FRESH_MS, async () => {
    const [terms, coverage] = await Promise.all([
      db.query<TermRow>(
        'select network, name, effective_from, value from verification_terms order by effective_from desc',
      ),
      db.query<CoverageRow>(
        'select network, bin, effective_from, covered from verification_coverage order by effective_from desc',
      ),
    ])
    return { terms, coverage }
  })

  const health = kept(clock, HEALTH_FRESH_MS, async () => {
    const rows = await db.query<Recent>(
      `select network, count(*) as tries, count(*) filter (where state = 'answered') as answered,
         percentile_disc(0.5) within group (order by ms) as median_ms
       from verification_queries where asked_at > $1 and state <> 'asked' group by network`,
      [clock.now() - HEALTH_MS],
    )
    return new Map(rows.map((row) => [row.network, row]))
  })

  async function find(cardNumber: string, date: string): ReturnType<Directory['find']> {
    const [{ terms, coverage }, recent] = await Promise.all([dated(), health()])
    const term = (network: NetworkId, name: TermRow['name']): number => {
      const row = terms.find((each) => each.network === network && each.name === name && each.effective_from <= date)
      if (!row) throw new Error(`no ${name} of network '${network}' on ${date}`)
      return row.value
    }
    const isMember = (network: NetworkId): boolean => term(network, 'member') === 1
    const covers = (network: NetworkId): boolean => {
      const known = coverage.filter(
        (row) => row.network === network && row.effective_from <= date && cardNumber.startsWith(row.bin),
      )
      // The most digits decide, and of those the newest row, which stands first.
      return (
        known.reduce<CoverageRow | undefined>(
          (best, row) => (best && best.bin.length >= row.bin.length ? best : row),
          undefined,
        )?.covered === true
      )
    }
    const known = [...new Set(terms.map(({ network }) => network))].filter(isNetworkId)
    const covering = NETWORK_IDS.filter(
      (network) => known.includes(network) && networks[network] && isMember(network) && covers(network),
    )
    const sickly = ({ network }: Candidate): number => {
      const { tries = 0, answered = 0 } = recent.get(network) ?? {}
      return Number(tries >= FEWEST_TRIES && answered * 2 < tries)
    }
    const speed = ({ network }: Candidate): number => recent.get(network)?.median_ms ?? 0
    const candidates = covering
      .filter((network) => networks[network]?.state() !== 'open')
      .map((network) => ({ network, price: term(network, 'price'), patienceMs: term(network, 'patience') }))
      .sort((a, b) => sickly(a) - sickly(b) || a.price - b.price || speed(a) - speed(b))
    return { covered: covering.length > 0, candidates }
  }

  return { find }
}

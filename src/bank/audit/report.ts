import type { Head } from '../../ledger/audit.ts'
import type { Audit } from './audit.ts'

/** What an audit found, for people: a line a place, or one line when nothing is wrong. */
export function reportOf({ findings, accounts, postings, blocks, unsealed, head, seconds }: Audit): string {
  const lines = findings.flatMap(({ law, table, count, places }) => [
    ...places.map((place) => `BROKEN ${law}: ${table} ${placeOf(place)}`),
    ...(count > places.length ? [`BROKEN ${law}: ${table}, ${count} places in all`] : []),
  ])
  const chain = `${blocks} blocks, ${unsealed} postings not sealed yet, head ${head ? `${head.block}:${head.mac}` : 'none'}`
  const seen = `${accounts} accounts, ${postings} postings, ${chain}, ${seconds} s`
  lines.push(findings.length === 0 ? `Sound: ${seen}` : `${findings.length} laws broken: ${seen}`)
  return lines.map((line) => `${line}\n`).join('')
}

const placeOf = (place: Readonly<Record<string, unknown>>): string =>
  Object.entries(place)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')

/** The head of a chain as logs and audits tell it: '<block>:<mac>'. Undefined for anything else. */
export function headOf(text: string): Head | undefined {
  const [, block, mac] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  return block && mac ? { block: Number(block), mac } : undefined
}

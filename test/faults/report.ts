/** A run told to a person: a table of what happened, and for what is against a law the lines that led to it. */
import type { Violation } from './evidence.ts'
import { isMade, type Story } from './history.ts'
import type { Line } from './journal.ts'
import { BACK_WITHIN_MS } from './laws.ts'
import type { Trial } from './trial.ts'

/** Violations of one law that are told in full, and lines to one of them; beyond it only their number is told. */
const MOST_OF_A_LAW = 3
const MOST_LINES = 200

export function tableOf({ kills, stories, recoveriesMs, givenUp, violations }: Trial): string {
  const all = [...stories.values()]
  const sent = (of: Story['kind']): number => all.filter(({ kind }) => kind === of).length
  const made = all.filter(isMade)
  const rows: [string, string | number][] = [
    ['kills', [...kills.values()].reduce((sum, count) => sum + count, 0)],
    ...[...kills].sort().map(([kind, count]): [string, number] => [`  ${kind}`, count]),
    ['orders sent', all.length],
    ['  transfers', sent('transfer')],
    ['  top-ups', sent('topup')],
    ['  transfers to cards', sent('card-transfer')],
    ['  cards in the chat', sent('claimable')],
    ['  claims of them', sent('claim')],
    ['  acknowledged', made.length],
    ['  sent again, having had no answer', all.filter(({ losses }) => losses.length > 0).length],
    ...counted(all.flatMap(({ losses }) => losses)).map(([why, count]): [string, number] => [`    ${why}`, count]),
    ['  refused', all.filter((story) => !isMade(story) && story.refusals.length > 0).length],
    ...counted(all.flatMap(({ refusals }) => refusals)).map(([code, count]): [string, number] => [
      `    ${code}`,
      count,
    ]),
    ['messages given up', givenUp],
    ['back after the database’s return', recoveries(recoveriesMs)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const table = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
  const verdict = violations.length === 0 ? 'every law held' : `${violations.length} times a law was broken`
  return `${table}\n${verdict}`
}

function recoveries(times: readonly (number | null)[]): string {
  if (times.length === 0) return 'the database was never killed'
  const sorted = times.map((ms) => ms ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)
  const [median, worst] = [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0]
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
  return `median ${seconds(median)}, worst ${seconds(worst)} of ${times.length}; allowed ${seconds(BACK_WITHIN_MS)}`
}

const counted = (words: readonly string[]): [string, number][] =>
  [...Map.groupBy(words, (word) => word)].map(([word, same]): [string, number] => [word, same.length]).sort()

/** What is against the laws, each with the lines of journals and faults about its orders and accounts. */
export function accountOf({ violations, lines, faults }: Trial): string {
  const byLaw = [...Map.groupBy(violations, ({ law }) => law).values()]
  const told = byLaw
    .flatMap((same) => same.slice(0, MOST_OF_A_LAW))
    .map((violation) => {
      const concerned = concerning(violation, lines)
      const [from, to] = [concerned[0]?.at ?? 0, concerned.at(-1)?.at ?? 0]
      const around = faults.filter(({ at }) => at >= from - 2_000 && at <= to + 2_000)
      const story = [
        ...concerned.map((line) => ({ at: line.at, text: JSON.stringify(line) })),
        ...around.map(({ at, what }) => ({ at, text: `        ${what}` })),
      ].sort((a, b) => a.at - b.at)
      const left = story.length - MOST_LINES
      return [
        `law ${violation.law}: ${violation.what}`,
        ...story.slice(0, MOST_LINES).map(({ at, text }) => `  ${new Date(at).toISOString().slice(11, 23)} ${text}`),
        ...(left > 0 ? [`  … and ${left} more lines`] : []),
      ].join('\n')
    })
  const left = byLaw
    .filter(({ length }) => length > MOST_OF_A_LAW)
    .map(({ length, 0: first }) => `law ${first?.law}: … and ${length - MOST_OF_A_LAW} more`)
  return [...told, ...left].join('\n\n')
}

function concerning({ orders, people }: Violation, lines: readonly Line[]): Line[] {
  const theirs = new Set(orders)
  for (const line of lines) {
    if (line.event === 'send' && (people.includes(line.who) || (line.to !== null && people.includes(line.to)))) {
      theirs.add(line.order)
    }
  }
  return lines.filter(({ order }) => theirs.has(order))
}

/**
 * What will go wrong, and when: drawn from the seed alone, so that a seed replays the same plan. What the processes are
 * at in those moments differs from run to run; no plan can repeat that.
 */
import { bagOf, type Chance, chanceOf } from './chance.ts'

/** The named points of src/ at which a gateway may be told to die. */
const POINTS = [
  'write.before-commit',
  'write.after-commit',
  'topup.before-debit',
  'topup.before-answer-stored',
  'card-transfer.before-payout',
  'card-transfer.before-answer-stored',
  'claim.before-payout',
  'claim.before-answer-stored',
  'outbox.after-claim',
  'outbox.after-send',
] as const

/** The first gateway or the second. */
export type Which = 0 | 1

export type Kill =
  /** kill -9 at whatever it is doing; started again after a while. */
  | { readonly kill: 'gateway'; readonly which: Which; readonly restartAfterMs: number }
  /** kill -9, started with a named point, where it dies by itself; two kills. */
  | { readonly kill: 'point'; readonly which: Which; readonly point: string; readonly restartAfterMs: number }
  /** kill -9 to the whole server; `also` is a gateway that is killed while there is no database. */
  | { readonly kill: 'database'; readonly downMs: number; readonly also: Which | null }

export type Disturbance =
  /** One of the client processes dies by kill -9 and goes on by its journal. */
  | { readonly disturb: 'client'; readonly which: Which }
  /** Every connection breaks, and no new one is let through for a while. */
  | { readonly disturb: 'cut'; readonly line: Line; readonly which: Which; readonly ms: number }
  /** Bytes stop: all of them, or those that come back alone. Then they go on, or the connections break. */
  | {
      readonly disturb: 'hold'
      readonly line: Line
      readonly which: Which
      readonly ms: number
      readonly answersOnly: boolean
      readonly thenCut: boolean
    }
  /** Other sessions take every connection that PostgreSQL has to give, while a gateway needs new ones. */
  | { readonly disturb: 'connections'; readonly which: Which; readonly ms: number }
  /** Another session locks the tables of the books and the outbox, or the rows of the busiest accounts. */
  | { readonly disturb: 'locks'; readonly on: 'tables' | 'rows'; readonly ms: number }
  /** The outside misbehaves. Late answers of one moment are overtaken by the quick ones of the next: out of order. */
  | {
      readonly disturb: 'outside'
      readonly system: 'cards' | 'sms'
      readonly mode: 'late' | 'twice' | 'silent' | 'refusing'
      readonly delayMs: number
      readonly ms: number
    }

/** Between a gateway and the database, or between the clients and a gateway. */
export type Line = 'database' | 'clients'

export type Step = { readonly pauseMs: number } & (Kill | Disturbance)

/** How many processes a step kills, clients aside. */
function killsOf(step: Step): number {
  if (!('kill' in step)) return 0
  switch (step.kill) {
    case 'gateway':
      return 1
    case 'point':
      return 2
    case 'database':
      return step.also === null ? 1 : 2
  }
}

/** Steps in their order, with at least `kills` kills in all. */
export function planOf(seed: number, kills: number): readonly Step[] {
  const chance = chanceOf(seed, 'plan')
  const killing = bagOf(chance, ['database', 'database', 'gateway', 'point', 'point', 'point'] as const)
  const points = bagOf(chance, POINTS)
  const disturbing = bagOf(chance, DISTURBANCES)
  const plan: Step[] = []
  let planned = 0
  while (planned < kills) {
    for (let count = chance.between(0, 2); count > 0; count--) {
      plan.push({ pauseMs: chance.between(100, 800), ...disturbing.next().value(chance) })
    }
    const step = { pauseMs: chance.between(200, 1500), ...killOf(killing.next().value, chance, points) }
    planned += killsOf(step)
    plan.push(step)
  }
  return plan
}

const whichOf = (chance: Chance): Which => (chance.percent(50) ? 0 : 1)

function killOf(kill: Kill['kill'], chance: Chance, points: Iterator<string, never>): Kill {
  const which = whichOf(chance)
  const restartAfterMs = chance.percent(50) ? 0 : chance.between(200, 2500)
  switch (kill) {
    case 'gateway':
      return { kill, which, restartAfterMs }
    case 'point':
      return { kill, which, point: points.next().value, restartAfterMs }
    case 'database':
      return { kill, downMs: chance.between(0, 2000), also: chance.percent(30) ? which : null }
  }
}

const heldFor = (chance: Chance): number =>
  chance.percent(70) ? chance.between(300, 2500) : chance.between(2500, 7000)

const hold =
  (line: Line) =>
  (chance: Chance): Disturbance => ({
    disturb: 'hold',
    line,
    which: whichOf(chance),
    ms: heldFor(chance),
    answersOnly: chance.percent(60),
    thenCut: chance.percent(50),
  })
const cut =
  (line: Line) =>
  (chance: Chance): Disturbance => ({
    disturb: 'cut',
    line,
    which: whichOf(chance),
    ms: chance.percent(50) ? 0 : chance.between(200, 2000),
  })
const outside =
  (system: 'cards' | 'sms', mode: 'late' | 'twice' | 'silent' | 'refusing') =>
  (chance: Chance): Disturbance => ({
    disturb: 'outside',
    system,
    mode,
    delayMs: mode === 'late' ? chance.between(200, 4000) : 0,
    ms: chance.between(1000, 5000),
  })

const DISTURBANCES: readonly ((chance: Chance) => Disturbance)[] = [
  cut('database'),
  cut('clients'),
  hold('database'),
  hold('clients'),
  (chance) => ({ disturb: 'client', which: whichOf(chance) }),
  (chance) => ({ disturb: 'connections', which: whichOf(chance), ms: chance.between(500, 3500) }),
  (chance) => ({ disturb: 'locks', on: 'tables', ms: heldFor(chance) }),
  (chance) => ({ disturb: 'locks', on: 'rows', ms: heldFor(chance) }),
  outside('cards', 'late'),
  outside('cards', 'twice'),
  outside('cards', 'silent'),
  outside('cards', 'refusing'),
  outside('sms', 'late'),
  outside('sms', 'twice'),
  outside('sms', 'silent'),
  outside('sms', 'refusing'),
]

/**
 * Who is let in. A gateway that takes more than it can do answers everybody late; so what would come late is refused at
 * the door, where a refusal costs little, and what is let in is answered in time: p99 within 250 ms.
 *
 * The law, which finds the machine's width as TCP finds that of a road it cannot see (AIMD on latency):
 * 1. At most `limit` requests are at work at once. Their time is that number divided by the machine's speed, which
 *    nobody knows beforehand and which changes; so the limit follows the time. A window in which more than a tenth took
 *    longer than TARGET_MS cuts it; one in which it was reached and kept raises it by a tenth. Only who came in during
 *    the window is judged: who came before was let in by another limit. Who is late and still at work is late.
 * 2. What waits unread in the sockets is in no count: it has waited for as long as the event loop is late. Beyond
 *    LATE_MS only FEWEST are let in from one tick of a clock in the loop to the next.
 * 3. FEWEST are always let in: a machine that merely slept refuses nobody.
 * 4. Only our own time counts. A request that waits for an outside system or for a PIN's hash is patient: it has a
 *    count of its own and is not judged. So has one that waits on purpose for something to happen: however many do, they
 *    keep nobody from waiting for a card's bank. One whose body is still on its way is not in the house.
 */

/** Whose time an answer takes. */
export type Lane = 'ours' | 'patient' | 'waiting'

/** One request's time in the house, in milliseconds of the admission's clock. */
export interface Stay {
  lane: Lane
  readonly came: number
  /** Since when it is inside, this time; null: it is outside. */
  since: number | null
  /** Own time before that. */
  spent: number
  /** Its handler has begun. What is refused before that (no session, not valid) says nothing of our speed. */
  begun: boolean
}

export interface Admission {
  /** Null: refused. */
  enter(lane: Lane): Stay | null
  /** Steps out to wait for the rest of its body. */
  pause(stay: Stay): void
  /** False: refused, there is no place any more. */
  resume(stay: Stay): boolean
  /** Its handler begins, and by now its lane is known for certain. */
  begin(stay: Stay, lane: Lane): void
  /** It is answered; doing so twice is no harm. */
  leave(stay: Stay): void
  /** To be called by the event loop every TICK_MS. */
  tick(): void
  readonly inside: Readonly<Record<Lane, number>>
  readonly limit: number
}

export const TICK_MS = 20
const TARGET_MS = 100
const WINDOW_MS = 250
/** Fewer answers say nothing. */
const LEAST_ANSWERS = 10
const FEWEST = 16
/** Where the limit starts and comes back to by itself: with it, 256 answers a second keep the promise. */
const USUAL = 64
const LATE_MS = 100

/** `most`: requests of a lane at once, whatever the law says. `now`: milliseconds that only go forward. */
export function createAdmission(most: number, now: () => number = () => performance.now()): Admission {
  const inside = { ours: new Set<Stay>(), patient: new Set<Stay>(), waiting: new Set<Stay>() }
  let limit = Math.min(USUAL, most)
  let window = { since: now(), answers: 0, late: 0, reached: false }
  let tick = { at: now(), late: 0, entered: 0 }

  const ownTime = ({ spent, since }: Stay, at: number): number => spent + (since === null ? 0 : at - since)

  /** Law 2. Only at the door: who comes back with its body has been counted there. */
  function tooLate(at: number): boolean {
    const late = Math.max(tick.late, at - tick.at - TICK_MS, 0)
    return late > LATE_MS && tick.entered >= FEWEST
  }

  function comeIn(stay: Stay, at: number): boolean {
    if (inside[stay.lane].size >= (stay.lane === 'ours' ? Math.floor(limit) : most)) return false
    stay.since = at
    inside[stay.lane].add(stay)
    if (inside.ours.size >= Math.floor(limit)) window.reached = true
    return true
  }

  function goOut(stay: Stay, at: number): boolean {
    if (!inside[stay.lane].delete(stay)) return false
    stay.spent = ownTime(stay, at)
    stay.since = null
    return true
  }

  /** Late and still at work. A set keeps the order in which they came in, so that the first in time ends it. */
  function stillLate(at: number): number {
    let count = 0
    for (const stay of inside.ours) {
      if (ownTime(stay, at) <= TARGET_MS) break
      if (stay.came >= window.since) count++
    }
    return count
  }

  function judge(at: number): void {
    if (at - window.since < WINDOW_MS) return
    const waiting = stillLate(at)
    const answers = window.answers + waiting
    if (answers < LEAST_ANSWERS) return
    const share = (window.late + waiting) / answers
    if (share > 0.1) limit = Math.max(limit * (share > 0.5 ? 0.5 : 0.8), FEWEST)
    else if (window.reached || limit < USUAL) limit = Math.min(limit * 1.1, most)
    window = { since: at, answers: 0, late: 0, reached: false }
  }

  return {
    enter(lane) {
      const at = now()
      const stay: Stay = { lane, came: at, since: null, spent: 0, begun: false }
      if (tooLate(at) || !comeIn(stay, at)) return null
      tick.entered++
      return stay
    },
    pause: (stay) => void goOut(stay, now()),
    resume: (stay) => stay.since !== null || comeIn(stay, now()),
    begin(stay, lane) {
      stay.begun = true
      if (stay.lane === lane) return
      if (inside[stay.lane].delete(stay)) inside[lane].add(stay)
      stay.lane = lane
    },
    leave(stay) {
      if (!goOut(stay, now()) || !stay.begun || stay.lane !== 'ours' || stay.came < window.since) return
      window.answers++
      if (stay.spent > TARGET_MS) window.late++
    },
    tick() {
      const at = now()
      tick = { at, late: Math.max(at - tick.at - TICK_MS, 0), entered: 0 }
      judge(at)
    },
    get inside() {
      return { ours: inside.ours.size, patient: inside.patient.size, waiting: inside.waiting.size }
    },
    get limit() {
      return Math.floor(limit)
    },
  }
}

/**
 * Who is let in. A gateway that takes more than it can do answers everybody late; so what would come late is refused at
 * the door, where a refusal costs little, and what is let in is answered in time: p99 within 250 ms.
 *
 * The law, as TCP finds the width of a road it cannot see (AIMD on latency, by the window):
 * 1. At most `limit` requests are at work at once. Their time is the queue divided by the machine's speed, which nobody
 *    knows beforehand and which changes; so the limit follows the time. Every window in which more than a tenth of the
 *    answers took longer than TARGET_MS cuts it, a window in which it was reached and kept raises it by a tenth. Only
 *    who came in during the window is judged: who came before was let in by another limit.
 * 2. What waits unread in the sockets is in no count: that is the event loop's own lateness. Beyond LATE_MS only
 *    FEWEST are let in between two ticks of a clock in the loop; and everyone's time begins that much earlier.
 * 3. A few are always let in: a machine that merely slept refuses nobody.
 * 4. Only our own time counts. A request that waits for an outside system or for a PIN's hash is patient: it has a
 *    count of its own and is not judged. One whose body is still on its way is not in the house.
 */

export type Lane = 'ours' | 'patient'

/** One request's time in the house. */
export interface Stay {
  lane: Lane
  readonly cameMs: number
  /** When its present time inside began; null while it is outside. */
  sinceMs: number | null
  /** Own time before that. */
  spentMs: number
  /** Its handler has begun: what is refused before that (no session, not valid) says nothing of our speed. */
  begun: boolean
}

const TARGET_MS = 100
const WINDOW_MS = 250
/** Fewer answers say nothing. */
const LEAST_ANSWERS = 10
const FEWEST = 16
/** Where the limit starts and comes back to by itself: 250 answers a second keep the promise with it. */
const USUAL = 64
const LATE_MS = 100
export const TICK_MS = 20

export interface Admission {
  /** Null: refused. */
  enter(lane: Lane): Stay | null
  /** Steps out to wait for the rest of its body. */
  pause(stay: Stay): void
  /** False: refused, there is no place any more. */
  resume(stay: Stay): boolean
  /** Its handler begins, and by now its lane is known for certain. */
  begin(stay: Stay, lane: Lane): void
  /** It is answered. Once or more often. */
  leave(stay: Stay): void
  /** To be called by the event loop every TICK_MS. */
  tick(): void
  readonly inside: Readonly<Record<Lane, number>>
  readonly limit: number
}

/** `most`: requests of a lane at once, whatever the law says. `now`: milliseconds that only go forward. */
export function createAdmission(most: number, now: () => number = () => performance.now()): Admission {
  const inside = { ours: 0, patient: 0 }
  let limit = Math.min(USUAL, most)
  let window = { sinceMs: now(), answers: 0, late: 0, reached: false }
  let tick = { atMs: now(), lateMs: 0, entered: 0 }

  const loopLateMs = (at: number): number => Math.max(tick.lateMs, at - tick.atMs - TICK_MS, 0)

  function hasPlace(lane: Lane, lateMs: number): boolean {
    if (lateMs > LATE_MS && tick.entered >= FEWEST) return false
    if (lane === 'patient') return inside.patient < most
    if (inside.ours + 1 >= limit) window.reached = true
    return inside.ours < limit
  }

  function comeIn(lane: Lane, at: number): number | null {
    const lateMs = loopLateMs(at)
    if (!hasPlace(lane, lateMs)) return null
    tick.entered++
    inside[lane]++
    return at - lateMs
  }

  function stepOut(stay: Stay, at: number): void {
    if (stay.sinceMs === null) return
    inside[stay.lane]--
    stay.spentMs += at - stay.sinceMs
    stay.sinceMs = null
  }

  function judge(at: number): void {
    if (at - window.sinceMs < WINDOW_MS || window.answers < LEAST_ANSWERS) return
    const share = window.late / window.answers
    if (share > 0.1) limit = Math.max(limit * (share > 0.5 ? 0.5 : 0.8), FEWEST)
    else if (window.reached || limit < USUAL) limit = Math.min(limit * 1.1, most)
    window = { sinceMs: at, answers: 0, late: 0, reached: false }
  }

  return {
    enter(lane) {
      const at = now()
      const sinceMs = comeIn(lane, at)
      return sinceMs === null ? null : { lane, cameMs: at, sinceMs, spentMs: 0, begun: false }
    },
    pause: (stay) => stepOut(stay, now()),
    resume(stay) {
      if (stay.sinceMs === null) stay.sinceMs = comeIn(stay.lane, now())
      return stay.sinceMs !== null
    },
    begin(stay, lane) {
      stay.begun = true
      if (stay.sinceMs !== null) {
        inside[stay.lane]--
        inside[lane]++
      }
      stay.lane = lane
    },
    leave(stay) {
      if (stay.sinceMs === null) return
      const at = now()
      stepOut(stay, at)
      if (!stay.begun || stay.lane === 'patient') return
      if (stay.cameMs >= window.sinceMs) {
        window.answers++
        if (stay.spentMs > TARGET_MS) window.late++
      }
      judge(at)
    },
    tick() {
      const at = now()
      tick = { atMs: at, lateMs: Math.max(at - tick.atMs - TICK_MS, 0), entered: 0 }
    },
    inside,
    get limit() {
      return Math.floor(limit)
    },
  }
}

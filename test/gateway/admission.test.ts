/**
 * The law of the door, on a clock of our own: whatever the machine's speed, what is let in is answered within 250 ms,
 * all that the machine can do is done, and who comes when the crowd has gone is let in.
 */
import { describe, expect, it } from 'vitest'
import { type Admission, createAdmission, type Lane, type Stay, TICK_MS } from '../../src/gateway/admission.ts'

const PROMISE_MS = 250

/** A door with a clock that stands still until it is moved. */
function door(most = 1000) {
  let now = 0
  const admission = createAdmission(most, () => now)
  return {
    admission,
    /** Time goes by and the loop ticks in it. */
    pass(ms: number) {
      for (const until = now + ms; now < until; admission.tick()) now += TICK_MS
    },
    /** The loop is kept busy: time goes by and nothing ticks. */
    stall(ms: number) {
      now += ms
    },
    /** `count` requests come at once; answers those that are let in. */
    arrive(count: number, lane: Lane = 'ours'): Stay[] {
      const stays = Array.from({ length: count }, () => admission.enter(lane)).filter((stay) => stay !== null)
      for (const stay of stays) admission.begin(stay, lane)
      return stays
    },
  }
}

interface Crowd {
  readonly seconds: number
  /** Answers a second that the machine has in it, at a time in milliseconds. */
  speed(at: number): number
  /** Arrivals a second. */
  offered(at: number): number
  /** The work of one request, where the average is 1. */
  work?(n: number): number
}

interface Answered {
  readonly at: number
  readonly ms: number
}

/** A machine that does one piece of work after another, in the order in which they were let in. */
function serve({ seconds, speed, offered, work = () => 1 }: Crowd) {
  let now = 0
  const admission: Admission = createAdmission(10_000, () => now)
  const answered: Answered[] = []
  const refused: number[] = []
  const queue: { readonly stay: Stay; left: number }[] = []
  let arrivals = 0
  for (let due = 0; now < seconds * 1000; now++) {
    if (now % TICK_MS === 0) admission.tick()
    for (due += offered(now) / 1000; due >= 1; due--) {
      const stay = admission.enter('ours')
      if (stay) {
        admission.begin(stay, 'ours')
        queue.push({ stay, left: work(arrivals++) })
      } else refused.push(now)
    }
    let power = speed(now) / 1000
    for (let first = queue[0]; first && power > 0; first = queue[0]) {
      const done = Math.min(power, first.left)
      power -= done
      first.left -= done
      if (first.left > 1e-9) break
      queue.shift()
      admission.leave(first.stay)
      answered.push({ at: first.stay.came, ms: now - first.stay.came })
    }
  }
  return { answered, refused }
}

const p99 = (answered: readonly Answered[]): number =>
  answered.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(answered.length * 0.99)] ?? 0

describe('a crowd of twice what the machine can do, for a minute', () => {
  it.each([100, 200, 500, 1000, 3000, 8000])('%i answers a second: all within 250 ms, at full speed', (speed) => {
    const { answered } = serve({ seconds: 60, speed: () => speed, offered: () => speed * 2 })
    expect(p99(answered)).toBeLessThanOrEqual(PROMISE_MS)
    expect(answered.length).toBeGreaterThan(60 * speed * 0.98)
  })

  it('is served within 250 ms where one request in ten is ten times the work of the others', () => {
    const { answered } = serve({
      seconds: 60,
      speed: () => 500,
      offered: () => 1000,
      work: (n) => (n % 10 === 0 ? 5.3 : 0.53),
    })
    expect(p99(answered)).toBeLessThanOrEqual(PROMISE_MS)
    expect(answered.length).toBeGreaterThan(60 * 500 * 0.98)
  })

  it('of ten times as well', () => {
    const { answered } = serve({ seconds: 60, speed: () => 500, offered: () => 5000 })
    expect(p99(answered)).toBeLessThanOrEqual(PROMISE_MS)
  })
})

describe('a machine that goes slow', () => {
  const isSlow = (at: number) => at >= 20_000 && at < 40_000
  const { answered, refused } = serve({
    seconds: 60,
    speed: (at) => (isSlow(at) ? 200 : 1000),
    offered: () => 800,
  })

  it('keeps its word but for the first half second, when those already inside came in for a faster one', () => {
    const late = answered.filter(({ ms }) => ms > PROMISE_MS)
    expect(late.every(({ at }) => at > 19_500 && at < 20_500)).toBe(true)
    expect(late.length).toBeLessThan(answered.length / 100)
  })

  it('refuses nobody before, and nobody once it is fast again', () => {
    expect(refused.filter((at) => at < 20_000)).toEqual([])
    expect(refused.filter((at) => at > 41_000)).toEqual([])
  })
})

describe('the door', () => {
  it('lets in as many as it usually can, and the next when one has left', () => {
    const { admission, arrive } = door()
    const inside = arrive(1000)
    expect(inside).toHaveLength(admission.limit)
    expect(arrive(1)).toHaveLength(0)
    for (const stay of inside.slice(0, 3)) admission.leave(stay)
    expect(arrive(10)).toHaveLength(3)
  })

  it('never lets in more than it is told, however fast the answers', () => {
    const { admission, arrive, pass } = door(100)
    for (let turn = 0; turn < 1000; turn++) {
      const inside = arrive(500)
      pass(TICK_MS)
      for (const stay of inside) admission.leave(stay)
    }
    expect(admission.limit).toBe(100)
    expect(arrive(500)).toHaveLength(100)
  })

  it('counts who leaves twice once', () => {
    const { admission, arrive } = door()
    const [stay] = arrive(1)
    if (stay) for (const _ of [1, 2]) admission.leave(stay)
    expect(admission.inside).toEqual({ ours: 0, patient: 0, waiting: 0 })
  })

  it('is not moved by answers that wait for others: an outside system may take five seconds', () => {
    const { admission, arrive, pass } = door()
    const usual = admission.limit
    for (let turn = 0; turn < 100; turn++) {
      const patient = arrive(50, 'patient')
      pass(5000)
      for (const stay of patient) admission.leave(stay)
    }
    expect(admission.limit).toBe(usual)
    arrive(1000, 'patient')
    expect(arrive(usual)).toHaveLength(usual)
  })

  it('does not count the time that a body takes to arrive', () => {
    const { admission, arrive, pass } = door()
    const usual = admission.limit
    for (let turn = 0; turn < 100; turn++) {
      const inside = arrive(20)
      for (const stay of inside) admission.pause(stay)
      expect(admission.inside.ours).toBe(0)
      pass(3000)
      for (const stay of inside) {
        expect(admission.resume(stay)).toBe(true)
        admission.leave(stay)
      }
    }
    expect(admission.limit).toBe(usual)
  })

  it('refuses who returns with a body when the house is full', () => {
    const { admission, arrive } = door()
    const [slow] = arrive(1)
    if (slow) admission.pause(slow)
    arrive(1000)
    expect(slow && admission.resume(slow)).toBe(false)
  })

  it('lets a few in while the event loop is late, and all when it is on time', () => {
    const { admission, arrive, pass, stall } = door()
    pass(1000)
    stall(300)
    const few = arrive(50)
    expect(few).toHaveLength(16)
    for (const stay of few) admission.leave(stay)
    pass(2 * TICK_MS)
    expect(arrive(50)).toHaveLength(50)
  })

  it('counts who brings a body once against a loop that is late: as many as without one are let in', () => {
    const { admission, stall } = door()
    stall(400)
    const posts = Array.from({ length: 40 }, () => {
      const stay = admission.enter('ours')
      if (stay) admission.pause(stay)
      return stay !== null && admission.resume(stay)
    })
    expect(posts.filter((inside) => inside)).toHaveLength(16)
  })

  it('learns from nobody who was sent away before the work began', () => {
    const { admission, pass } = door()
    const usual = admission.limit
    for (let turn = 0; turn < 100; turn++) {
      const stay = admission.enter('ours')
      pass(500)
      if (stay) admission.leave(stay)
    }
    expect(admission.limit).toBe(usual)
  })

  it('sees those who are stuck before they are answered', () => {
    const { admission, arrive, pass } = door()
    const usual = admission.limit
    arrive(usual)
    pass(500)
    expect(admission.limit).toBeLessThan(usual)
  })
})

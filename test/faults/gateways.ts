/** Two gateways that are killed and started again, as a machine's own supervisor would: again and again until one stands. */
import { setTimeout as wait } from 'node:timers/promises'
import { type SpawnedGateway, spawnGateway } from './gateway.ts'

const AGAIN_AFTER_MS = 300

export interface Gateways {
  /**
   * Starts one after a while; what ends before it is ready is started again. With `killAt` it dies there. Resolves with
   * true once it is ready, with false when it is killed before.
   */
  start(which: number, how?: { readonly afterMs?: number; readonly killAt?: string }): Promise<boolean>
  /** kill -9, whatever it is at. One that is about to be started is waited for. */
  kill(which: number): Promise<void>
  /** Resolves with true when it dies by itself within `ms`. */
  dies(which: number, ms: number): Promise<boolean>
  /** Resolves when both are ready. */
  ready(): Promise<void>
  /** Ends both politely. */
  stop(): Promise<void>
  /** Ends both at once, for a run that has failed. */
  killAll(): void
  /** Those that ended without anybody's doing, with what they said last. Must stay empty. */
  readonly deaths: readonly string[]
}

interface Place {
  /** Undefined between an end and the next start. */
  running?: SpawnedGateway | undefined
  /** Whether it is to die by itself. */
  doomed: boolean
  /** Counts kills: a start that was overtaken by one gives up. */
  era: number
  ready: Promise<boolean>
}

/** @param environments of each gateway */
export function createGateways(environments: readonly Record<string, string>[]): Gateways {
  const places = environments.map((): Place => ({ doomed: false, era: 0, ready: Promise.resolve(false) }))
  const placeOf = (which: number): Place => places[which] as Place
  const deaths: string[] = []

  async function bringUp(
    which: number,
    place: Place,
    { afterMs = 0, killAt }: { readonly afterMs?: number; readonly killAt?: string } = {},
  ): Promise<boolean> {
    const era = place.era
    await wait(afterMs)
    while (place.era === era) {
      const gateway = spawnGateway({ ...environments[which], ...(killAt ? { MINIBANK_KILL_AT: killAt } : {}) })
      place.running = gateway
      void gateway.ended.then(() => {
        if (place.running === gateway) place.running = undefined
      })
      place.doomed = killAt !== undefined
      try {
        await gateway.ready
        void watch(which, place, era, gateway)
        return true
      } catch {
        // Without a database it says so and ends: to be started again is right.
        await gateway.ended
        await wait(AGAIN_AFTER_MS)
      }
    }
    return false
  }

  async function watch(which: number, place: Place, era: number, gateway: SpawnedGateway): Promise<void> {
    const signal = await gateway.ended
    if (place.era !== era || (place.doomed && signal === 'SIGKILL')) return
    deaths.push(`gateway ${which + 1} ended by itself (${signal ?? 'no signal'}):\n${gateway.said()}`)
    place.ready = bringUp(which, place)
  }

  return {
    deaths,
    start(which, how) {
      const place = placeOf(which)
      place.era++
      place.ready = bringUp(which, place, how)
      return place.ready
    },
    async kill(which) {
      const place = placeOf(which)
      while (!place.running) await wait(20)
      const { running } = place
      place.era++
      running.kill()
      await running.ended
    },
    async dies(which, ms) {
      const until = Date.now() + ms
      while (placeOf(which).running && Date.now() < until) await wait(20)
      return !placeOf(which).running
    },
    async ready() {
      await Promise.all(places.map(({ ready }) => ready))
    },
    async stop() {
      for (const place of places) {
        place.era++
        await place.running?.stop()
      }
    },
    killAll() {
      for (const place of places) {
        place.era++
        place.running?.kill()
      }
    },
  }
}

/** More callers wait than may. Whoever is refused may come again. */
export class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting'
}

export interface GatherOptions<Item> {
  /** Runs that may be under way at once. */
  readonly lanes: number
  /** Most items of one run. */
  readonly most: number
  /** Most items that may wait; one more is refused with TooManyWaiting. */
  readonly queue: number
  /** Items with equal keys are never under way at the same time: the second waits for the first one's end. */
  readonly key?: (item: Item) => string
}

export interface Gathering<Item, Result> {
  (item: Item): Promise<Result>
  /** Items that wait for a lane. */
  waiting(): number
}

/**
 * Lets many callers share one run: group commit, and look-ups of many by one query. A caller never waits for company: a
 * run begins as soon as a lane is free, with whatever waits by then. What arrives in one turn of the event loop goes
 * together, and what arrives while all lanes are busy fills the next run, so runs grow with the load by themselves.
 *
 *     const balance = gather((ids) => balancesOf(db, ids), { lanes: 2, most: 256, queue: 10_000 })
 *     await Promise.all([balance('a'), balance('b')]) // one query
 *
 * @param run answers as many results as it got items, in their order; when it throws, all of its callers are told
 */
export function gather<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
  { lanes, most, queue, key }: GatherOptions<Item>,
): Gathering<Item, Result> {
  interface Waiting {
    readonly item: Item
    readonly key: string | undefined
    readonly resolve: (result: Result) => void
    readonly reject: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  const keysUnderWay = new Set<string>()
  let running = 0
  let scheduled = false

  function schedule(): void {
    if (scheduled || waiting.length === 0 || running === lanes) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      const group = take()
      if (group.length > 0) void begin(group)
      schedule()
    })
  }

  /** The longest waiting, but for those whose key is under way. */
  function take(): Waiting[] {
    if (!key) return waiting.splice(0, most)
    const group: Waiting[] = []
    const left: Waiting[] = []
    for (const one of waiting) {
      const mayGo = group.length < most && one.key !== undefined && !keysUnderWay.has(one.key)
      if (mayGo && one.key !== undefined) keysUnderWay.add(one.key)
      ;(mayGo ? group : left).push(one)
    }
    waiting = left
    return group
  }

  async function begin(group: readonly Waiting[]): Promise<void> {
    running++
    try {
      const results = await run(group.map(({ item }) => item))
      if (results.length !== group.length) throw new Error('a run answered another number of results than it was asked')
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result)
    } catch (error) {
      for (const { reject } of group) reject(error)
    } finally {
      running--
      for (const one of group) if (one.key !== undefined) keysUnderWay.delete(one.key)
      schedule()
    }
  }

  const ask = (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (waiting.length >= queue) {
        reject(new TooManyWaiting(`${queue} wait already`))
        return
      }
      waiting.push({ item, key: key?.(item), resolve, reject })
      schedule()
    })
  return Object.assign(ask, { waiting: () => waiting.length })
}

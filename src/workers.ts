/**
 * Calls the bank's due work about once a second, and ten times as often after a run that did plenty. A worker never
 * overlaps itself; a failure is logged and tried again.
 */
import type { Worker } from './bank/capabilities.ts'
import type { Metrics } from './gateway/metrics.ts'
import { StorageUnavailable } from './storage/faults.ts'

interface Log {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface RunningWorkers {
  /** Resolves when what is under way has ended; nothing begins after. */
  stop(): Promise<void>
}

/** Of the time between two runs, when more waits: what waits is done in minutes, and people's own requests still come first. */
const WHILE_MORE_WAITS = 0.1

export function runWorkers(workers: readonly Worker[], metrics: Metrics, log: Log, everyMs = 1000): RunningWorkers {
  let stopping = false
  const loops = workers.map((worker) => {
    let wake = () => {}
    const rest = (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    const loop = async () => {
      while (!stopping) {
        let done = 0
        try {
          done = await worker.run()
          metrics.worker(worker.name, done)
        } catch (error) {
          metrics.worker(worker.name, null)
          const level = error instanceof StorageUnavailable ? 'warn' : 'error'
          log[level]({ worker: worker.name, err: error }, 'due work failed, will be tried again')
        }
        const moreWaits = worker.plenty !== undefined && done >= worker.plenty
        if (!stopping) await rest(moreWaits ? everyMs * WHILE_MORE_WAITS : everyMs)
      }
    }
    return { ended: loop(), wake: () => wake() }
  })
  return {
    async stop() {
      stopping = true
      for (const { wake } of loops) wake()
      await Promise.all(loops.map(({ ended }) => ended))
    },
  }
}

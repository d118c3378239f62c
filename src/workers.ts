/** Calls the bank's due work about once a second. A worker never overlaps itself; a failure is logged and tried again. */
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

export function runWorkers(workers: readonly Worker[], metrics: Metrics, log: Log, everyMs = 1000): RunningWorkers {
  let stopping = false
  const loops = workers.map((worker) => {
    let wake = () => {}
    const rest = () =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    const loop = async () => {
      while (!stopping) {
        try {
          metrics.worker(worker.name, await worker.run())
        } catch (error) {
          metrics.worker(worker.name, null)
          const level = error instanceof StorageUnavailable ? 'warn' : 'error'
          log[level]({ worker: worker.name, err: error }, 'due work failed, will be tried again')
        }
        if (!stopping) await rest()
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

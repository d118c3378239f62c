/** Due work is called again and again, never twice at once, and stops when asked. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMetrics } from '../src/gateway/metrics.ts'
import { StorageUnavailable } from '../src/storage/faults.ts'
import { runWorkers } from '../src/workers.ts'

const silent = { warn: () => {}, error: () => {} }

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('the workers', () => {
  it('run about once a second', async () => {
    let runs = 0
    const running = runWorkers([{ name: 'count', run: async () => ++runs }], createMetrics(), silent)
    await vi.advanceTimersByTimeAsync(3500)
    expect(runs).toBe(4)
    await running.stop()
    await vi.advanceTimersByTimeAsync(5000)
    expect(runs).toBe(4)
  })

  it('work off what has piled up turn after turn, and rest when a turn was not full', async () => {
    let waiting = 75
    const turn = 20
    const run = async () => {
      const done = Math.min(turn, waiting)
      waiting -= done
      return done
    }
    const running = runWorkers([{ name: 'outbox', plenty: turn, run }], createMetrics(), silent)
    await vi.advanceTimersByTimeAsync(250)
    expect(waiting).toBe(15)
    await vi.advanceTimersByTimeAsync(50)
    expect(waiting).toBe(0)
    waiting = 5
    await vi.advanceTimersByTimeAsync(900)
    expect(waiting).toBe(5)
    await vi.advanceTimersByTimeAsync(100)
    expect(waiting).toBe(0)
    await running.stop()
  })

  it('do not overlap: a slow one is waited for, and the others go on', async () => {
    let [slow, most, quick] = [0, 0, 0]
    const running = runWorkers(
      [
        {
          name: 'slow',
          run: async () => {
            slow++
            most = Math.max(most, slow)
            await new Promise((done) => setTimeout(done, 5000))
            slow--
            return 0
          },
        },
        { name: 'quick', run: async () => ++quick },
      ],
      createMetrics(),
      silent,
    )
    await vi.advanceTimersByTimeAsync(10_000)
    expect([most, quick]).toEqual([1, 11])
    const stopped = running.stop()
    await vi.advanceTimersByTimeAsync(5000)
    await stopped
    expect(slow).toBe(0)
  })

  it('are called again after a failure, which is logged with what failed', async () => {
    const lines: [string, object][] = []
    const log = {
      warn: (fields: object) => lines.push(['warn', fields]),
      error: (fields: object) => lines.push(['error', fields]),
    }
    const failures = [new StorageUnavailable('away'), new TypeError('a fault of ours')]
    let runs = 0
    const run = async () => {
      runs++
      const failure = failures.shift()
      if (failure) throw failure
      return 1
    }
    const running = runWorkers([{ name: 'outbox', run }], createMetrics(), log)
    await vi.advanceTimersByTimeAsync(2500)
    await running.stop()
    expect(runs).toBe(3)
    expect(lines.map(([level]) => level)).toEqual(['warn', 'error'])
    expect(lines[1]?.[1]).toMatchObject({ worker: 'outbox', err: expect.any(TypeError) })
  })
})

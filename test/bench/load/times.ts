import { createHistogram } from 'node:perf_hooks'

/** Latencies in microseconds, kept as a histogram of three digits, so that memory does not grow with a run. */
export class Times {
  readonly #histogram = createHistogram({ lowest: 1, highest: 600_000_000, figures: 3 })

  add(ms: number): void {
    this.#histogram.record(Math.max(1, Math.round(ms * 1000)))
  }

  /** Milliseconds with two decimals; zeros when nothing was seen. */
  summary(): { p50_ms: number; p99_ms: number; max_ms: number } {
    const ms = (microseconds: number) => Math.round(microseconds / 10) / 100
    if (this.#histogram.count === 0) return { p50_ms: 0, p99_ms: 0, max_ms: 0 }
    return {
      p50_ms: ms(this.#histogram.percentile(50)),
      p99_ms: ms(this.#histogram.percentile(99)),
      max_ms: ms(this.#histogram.max),
    }
  }
}

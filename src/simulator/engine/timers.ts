/** setTimeout and setInterval for a package: they end with it, and what they throw is reported. */
type Callback = (...values: unknown[]) => void

export class Timers {
  private running = new Set<ReturnType<typeof setTimeout>>()
  private guard: (run: () => void) => void

  constructor(guard: (run: () => void) => void) {
    this.guard = guard
  }

  readonly functions = {
    setTimeout: (callback: Callback, ms?: number, ...values: unknown[]) => {
      const id = setTimeout(() => {
        this.running.delete(id)
        this.guard(() => callback(...values))
      }, ms)
      this.running.add(id)
      return id
    },
    clearTimeout: (id: ReturnType<typeof setTimeout>) => {
      this.running.delete(id)
      clearTimeout(id)
    },
    setInterval: (callback: Callback, ms?: number, ...values: unknown[]) => {
      const id = setInterval(() => this.guard(() => callback(...values)), ms)
      this.running.add(id)
      return id
    },
    clearInterval: (id: ReturnType<typeof setTimeout>) => {
      this.running.delete(id)
      clearInterval(id)
    },
  }

  clearAll(): void {
    for (const id of this.running) clearTimeout(id)
    this.running.clear()
  }
}

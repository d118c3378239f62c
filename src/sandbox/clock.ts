/**
 * The sandbox's time: the machine's, plus an offset that testers move forward and that only a reset takes back. The
 * offset lives in the store, so it outlives a restart; other processes follow it over HTTP.
 */
import type { Settings } from './settings.ts'

export interface SandboxClock {
  /** Milliseconds since 1970 UTC. */
  now(): number
  readonly offset: number
  /** Throws RangeError below zero or beyond MAX_OFFSET_MS in all. */
  forward(ms: number): void
}

/** Twenty years: past the longest deposit, well inside every date format. */
export const MAX_OFFSET_MS = 20 * 365 * 86_400_000

export function createSandboxClock(settings: Settings): SandboxClock {
  return {
    now: () => Date.now() + settings.clockOffset(),
    get offset() {
      return settings.clockOffset()
    },
    forward(ms) {
      const offset = settings.clockOffset() + ms
      if (!Number.isSafeInteger(ms) || ms < 0 || offset > MAX_OFFSET_MS)
        throw new RangeError('the clock goes forward only')
      settings.setClockOffset(offset)
    },
  }
}

/**
 * Follows the clock of a sandbox that runs in another process (SANDBOX_CLOCK_URL, e.g. http://127.0.0.1:8790/sandbox/clock):
 * asks for its offset now and every `everyMs`. Rejects when the first answer does not come; keeps the last offset later.
 */
export async function followClock(url: string, everyMs = 250): Promise<{ now(): number; close(): void }> {
  const ask = async () => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) })
    const { offset } = (await answer.json()) as { offset: unknown }
    if (!answer.ok || !Number.isSafeInteger(offset)) throw new Error(`no sandbox clock at ${url}`)
    return Number(offset)
  }
  let offset = await ask()
  let asking = false
  const timer = setInterval(async () => {
    if (asking) return
    asking = true
    try {
      offset = await ask()
    } catch {
      // The sandbox may be restarting; its offset is stored there and will be the same.
    } finally {
      asking = false
    }
  }, everyMs)
  timer.unref()
  return { now: () => Date.now() + offset, close: () => clearInterval(timer) }
}

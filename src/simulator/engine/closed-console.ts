/** The package's console: it goes to the browser's, and to whoever listens to the phone. */
import type { MiniProgram } from './mini-program.ts'

const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const

export function closedConsole(program: MiniProgram): Record<string, unknown> {
  const closed: Record<string, unknown> = {}
  for (const level of LEVELS) {
    closed[level] = (...values: unknown[]) => {
      console[level](...values)
      program.events.emit('console', { level, text: values.map(describe).join(' ') })
    }
  }
  for (const silent of ['group', 'groupEnd', 'time', 'timeEnd', 'trace', 'table', 'assert']) closed[silent] = () => {}
  return closed
}

function describe(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return value.stack ?? value.message
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}

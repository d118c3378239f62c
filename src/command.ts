/**
 * The process around a start: the addresses to open when it is ready, one clear line for what is wrong and exit code 1,
 * Ctrl-C. Knows no room but the errors that a start may throw.
 */
import { networkInterfaces } from 'node:os'
import { ConfigurationError } from './gateway/configuration.ts'
import { StartError } from './storage/faults.ts'

export interface Running {
  /** Where it listens. */
  readonly url: string
  /** For people: name and path of what can be opened. */
  readonly pages: readonly (readonly [name: string, path: string])[]
  /** Takes no more, finishes what has begun, closes. */
  stop(): Promise<void>
}

/** Stays until a signal ends it. A second one ends it at once. */
export async function runUntilStopped(start: () => Promise<Running>, environment: NodeJS.ProcessEnv): Promise<void> {
  let running: Running | undefined
  let stopping = false
  const stop = async () => {
    if (stopping) process.exit(130)
    stopping = true
    // Still starting: what it has begun ends with the process; the database is built to survive that.
    if (!running) process.exit(130)
    await orExit(async () => running?.stop())
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  running = await orExit(start)
  print(running, environment.HOST)
}

/** Does `work`; when it fails, says why and exits with 1. What was foreseen is told without a stack. */
export async function orExit<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ConfigurationError) for (const fault of error.faults) process.stderr.write(`${fault}\n`)
    else if (error instanceof StartError) process.stderr.write(`${error.message}\n`)
    else process.stderr.write(`minibank failed: ${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  }
}

function print({ url, pages }: Running, host: string | undefined): void {
  const width = Math.max(...pages.map(([name]) => name.length))
  const lines = pages.map(([name, path]) => `  ${name.padEnd(width)}  ${url}${path}`)
  if (host === '0.0.0.0' || host === '::') {
    const { port } = new URL(url)
    for (const { address, family, internal } of Object.values(networkInterfaces()).flatMap((list) => list ?? []))
      if (family === 'IPv4' && !internal) lines.push(`  ${'On this network'.padEnd(width)}  http://${address}:${port}/`)
  }
  process.stdout.write(
    `minibank is ready after ${process.uptime().toFixed(1)} s\n${lines.join('\n')}\n  Ctrl-C stops it.\n`,
  )
}

/** The simulator's browser side, built once for all tests of one run. */
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSimulator } from '../../src/simulator/bundle.ts'

let built: Promise<string> | undefined

/** @returns the folder, under the system's temporary files; it goes with the process */
export function simulatorBundle(): Promise<string> {
  built ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'minibank-simulator-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    await buildSimulator(folder)
    return folder
  })()
  return built
}

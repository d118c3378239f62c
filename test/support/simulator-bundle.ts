/** The simulator's browser side, built once for all tests of one run. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSimulator } from '../../src/simulator/bundle.ts'

let built: Promise<string> | undefined

/** @returns the folder, under the system's temporary files */
export function simulatorBundle(): Promise<string> {
  built ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'minibank-simulator-'))
    await buildSimulator(folder)
    return folder
  })()
  return built
}

/** Takes the folder away; the next call of simulatorBundle builds it again. */
export async function removeSimulatorBundle(): Promise<void> {
  const folder = await built
  built = undefined
  if (folder) await rm(folder, { recursive: true, force: true })
}

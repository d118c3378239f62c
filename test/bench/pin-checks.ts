/** How many PINs a process can check a second: argon2id on the threads of the pool, apart from everything else. */
import { availableParallelism } from 'node:os'
import { createPinHashing } from '../../src/bank/pins/hashing.ts'

const SECONDS = 3

export async function benchPinChecks(): Promise<number> {
  const hashing = createPinHashing({ 1: Buffer.alloc(32, 7).toString('base64') }, 1)
  const stored = await hashing.hash('0'.repeat(64))
  const began = performance.now()
  let checks = 0
  const check = async () => {
    while (performance.now() - began < SECONDS * 1000) {
      if (!(await hashing.matches('0'.repeat(64), stored))) throw new Error('a right PIN was refused')
      checks++
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() * 2 }, check))
  return checks / ((performance.now() - began) / 1000)
}

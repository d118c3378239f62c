import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lockFolder } from '../../src/storage/folder-lock.ts'

const LOCK = join(import.meta.dirname, '../../src/storage/folder-lock.ts')
const newFolder = () => mkdtempSync(join(tmpdir(), 'minibank-lock-'))

/** A process that tries to lock the folder and keeps the lock until it is killed. Tells 'locked', or the error. */
async function locker(folder: string) {
  const code = `import { lockFolder } from ${JSON.stringify(LOCK)}
    try { lockFolder(${JSON.stringify(folder)}); console.log('locked') } catch (error) { console.log(error.message) }
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    said: said.toString().trim(),
    pid: child.pid,
    async kill() {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}

it('a data folder has one user at a time, and the second one is told who has it', async () => {
  const folder = newFolder()
  const first = await locker(folder)
  expect(first.said).toBe('locked')
  expect(() => lockFolder(folder)).toThrow(`The data folder ${folder} is in use by another process (pid ${first.pid})`)
  await first.kill()
  lockFolder(folder).release()
})

it('is free again after a kill -9, for exactly one of several that race for it', async () => {
  const folder = newFolder()
  const dead = await locker(folder)
  await dead.kill()
  const racers = await Promise.all([1, 2, 3].map(() => locker(folder)))
  expect(racers.filter(({ said }) => said === 'locked')).toHaveLength(1)
  expect(racers.filter(({ said }) => said.includes('in use by another process'))).toHaveLength(2)
  await Promise.all(racers.map((racer) => racer.kill()))
})

it('locks out a second opener in the same process too', () => {
  const folder = newFolder()
  const lock = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow('in use')
  lock.release()
  lockFolder(folder).release()
})

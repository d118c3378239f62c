/**
 * The recipe of docs/keys-and-personal-data.md, followed: a new key is made known, then used, then everything is sealed
 * anew while the bank serves, then the old key is taken away, and nobody noticed.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SANDBOX_SECRETS } from '../../src/sandbox/secrets.ts'
import { customerAt, type GatewayProcess, startGatewayProcess } from '../faults/gateway.ts'
import { type OutsideProcess, startOutside } from '../faults/outside.ts'
import { freshPostgresUrl } from '../support/database.ts'
import { freePort } from '../support/postgres.ts'

const run = promisify(execFile)
const OLD = SANDBOX_SECRETS.DATA_KEYS
const NEW = `2:${Buffer.alloc(32, 7).toString('base64')}`

describe('a key that is rotated while the bank serves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minibank-rotating-'))
  let outside: OutsideProcess
  let gateway: GatewayProcess | undefined
  let url = ''
  let port = 0
  beforeAll(async () => {
    outside = await startOutside(join(folder, 'outside'))
    url = await freshPostgresUrl()
    port = await freePort()
  }, 60_000)
  afterEach(() => gateway?.kill())
  afterAll(() => {
    outside?.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  const environment = (keys: Record<string, string>) => ({
    DATABASE_URL: url,
    PORT: String(port),
    DATA_DIR: folder,
    ...outside.environment,
    ...keys,
  })
  async function start(keys: Record<string, string>): Promise<void> {
    await gateway?.stop()
    gateway = await startGatewayProcess(environment(keys))
  }
  /** `npm run rotate-keys`: what it says, line by line, and how it ends. */
  async function rotate(): Promise<{ lines: string[]; code: number }> {
    const { PATH = '', HOME = '' } = process.env
    const main = join(import.meta.dirname, '../../src/main.ts')
    const env = { PATH, HOME, ...environment({ DATA_KEYS: `${OLD},${NEW}` }) }
    const ended = await run(process.execPath, [main, 'rotate-keys'], { env }).then(
      ({ stdout }) => ({ stdout, code: 0 }),
      ({ stdout, code }) => ({ stdout: String(stdout), code: Number(code) }),
    )
    return { lines: ended.stdout.trim().split('\n'), code: ended.code }
  }
  const chenHua = () =>
    customerAt(`http://127.0.0.1:${port}`, 'chen-hua', outside.environment.SANDBOX_CLOCK_URL?.replace(/\/clock$/, ''))

  it('leaves nothing under the old one, and nobody without their name', async () => {
    // Made known, and not used yet: what another gateway seals can be opened by all.
    await start({ DATA_KEYS: `${OLD},${NEW}`, DATA_KEYS_CURRENT: '1' })
    const early = await rotate()
    // This gateway still seals with the old one, and people are busy.
    expect(early.lines).toContainEqual(expect.stringMatching(/^customers: \d+ sealed anew$/))
    const before = await chenHua()
    expect((await before.client.call('GET /v1/me', {})).name).toBe('陈华')
    const complain = (text: string) =>
      before.client.call('POST /v1/complaints', { body: { id: v7(), topic: 'other', text } })
    await complain('旧钥匙封的一条')
    const found = await rotate()
    expect(found.lines).toContainEqual('complaints: 1 sealed anew')

    // Used: now everything ends under it, while orders go on.
    await start({ DATA_KEYS: `${OLD},${NEW}` })
    let serving = true
    const busy = (async () => {
      const { client } = await chenHua()
      // As many as are listed: the oldest is looked at below.
      for (let n = 0; serving && n < 90; n++) {
        await client.call('POST /v1/complaints', { body: { id: v7(), topic: 'other', text: `新钥匙封的第 ${n} 条` } })
      }
    })()
    const last = await rotate()
    serving = false
    await busy
    expect(last.lines.slice(-2)).toEqual(['Key 1: 0 values', expect.stringMatching(/^Key 2: \d\d+ values$/)])
    expect(last.code).toBe(0)

    // Taken away.
    await start({ DATA_KEYS: NEW })
    const { client } = await chenHua()
    expect((await client.call('GET /v1/me', {})).name).toBe('陈华')
    const { complaints } = await client.call('GET /v1/complaints', {})
    expect(complaints.at(-1)?.text).toBe('旧钥匙封的一条')
  }, 180_000)
})

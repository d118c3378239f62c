import { beforeEach, describe, expect, it, vi } from 'vitest'
import { cleanPhone, phone, platformOfPhone } from './phone.ts'

vi.mock('../../../src/miniapp/lib/platform.ts', () => platformOfPhone())
const load = () => import('../../../src/miniapp/lib/random.ts')

beforeEach(cleanPhone)

describe('the pool of random bytes', () => {
  it('hands out every byte of the platform once', async () => {
    phone.random = (length) => Uint8Array.from({ length }, (_, i) => (i * 7) % 251)
    const { fillRandom, randomBytes } = await load()
    await fillRandom()
    const first = randomBytes(10)
    const second = randomBytes(10)
    expect([...first, ...second]).toEqual(Array.from({ length: 20 }, (_, i) => (i * 7) % 251))
  })

  it('gives an error and never a fallback when the platform has no randomness', async () => {
    phone.random = undefined
    const { fillRandom, uuidv7, newId } = await load()
    await expect(fillRandom()).rejects.toMatchObject({ code: 'CLIENT_NO_RANDOM' })
    await expect(newId()).rejects.toMatchObject({ code: 'CLIENT_NO_RANDOM' })
    expect(() => uuidv7()).toThrow('CLIENT_NO_RANDOM')
  })

  it('refuses a platform that gives fewer bytes than were asked for', async () => {
    phone.random = () => new Uint8Array(16)
    const { fillRandom } = await load()
    await expect(fillRandom()).rejects.toMatchObject({ code: 'CLIENT_NO_RANDOM' })
  })

  it('fills itself again before it runs dry', async () => {
    const { newId } = await load()
    const ids = new Set<string>()
    for (let i = 0; i < 2000; i++) ids.add(await newId())
    expect(ids.size).toBe(2000)
  })
})

describe('ids', () => {
  it('are UUID version 7 with the millisecond in front, as the contract wants them', async () => {
    const { fillRandom, uuidv7 } = await load()
    await fillRandom()
    const id = uuidv7(Date.UTC(2026, 10, 23, 6, 6, 32, 123))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 23, 6, 6, 32, 123))
  })

  it('of links are 9 base62 characters, and every character is as likely as another', async () => {
    const { fillRandom, newLinkId } = await load()
    const seen = new Map<string, number>()
    for (let i = 0; i < 3000; i++) {
      await fillRandom()
      const id = newLinkId()
      expect(id).toMatch(/^[0-9A-Za-z]{9}$/)
      for (const character of id) seen.set(character, (seen.get(character) ?? 0) + 1)
    }
    expect(seen.size).toBe(62)
    // 27000 / 62 is 435 each; six standard deviations are 125.
    for (const count of seen.values()) expect(Math.abs(count - 435)).toBeLessThan(130)
  })
})

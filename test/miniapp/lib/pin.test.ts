import { sm2, sm3 } from 'sm-crypto-v2'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { cleanPhone, phone, platformOfPhone } from './phone.ts'

vi.mock('../../../src/miniapp/lib/platform.ts', () => platformOfPhone())
beforeEach(cleanPhone)

const keys = sm2.generateKeyPairHex()
const challenge = {
  id: '01936f5e-0000-7000-8000-000000000001',
  nonce: 'n0nce-of-this-entry',
  timestamp: 1795413992,
  publicKey: keys.publicKey,
  expiresAt: 0,
}

describe('a PIN from our own keypad', () => {
  it('reads at the gateway as one from WeChat’s safe keyboard does', async () => {
    const { encryptPin } = await import('../../../src/miniapp/lib/pin.ts')
    const { challengeId, cipher } = await encryptPin('258036', challenge)
    expect(challengeId).toBe(challenge.id)
    expect(cipher).toMatch(/^V02_[0-9A-Za-z+/=]{100,1200}$/)
    const plain = sm2.doDecrypt(cipher.slice('V02_'.length), keys.privateKey, 1, { output: 'array' })
    expect([...plain.slice(0, 2)]).toEqual([0, 0])
    const [timestamp, hash, nonce, random] = String.fromCharCode(...plain.slice(2)).split('\0')
    expect(timestamp).toBe('1795413992')
    expect(hash).toBe(sm3('minibank258036'))
    expect(nonce).toBe('n0nce-of-this-entry')
    expect(random).toMatch(/^[0-9A-Za-z]{16}$/)
  })

  it('looks different each time, so equal PINs cannot be told', async () => {
    const { encryptPin } = await import('../../../src/miniapp/lib/pin.ts')
    expect((await encryptPin('258036', challenge)).cipher).not.toBe((await encryptPin('258036', challenge)).cipher)
  })

  it('finds the pool where WeChat lacks a crypto of its own, and nothing once the pool is dry', async () => {
    const platforms = Object.getOwnPropertyDescriptor(globalThis, 'crypto')
    const own = globalThis.crypto
    let taken = 0
    phone.random = (length) => {
      taken += length
      return own.getRandomValues(new Uint8Array(length))
    }
    Reflect.deleteProperty(globalThis, 'crypto')
    try {
      const { encryptPin } = await import('../../../src/miniapp/lib/pin.ts')
      const { randomBytes } = await import('../../../src/miniapp/lib/random.ts')
      await encryptPin('258036', challenge)
      expect(taken).toBe(4096)
      const before = globalThis.crypto.getRandomValues(new Uint8Array(8))
      expect(before).not.toEqual(new Uint8Array(8))
      randomBytes(4096 - 2048 - 200)
      expect(() => globalThis.crypto.getRandomValues(new Uint8Array(4000))).toThrow('CLIENT_NO_RANDOM')
    } finally {
      if (platforms) Object.defineProperty(globalThis, 'crypto', platforms)
    }
  })

  it('is not encrypted at all on a phone without secure randomness', async () => {
    phone.random = undefined
    const { encryptPin } = await import('../../../src/miniapp/lib/pin.ts')
    await expect(encryptPin('258036', challenge)).rejects.toMatchObject({ code: 'CLIENT_NO_RANDOM' })
  })
})

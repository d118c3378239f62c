import { sm2 } from 'sm-crypto-v2'
import { describe, expect, it } from 'vitest'
import { openPin } from '../../../src/bank/pins/cipher.ts'
import { orderText } from '../../../src/bank/pins/order.ts'
import { personalPins, pinHash, weakPins } from '../../../src/bank/pins/weak.ts'
import { isWeakPin } from '../../../src/contract/checks.ts'

const { privateKey, publicKey } = sm2.generateKeyPairHex()
const hash = pinHash('258036')
const sealed = (plain: string, key = publicKey) => sm2.doEncrypt(plain, key, 1)
const entry = { timestamp: '1795399200', pinHash: hash, nonce: 'nonce-1' }
const plain = `\0\x001795399200\0${hash}\0nonce-1\0${'f'.repeat(16)}`

describe('a PIN as the safe keyboard seals it', () => {
  it('opens from hex or base64, with or without the leading 04', () => {
    const hex = sealed(plain)
    for (const cipher of [hex, hex.toUpperCase(), `04${hex}`, Buffer.from(`04${hex}`, 'hex').toString('base64')])
      expect(openPin(`V02_${cipher}`, privateKey)).toEqual(entry)
  })

  it('opens when the point itself begins with 04', () => {
    const key = '3ac29b1dabb3a57b101a40238c4f24dbfe77c0219c270d11c3357c6921c9c8d7'
    const hex =
      '04d6fef4a0bcf650b0ce2a18dbb2281473d8f96544b464341de37b1117c2427b7cc49a5f671bc0edec22fb0cb58c7e63476d69cf12258bb8' +
      '7c3c6faa3620b00881c3bc07ea8ede0cc4d653b2678cb7c3f56d9549a38ec44feed84920a9ac20065079035603ea3467a3547440343ff70e' +
      '10474648177a567497547732bace7b52df1c6730e34486c6611947b07e2bc78f6135fc8168116908a3ab2a6951e07fd343ca8598b9b25b07' +
      '357e6ba47cb02e757095261baba525566172e4af32efab7bb931d35f46d3'
    expect(openPin(`V02_${hex}`, key)).toEqual(entry)
    expect(openPin(`V02_04${hex}`, key)).toEqual(entry)
  })

  it('is nothing when it was changed, is under another key, or is of another shape', () => {
    const hex = sealed(plain)
    const flipped = `${hex.slice(0, -2)}${hex.endsWith('00') ? '01' : '00'}`
    const others = [
      `V01_${hex}`,
      `V02_${flipped}`,
      `V02_${'00'.repeat(120)}`,
      'V02_',
      `V02_${sealed(plain, sm2.generateKeyPairHex().publicKey)}`,
      // 0x00 0x07 is WeChat's own derivation, not the hash we ask for.
      `V02_${sealed(`\0\x07${plain.slice(2)}`)}`,
      `V02_${sealed('\0\x001795399200\x00258036\0nonce-1\0f')}`,
      `V02_${sealed(`\0\x001795399200\0${hash}`)}`,
    ]
    for (const cipher of others) expect(openPin(cipher, privateKey), cipher.slice(0, 20)).toBeUndefined()
  })
})

describe('a weak PIN', () => {
  it('is in the list exactly when the contract calls it weak, of all million', () => {
    const listed = weakPins()
    const differing = Array.from({ length: 1_000_000 }, (_, n) => String(n).padStart(6, '0')).filter(
      (pin) => listed.has(pin) !== isWeakPin(pin),
    )
    expect(differing).toEqual([])
  })

  it('is also what anyone who knows the person tries first', () => {
    const guesses = personalPins({ idNumber: '11010519491231002X', mobile: '13800138000' })
    expect(guesses).toEqual(['491231', '311249', '123149', '194912', '138000', '138001'])
  })
})

describe('the text of an order', () => {
  it('differs with every part of it', () => {
    const transfer = { kind: 'transfer', orderId: 'a', payeeId: 'b', amount: 100 } as const
    expect(orderText(transfer)).toBe('transfer|a|b|100')
    expect(orderText({ kind: 'topup', orderId: 'a', cardId: 'b', amount: 100 })).toBe('topup|a|b|100')
    expect(orderText({ kind: 'deposit', orderId: 'a', productId: 'b', amount: 100 })).toBe('deposit|a|b|100')
    expect(orderText({ kind: 'withdrawal', orderId: 'a', depositId: 'b' })).toBe('withdrawal|a|b')
  })
})

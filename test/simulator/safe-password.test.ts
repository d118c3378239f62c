import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sm2 } from 'sm-crypto-v2'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { closeBrowser, type Stand, said, stand, TOUR, writePackage } from './stand.ts'

let bench: Stand
afterEach(() => bench.close())
afterAll(closeBrowser)

/** The key of fixtures/tour/keyboard.crt, made for this test alone. */
const PRIVATE_KEY = readFileSync(join(import.meta.dirname, 'fixtures/keyboard.key.txt'), 'utf8').trim()

type Note = [string, string, { value: string; encryptedValue?: string; encryptError?: string }]

describe('The safe keyboard', () => {
  // 开发/指南/开放能力/安全能力, 密文格式:
  // 'V02_' + sm2(header + timestamp + '\0' + hash(password, salt) + '\0' + nonce + '\0' + 随机数), header 0x00 0x00: custom hash.
  it('hands over a cipher text whose plain text is as documented, and never the digits', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open({ path: 'pages/form/index' })
    await phone.password('135790', '#pin')
    await phone.gone({ role: 'group', name: '安全键盘' })
    await expect.poll(async () => (await pinNotes(phone)).at(-1)?.[1]).toBe('blur')
    const notes = await pinNotes(phone)
    expect(notes.filter(([, type]) => type === 'input').map(([, , detail]) => detail.value)).toEqual([
      '*',
      '**',
      '***',
      '****',
      '*****',
      '******',
    ])
    expect(JSON.stringify(notes)).not.toContain('135790')

    const cipher = notes.at(-1)?.[2].encryptedValue ?? ''
    expect(cipher).toMatch(/^V02_[0-9a-f]+$/)
    const plain = Buffer.from(sm2.doDecrypt(cipher.slice(4), PRIVATE_KEY, 1, { output: 'array' }))
    expect([...plain.subarray(0, 2)]).toEqual([0, 0])
    const [timestamp, hash, nonce, random] = plain.subarray(2).toString().split('\0')
    expect(timestamp).toBe('1618390369')
    expect(hash).toBe(createHash('sm3').update('salt135790').digest('hex'))
    expect(nonce).toBe('7')
    expect(random).toMatch(/^[0-9a-f]{32}$/)
  })

  it('says what is wrong instead: a certificate that is not there, a hash that is not known', async () => {
    const input = (attributes: string) =>
      `<input id="pin" type="safe-password" safe-password-length="2" bindblur="note" ${attributes} />`
    const files = (attributes: string) => ({
      'app.json': { pages: ['pages/a/index'] },
      'app.js': 'App({})',
      'pages/a/index.wxml': input(attributes),
      'pages/a/index.js': `Page({ note(event) { console.log('note ' + JSON.stringify(['pin', 'blur', event.detail])) } })`,
      'k.crt': readFileSync(join(TOUR, 'keyboard.crt'), 'utf8'),
    })
    for (const [attributes, error] of [
      ['', 'safe-password-cert-path is required'],
      ['safe-password-cert-path="/gone.crt"', '/gone.crt is not in the package'],
      ['safe-password-cert-path="/k.crt" safe-password-custom-hash="md4(password)"', 'custom hash: md4 is not known'],
      ['safe-password-cert-path="/pages/a/index.js"', 'the certificate is not PEM'],
    ] as const) {
      bench = await stand(await writePackage(files(attributes)))
      const phone = await bench.open()
      await phone.password('12', '#pin')
      await expect.poll(async () => (await pinNotes(phone)).length).toBe(1)
      expect((await pinNotes(phone))[0]?.[2]).toEqual({ value: '**', encryptError: error })
      await bench.close()
    }
    bench = await stand(TOUR)
  })

  // input: adjust-position 键盘弹起时，是否自动上推页面, 默认 true.
  it('pushes the page up so that the field stands above it, and lets it down again', async () => {
    bench = await stand(
      await writePackage({
        'app.json': { pages: ['pages/a/index'] },
        'app.js': 'App({})',
        'pages/a/index.wxml':
          '<view style="height: 650px" /><input id="pin" type="safe-password" safe-password-length="6" />',
        'pages/a/index.js': 'Page({})',
      }),
    )
    const phone = await bench.open()
    const place = async (selector: string) => (await phone.page.locator(selector).boundingBox()) ?? { y: 0, height: 0 }
    const before = await place('#pin')
    await phone.tap('#pin')
    const [pin, keyboard] = [await place('#pin'), await place('.number-keyboard')]
    expect(pin.y + pin.height).toBeLessThanOrEqual(keyboard.y)
    await phone.tap({ role: 'button', name: '完成' })
    await phone.gone({ role: 'group', name: '安全键盘' })
    expect(await place('#pin')).toEqual(before)
  })

  it('does not come for a field that went before it could', async () => {
    bench = await stand(
      await writePackage({
        'app.json': { pages: ['pages/a/index', 'pages/b/index'] },
        'app.js': 'App({})',
        'pages/a/index.wxml': '<input id="pin" type="safe-password" focus="{{on}}" />',
        'pages/a/index.js': 'Page({ data: { on: false }, onHide() { this.setData({ on: true }) } })',
        'pages/b/index.wxml': '<view id="b">b</view>',
        'pages/b/index.js': 'Page({})',
      }),
    )
    const phone = await bench.open()
    await phone.see('#pin')
    // Asked for, and ended before the next frame.
    await phone.page.evaluate(() => {
      window.phone.hide()
      window.phone.relaunch({ path: 'pages/b/index' })
    })
    await phone.see('#b')
    await phone.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    expect(await phone.page.locator('.number-keyboard').count()).toBe(0)
  })

  it('reads the same key from the certificate that belongs to the private one', async () => {
    const { publicKeyOf } = await import('../../src/simulator/engine/crypto/safe-password.ts')
    const point = publicKeyOf(readFileSync(join(TOUR, 'keyboard.crt'), 'utf8'))
    expect(point).toBe(sm2.getPublicKeyFromPrivateKey(PRIVATE_KEY))
    bench = await stand(TOUR)
  })
})

async function pinNotes(phone: Parameters<typeof said>[0]): Promise<Note[]> {
  return ((await said(phone)) as Note[]).filter(([name]) => name === 'pin')
}

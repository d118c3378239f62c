import Fastify from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cellsOf, placeOf } from '../../src/sandbox/ocr/cells.ts'
import { picturesOf } from '../../src/sandbox/ocr/pictures.ts'
import { PERSONAS } from '../../src/sandbox/personas.ts'
import { type Outside, startOutside } from '../support/outside.ts'
import { jpegHead, png } from '../support/pictures.ts'

let outside: Outside
beforeEach(async () => {
  outside = await startOutside()
})
afterEach(() => outside.close())

/** A photo of a picture whose cells say something, at a size, with an ink and a paper of a brightness. */
function photo(says: object, [width, height] = [1284, 810], [ink, paper] = [16, 255], filter: 0 | 2 = 0): string {
  const black = new Uint8Array(width * height)
  for (const [column, row] of cellsOf(JSON.stringify(says))) {
    const place = placeOf(column, row, { width, height })
    for (let y = Math.floor(place.y); y < place.y + place.height; y++)
      for (let x = Math.floor(place.x); x < place.x + place.width; x++) black[y * width + x] = 1
  }
  return png(width, height, (x, y) => (black[y * width + x] ? ink : paper), filter).toString('base64')
}
const ID = { kind: 'id-face', name: '李雷', idNumber: '110199199503181012', address: '北京市海淀区演示路8号' }

describe('what does this picture show?', () => {
  it('the face side of an ID, out of its pixels, at any size that a phone makes of it', async () => {
    const { ocr } = outside.connect()
    for (const size of [
      [1284, 810],
      [856, 540],
      [1711, 1079],
    ] as const) {
      const field = (text: string) => ({ text, confidence: expect.any(Number) })
      expect(await ocr.read(photo(ID, [...size])), String(size)).toEqual({
        kind: 'id-face',
        name: field('李雷'),
        idNumber: field('110199199503181012'),
        address: field('北京市海淀区演示路8号'),
      })
    }
  })

  it('the emblem side, a bank card', async () => {
    const { ocr } = outside.connect()
    const emblem = { kind: 'id-emblem', validFrom: '2016-03-18', validUntil: '长期' }
    expect(await ocr.read(photo(emblem, [856, 540], [0, 255], 2))).toMatchObject({
      kind: 'id-emblem',
      validUntil: { text: '长期', confidence: 100 },
    })
    expect(await ocr.read(photo({ kind: 'bank-card', number: '6225881414207430' }))).toMatchObject({
      kind: 'bank-card',
      number: { text: '6225881414207430' },
    })
  })

  it('with little contrast: read, but not sure', async () => {
    const { ocr } = outside.connect()
    expect(await ocr.read(photo(ID, [856, 540], [140, 168]))).toMatchObject({ name: { text: '李雷', confidence: 11 } })
  })

  it('nothing that it knows: another picture, a JPEG, a PNG that is cut off, one cell that is wrong', async () => {
    const { ocr } = outside.connect()
    const whole = Buffer.from(photo(ID), 'base64')
    for (const picture of [png(856, 540), jpegHead(856, 540), whole.subarray(0, whole.length / 2), Buffer.from('?')]) {
      expect(await ocr.read(picture.toString('base64'))).toEqual({ kind: 'other' })
    }
    const { x, y } = placeOf(60, 3, { width: 1284, height: 810 })
    const spoilt = png(1284, 810, (px, py) => (px >= x && py >= y && px < x + 9 && py < y + 8 ? 0 : 255))
    expect(await ocr.read(spoilt.toString('base64'))).toEqual({ kind: 'other' })
  })

  it('late, silent or refusing: as every system', async () => {
    await outside.fault('ocr', 'twice')
    expect(await outside.connect().ocr.read(photo(ID))).toMatchObject({ kind: 'id-face' })
    const { ocr, calls } = outside.connect({ timeoutMs: 150 })
    await outside.fault('ocr', 'silent')
    await expect(ocr.read(photo(ID))).rejects.toMatchObject({ system: 'ocr' })
    await outside.fault('ocr', 'refusing')
    // A small picture: its answer is there in time, even on a busy machine.
    await expect(ocr.read('AAAA')).rejects.toMatchObject({ effect: 'unreached' })
    expect(calls.map(({ outcome }) => outcome)).toEqual(['timeout', 'busy'])
  })
})

describe('the pictures on a phone', () => {
  it.each(PERSONAS)('of $id are an ID card, a bank card, and what goes wrong', async (persona) => {
    const { body } = await outside.control('GET', `/pictures/${persona.id}`)
    expect(body.pictures.map(({ id }: { id: string }) => id)).toEqual([
      'id-face',
      'id-emblem',
      'bank-card',
      'id-face-blurred',
      'id-emblem-expired',
      'id-of-another',
      'landscape',
    ])
    const [face, , card] = picturesOf(persona)
    expect(face?.svg).toContain(persona.idNumber)
    expect(card?.svg.replaceAll(' ', '')).toContain(persona.cards[0]?.number)
  })

  it('are served as pictures; what is not there is not found', async () => {
    const server = Fastify()
    await server.register(outside.sandbox.control)
    const answer = await server.inject('/pictures/li-lei/id-face.svg')
    expect(answer.headers['content-type']).toContain('image/svg+xml')
    expect(answer.body).toMatch(/^<svg .*李雷.*<\/svg>$/s)
    expect((await outside.control('GET', '/pictures/li-lei/nothing.svg')).status).toBe(404)
    expect((await outside.control('GET', '/pictures/nobody')).status).toBe(404)
  })
})

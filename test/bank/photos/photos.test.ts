import { expect, it } from 'vitest'
import { OutsideError, type ReadField, type Reading } from '../../../src/connectors/outside.ts'
import { HOUR, LI_LEI, onEveryDatabase, type People } from '../../support/people.ts'
import { jpegHead, png } from '../../support/pictures.ts'

const PHOTO = png(856, 540).toString('base64')
const sure = (text: string, confidence = 97): ReadField => ({ text, confidence })
const face = (changed: Partial<Extract<Reading, { kind: 'id-face' }>> = {}): Reading => ({
  kind: 'id-face',
  name: sure(LI_LEI.name),
  idNumber: sure(LI_LEI.idNumber),
  address: sure('北京市海淀区演示路8号'),
  ...changed,
})
const emblem = (validUntil: ReadField): Reading => ({ kind: 'id-emblem', validFrom: sure('2016-03-18'), validUntil })

async function visiting(people: People) {
  const visitor = await people.wechat('openid-li-lei')
  const { photos } = people.bank
  return {
    id: (image = PHOTO, typed = {}) => photos.idCard(visitor, { image, typed }),
    card: (image = PHOTO) => photos.bankCard(visitor, { image }),
  }
}

onEveryDatabase('a photo in place of typing', (open) => {
  it('of the face side gives name, number and address; of the emblem side the validity; of the card its number', async () => {
    const people = await open()
    const { id, card } = await visiting(people)
    people.outside.shown(face())
    expect(await id()).toEqual({
      side: 'face',
      name: LI_LEI.name,
      idNumber: LI_LEI.idNumber,
      address: '北京市海淀区演示路8号',
    })
    people.outside.shown(emblem(sure('2036-03-18')))
    expect(await id()).toEqual({ side: 'emblem', validUntil: '2036-03-18' })
    people.outside.shown(emblem(sure('长期')))
    expect(await id()).toEqual({ side: 'emblem', validUntil: null })
    people.outside.shown({ kind: 'bank-card', number: sure(LI_LEI.cardNumber) })
    expect(await card()).toEqual({ cardNumber: LI_LEI.cardNumber })
  })

  it('that shows something else is told by what was wanted', async () => {
    const people = await open()
    const { id, card } = await visiting(people)
    people.outside.shown({ kind: 'other' })
    expect(await people.refusal(id())).toMatchObject({ code: 'PHOTO_NOT_AN_ID', field: 'image' })
    expect(await people.refusal(card())).toMatchObject({ code: 'PHOTO_NOT_A_CARD', field: 'image' })
    people.outside.shown({ kind: 'bank-card', number: sure(LI_LEI.cardNumber) })
    expect(await people.refusal(id())).toMatchObject({ code: 'PHOTO_NOT_AN_ID' })
    people.outside.shown(face())
    expect(await people.refusal(card())).toMatchObject({ code: 'PHOTO_NOT_A_CARD' })
  })

  it('of which the reader is not sure, or that cannot be right, is unreadable; an unsure address is left out', async () => {
    const people = await open()
    const { id, card } = await visiting(people)
    const unreadable: Reading[] = [
      face({ name: sure(LI_LEI.name, 79) }),
      face({ idNumber: sure(LI_LEI.idNumber, 79) }),
      face({ idNumber: sure('110105199505152339') }),
      face({ name: sure('LI LEI') }),
      emblem(sure('2036-03-18', 12)),
      emblem(sure('2036-02-30')),
    ]
    for (const reading of unreadable) {
      people.outside.shown(reading)
      expect(await people.refusal(id()), JSON.stringify(reading)).toMatchObject({ code: 'PHOTO_UNREADABLE' })
    }
    people.outside.shown({ kind: 'bank-card', number: sure('622588') })
    expect(await people.refusal(card())).toMatchObject({ code: 'PHOTO_UNREADABLE' })
    people.outside.shown(face({ address: sure('北京', 40) }))
    expect(await id()).toMatchObject({ name: LI_LEI.name, address: null })
  })

  it('of an ID that has expired is told, and by the clock: on its last day it is good', async () => {
    const people = await open()
    const { id } = await visiting(people)
    people.outside.shown(emblem(sure('2026-11-23')))
    expect(await id()).toEqual({ side: 'emblem', validUntil: '2026-11-23' })
    people.clock.forward(14 * HOUR)
    expect(await people.refusal(id())).toMatchObject({ code: 'ID_EXPIRED', field: 'image' })
  })

  it('of another person than was typed is told at the field that differs', async () => {
    const people = await open()
    const { id } = await visiting(people)
    people.outside.shown(face())
    expect(await people.refusal(id(PHOTO, { idNumber: '440524198001010013' }))).toMatchObject({
      code: 'PHOTO_OF_ANOTHER',
      field: 'idNumber',
    })
    expect(await people.refusal(id(PHOTO, { name: '韩梅' }))).toMatchObject({ code: 'PHOTO_OF_ANOTHER', field: 'name' })
    expect(await id(PHOTO, { name: LI_LEI.name, idNumber: LI_LEI.idNumber })).toMatchObject({ side: 'face' })
  })

  it('that is none, too small or too large is refused before anybody is asked, and costs no try', async () => {
    const people = await open()
    const { id } = await visiting(people)
    const cases: [Buffer, string][] = [
      [Buffer.from('GIF89a'), 'PHOTO_INVALID'],
      [Buffer.from('%PDF-1.7 '.repeat(20)), 'PHOTO_INVALID'],
      [png(856, 540).subarray(0, 20), 'PHOTO_INVALID'],
      [jpegHead(856, 540).subarray(0, 14), 'PHOTO_INVALID'],
      [jpegHead(0, 540), 'PHOTO_INVALID'],
      [png(199, 540), 'PHOTO_UNREADABLE'],
      [jpegHead(10_001, 540), 'PHOTO_TOO_LARGE'],
      [jpegHead(8_000, 6_000), 'PHOTO_TOO_LARGE'],
    ]
    for (const [picture, code] of cases) {
      expect(await people.refusal(id(picture.toString('base64'))), code).toMatchObject({ code, field: 'image' })
    }
    expect(people.outside.asked).not.toContain('ocr.read')
    expect(await people.db.query(`select used from attempts where name = 'photo'`)).toEqual([])
    people.outside.shown(face())
    expect(await id(jpegHead(4_000, 3_000).toString('base64'))).toMatchObject({ side: 'face' })
  })

  it('may be read twenty times a day, of cards and IDs together; then one types', async () => {
    const people = await open()
    const { id, card } = await visiting(people)
    people.outside.shown(face())
    for (let i = 0; i < 19; i++) await id()
    await expect(card()).rejects.toThrow('PHOTO_NOT_A_CARD')
    expect(await people.refusal(id())).toMatchObject({ code: 'PHOTO_LIMIT' })
    expect(await people.refusal(card())).toMatchObject({ code: 'PHOTO_LIMIT' })
    people.clock.forward(14 * HOUR)
    expect(await id()).toMatchObject({ side: 'face' })
  })

  it('cannot be read while the outside is away', async () => {
    const people = await open()
    const { id } = await visiting(people)
    people.outside.failNext('ocr.read', new OutsideError('ocr', 'unknown', 'no answer in time'))
    await expect(id()).rejects.toThrow('OUTSIDE_UNAVAILABLE')
  })

  it('leaves nothing behind: no row but the count, no word in the log', async () => {
    const people = await open()
    const { id } = await visiting(people)
    people.outside.shown(face())
    await id()
    const tables = await people.db.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    )
    for (const { name } of tables) {
      const rows = JSON.stringify(await people.db.query(`select t::text as row from "${name}" t`))
      for (const plain of [LI_LEI.name, LI_LEI.idNumber, PHOTO.slice(0, 60)])
        expect(rows.includes(plain), name).toBe(false)
    }
    expect(await people.db.query(`select used from attempts where name = 'photo'`)).toEqual([{ used: 1 }])
    expect(people.logged.join('\n')).not.toContain(LI_LEI.idNumber)
  })
})

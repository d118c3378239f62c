import { describe, expect, it } from 'vitest'
import { areaOf } from '../../../src/miniapp/bind/areas.ts'
import { EMPTY_FORM } from '../../../src/miniapp/bind/form.ts'
import { idFields, typedPerson } from '../../../src/miniapp/bind/photo-fields.ts'

const FACE = {
  side: 'face',
  name: '李雷',
  idNumber: '110199199503181012',
  address: '北京市海淀区演示路8号',
} as const

describe('what a photo of the ID fills', () => {
  it('the face: name, number, and the area of the address', () => {
    expect(idFields(FACE, EMPTY_FORM)).toEqual({
      name: '李雷',
      idNumber: '110199199503181012',
      area: '110108',
      areaName: '北京市 海淀区',
    })
  })

  it('no area over one that was chosen, and none from an address that names none', () => {
    expect(idFields(FACE, { ...EMPTY_FORM, area: '440300' })).toEqual({ name: '李雷', idNumber: FACE.idNumber })
    for (const address of [null, '某地', '北京市某区'])
      expect(idFields({ ...FACE, address }, EMPTY_FORM)).toEqual({ name: '李雷', idNumber: FACE.idNumber })
    expect(areaOf('广东省深圳市南山区科技园')).toEqual({ code: '440300', name: '广东省 深圳市' })
  })

  it('the emblem: until when, or for life', () => {
    expect(idFields({ side: 'emblem', validUntil: '2036-03-18' }, EMPTY_FORM)).toEqual({
      idForLife: false,
      idValidUntil: '2036-03-18',
    })
    expect(idFields({ side: 'emblem', validUntil: null }, EMPTY_FORM)).toEqual({ idForLife: true, idValidUntil: '' })
  })
})

describe('what the bank is told was typed', () => {
  it('is what stands there in whole: half a number accuses nobody', () => {
    expect(typedPerson(EMPTY_FORM)).toEqual({})
    expect(typedPerson({ ...EMPTY_FORM, name: ' 李雷 ', idNumber: '1101991995' })).toEqual({ name: '李雷' })
    expect(typedPerson({ ...EMPTY_FORM, name: '李', idNumber: FACE.idNumber })).toEqual({ idNumber: FACE.idNumber })
  })
})

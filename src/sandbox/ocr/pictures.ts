/**
 * The pictures on a persona's phone: both sides of the ID card, the bank card, and what people photograph by mistake.
 * Drawn as SVG, for a phone to make a photo of; `cells.ts` says how they carry their text.
 */
import { birthDate } from '../../contract/checks.ts'
import { bankOf, PERSONAS, type Persona } from '../personas.ts'
import { cellsOf, placeOf } from './cells.ts'

/** An ID card is 85.6 by 54 mm. */
const SIZE = { width: 1284, height: 810 }

/** What the cells of a picture say, as JSON. */
export type Shown =
  | { readonly kind: 'id-face'; readonly name: string; readonly idNumber: string; readonly address: string }
  | { readonly kind: 'id-emblem'; readonly validFrom: string; readonly validUntil: string }
  | { readonly kind: 'bank-card'; readonly number: string }

export interface Picture {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly svg: string
}

export function picturesOf(persona: Persona): readonly Picture[] {
  const [face, emblem] = [faceOf(persona), emblemOf('2016-03-18', isOld(persona) ? '长期' : '2036-03-18')]
  const other = PERSONAS[(PERSONAS.indexOf(persona) + 1) % PERSONAS.length] ?? persona
  const first = persona.cards[0]
  return [
    { id: 'id-face', title: { zh: '身份证人像面', en: 'ID card, face' }, svg: face() },
    { id: 'id-emblem', title: { zh: '身份证国徽面', en: 'ID card, emblem' }, svg: emblem },
    ...(first ? [{ id: 'bank-card', title: { zh: '银行卡', en: 'Bank card' }, svg: cardOf(first.number) }] : []),
    { id: 'id-face-blurred', title: { zh: '拍糊的身份证', en: 'ID card, blurred' }, svg: face('blurred') },
    {
      id: 'id-emblem-expired',
      title: { zh: '过期的旧证', en: 'An ID that expired' },
      svg: emblemOf('2006-03-18', '2016-03-18'),
    },
    { id: 'id-of-another', title: { zh: '别人的身份证', en: 'Somebody else’s ID' }, svg: faceOf(other)() },
    { id: 'landscape', title: { zh: '风景照', en: 'A landscape' }, svg: LANDSCAPE },
  ]
}

/** From the age of 46 on an ID card is valid for life. */
const isOld = ({ idNumber }: Persona): boolean => birthDate(idNumber) < '1970-01-01'

type Quality = 'sharp' | 'blurred'

function faceOf({ name, idNumber }: Persona): (quality?: Quality) => string {
  const address = '北京市海淀区演示路8号'
  const [year, month, day] = birthDate(idNumber).split('-').map(Number)
  const sex = Number(idNumber[16]) % 2 === 1 ? '男' : '女'
  const words = [
    line(100, 150, `姓名　${name}`),
    line(100, 240, `性别　${sex}　　民族　汉`),
    line(100, 330, `出生　${year} 年 ${month} 月 ${day} 日`),
    line(100, 420, `住址　${address}`),
    line(100, 560, `公民身份号码　${idNumber}`),
    `<rect x="950" y="110" width="240" height="310" rx="12" fill="#d5dde3"/>`,
    `<circle cx="1070" cy="220" r="62" fill="#9fb0bc"/><path d="M970 420a100 100 0 0 1 200 0z" fill="#9fb0bc"/>`,
  ]
  return (quality = 'sharp') => draw('#eef3f0', words, { kind: 'id-face', name, idNumber, address }, quality)
}

const emblemOf = (validFrom: string, validUntil: string): string => {
  const dots = (date: string) => date.replaceAll('-', '.')
  const words = [
    '<circle cx="190" cy="200" r="90" fill="#c8442f"/><circle cx="190" cy="200" r="52" fill="#e9b949"/>',
    line(340, 180, '中华人民共和国', 64),
    line(340, 290, '居民身份证', 84),
    line(220, 470, '签发机关　演示市公安局'),
    line(220, 560, `有效期限　${dots(validFrom)}-${dots(validUntil)}`),
  ]
  return draw('#f3efe6', words, { kind: 'id-emblem', validFrom, validUntil })
}

const cardOf = (number: string): string => {
  const words = [
    line(100, 150, bankOf(number).zh, 64),
    '<rect x="100" y="240" width="150" height="110" rx="16" fill="#d9b24c"/>',
    line(100, 500, number.replace(/(\d{4})(?=\d)/g, '$1 '), 72),
    line(1000, 600, '银联', 48),
  ]
  return draw('#dfe7f5', words, { kind: 'bank-card', number })
}

const line = (x: number, y: number, text: string, size = 48): string =>
  `<text x="${x}" y="${y}" font-size="${size}">${text}</text>`

/** What is blurred has ink that is hardly darker than the paper. */
const INK: Record<Quality, readonly [ink: string, paper: string]> = {
  sharp: ['#101418', '#ffffff'],
  blurred: ['#8c8c8c', '#a8a8a8'],
}

function draw(ground: string, words: readonly string[], shown: Shown, quality: Quality = 'sharp'): string {
  const [ink, paper] = INK[quality]
  const cells = cellsOf(JSON.stringify(shown)).map(([column, row]) => {
    const { x, y, width, height } = placeOf(column, row, SIZE)
    return `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${-round(width)}z`
  })
  const from = placeOf(0, 0, SIZE)
  const blur = quality === 'blurred' ? '<filter id="b"><feGaussianBlur stdDeviation="9"/></filter>' : ''
  return svg(
    `${blur}<rect width="100%" height="100%" rx="36" fill="${ground}"/>` +
      `<g fill="${ink}" font-family="sans-serif"${blur && ' filter="url(#b)"'}>${words.join('')}${line(880, 76, '演示样张，不是证件', 36)}</g>` +
      `<rect x="${round(from.x - 12)}" y="${round(from.y - 12)}" width="${round(SIZE.width * 0.84 + 24)}" ` +
      `height="${round(SIZE.height * 0.16 + 24)}" fill="${paper}"/><path d="${cells.join('')}" fill="${ink}"/>`,
  )
}

const round = (value: number): number => Math.round(value * 100) / 100

const svg = (content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}" ` +
  `viewBox="0 0 ${SIZE.width} ${SIZE.height}">${content}</svg>`

const LANDSCAPE = svg(
  '<rect width="100%" height="100%" fill="#bfe0f2"/><circle cx="1010" cy="170" r="80" fill="#ffd45e"/>' +
    '<path d="M0 610 340 260 620 560 830 380 1284 700V810H0z" fill="#6f9f7c"/>' +
    '<path d="M0 700Q420 620 1284 740V810H0z" fill="#4d7d5c"/>',
)

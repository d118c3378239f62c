import { encode } from 'uqr'
import { inCapitals } from '../../contract/capitals.ts'
import { wallClock } from '../../contract/dates.ts'
import { formatYuan } from '../../contract/money.ts'
import type { Facts } from './facts.ts'

/** What is drawn: the document and the picture are the same marks on the same sheet. Points; y is the baseline of a text. */
export type Mark =
  | {
      readonly text: string
      readonly x: number
      readonly y: number
      readonly size: number
      readonly bold?: boolean
      readonly colour: string
      readonly anchor?: 'start' | 'middle' | 'end'
      /** Degrees, clockwise, about its place. */
      readonly turned?: number
    }
  | { readonly line: readonly [x1: number, y1: number, x2: number, y2: number]; readonly colour: string }
  | { readonly ring: readonly [x: number, y: number, radius: number]; readonly width: number; readonly colour: string }
  /** A polygon, filled. */
  | { readonly shape: readonly (readonly [x: number, y: number])[]; readonly colour: string }

export interface ReceiptSheet {
  readonly facts: Facts
  /** Grouped. */
  readonly code: string
  /** Of the page that checks receipts, and the same with what it asks for filled in. */
  readonly address: string
  readonly link: string
  readonly language: 'zh' | 'en'
  readonly institution: string
  /** The seal is cut once: it has the Chinese name. */
  readonly sealName: string
  readonly servicePhone: string
}

export const WIDTH = 480
export const HEIGHT = 700
const MARGIN = 32
const VALUE = 124
const INK = '#1d1d1f'
const QUIET = '#5f6368'
const PALE = '#d8dade'
const RED = '#c8161d'

export const WORDS = {
  zh: {
    title: '电子回单',
    transfer: '转账',
    topup: '银行卡转入',
    'card-transfer': '转到银行卡',
    'claimed-to-card': '对方收到银行卡',
    state: '交易成功',
    payer: '付款人',
    payerAccount: '付款账户',
    payee: '收款人',
    payeeAccount: '收款账户',
    note: '附言',
    time: '交易时间',
    order: '业务编号',
    number: '回单编号',
    code: '验真码',
    check: '扫码，或打开下面的网址输入验真码，即可查验真伪',
    again: '本回单可重复下载，请勿重复记账。客服电话',
  },
  en: {
    title: 'Electronic receipt',
    transfer: 'Transfer',
    topup: 'Top-up from a card',
    'card-transfer': 'To a bank card',
    'claimed-to-card': 'Claimed to a bank card',
    state: 'Completed',
    payer: 'Payer',
    payerAccount: 'From',
    payee: 'Payee',
    payeeAccount: 'To',
    note: 'Note',
    time: 'Time',
    order: 'Order',
    number: 'Receipt no.',
    code: 'Code',
    check: 'Scan, or open the address below and type the code, to check that this is genuine',
    again: 'May be downloaded again: book it once. Service line',
  },
} as const

/** About how many ems a character takes in this font: all that a line break needs to know. */
const emsOf = (character: string): number => (/[\u2e80-\uffee]/.test(character) ? 1 : 0.6)

/** Breaks a text into lines of so many points; what is more than `most` lines is cut with an ellipsis. */
function broken(text: string, size: number, width: number, most = 2): readonly string[] {
  const lines: string[] = []
  let line = ''
  let ems = 0
  // Latin words stay whole where they can; a Chinese text breaks anywhere.
  for (const word of text.match(/[^\s\u2e80-\uffee]{1,24}\s?|./gsu) ?? []) {
    const long = [...word].reduce((sum, character) => sum + emsOf(character), 0)
    if ((ems + long) * size > width && line !== '') {
      lines.push(line.trimEnd())
      line = ''
      ems = 0
    }
    line += word
    ems += long
  }
  if (line !== '') lines.push(line)
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]?.slice(0, -1)}…`]
}

/** A receipt as marks on a sheet of WIDTH by HEIGHT. */
export function receiptMarks(sheet: ReceiptSheet): readonly Mark[] {
  const { facts, code, language, institution } = sheet
  const words = WORDS[language]
  const right = WIDTH - MARGIN
  const marks: Mark[] = [
    { text: broken(institution, 12, right - MARGIN, 1)[0] ?? '', x: MARGIN, y: 48, size: 12, colour: QUIET },
    { text: words.title, x: MARGIN, y: 80, size: 22, bold: true, colour: INK },
    { text: words[facts.kind], x: right, y: 78, size: 12, colour: QUIET, anchor: 'end' },
    { line: [MARGIN, 98, right, 98], colour: INK },
    { text: `¥ ${formatYuan(facts.amount)}`, x: MARGIN, y: 142, size: 28, bold: true, colour: INK },
    ...broken(inCapitals(facts.amount), 11, right - MARGIN).map((text, index) => ({
      ...{ text, x: MARGIN, y: 164 + index * 15, size: 11, colour: QUIET },
    })),
  ]
  let y = 208
  const row = (label: string, value: string) => {
    if (value === '') return
    marks.push({ text: label, x: MARGIN, y, size: 11, colour: QUIET })
    for (const line of broken(value, 12, right - VALUE)) {
      marks.push({ text: line, x: VALUE, y, size: 12, colour: INK })
      y += 18
    }
    y += 9
  }
  row(words.payer, facts.payer.name)
  row(words.payerAccount, facts.payer.account)
  row(words.payee, facts.payee.name)
  row(words.payeeAccount, facts.payee.account)
  row(words.note, facts.note ?? '')
  row(words.time, `${wallClock(facts.at)}　${words.state}`)
  row(words.order, facts.orderId)
  row(words.number, facts.number)

  const below = 530
  marks.push({ line: [MARGIN, below - 16, right, below - 16], colour: PALE })
  marks.push(...square(sheet.link, MARGIN, below, 104))
  const beside = MARGIN + 120
  marks.push({ text: words.code, x: beside, y: below + 12, size: 11, colour: QUIET })
  marks.push({ text: code, x: beside, y: below + 34, size: 15, bold: true, colour: INK })
  broken(words.check, 9, 170, 3).forEach((text, index) => {
    marks.push({ text, x: beside, y: below + 56 + index * 13, size: 9, colour: QUIET })
  })
  broken(sheet.address, 9, 190, 2).forEach((text, index) => {
    marks.push({ text, x: beside, y: below + 98 + index * 12, size: 9, colour: INK })
  })
  marks.push(...sealMarks(sheet.sealName, right - 56, below + 50, 54))
  marks.push({ text: `${words.again} ${sheet.servicePhone}`, x: MARGIN, y: HEIGHT - 24, size: 9, colour: QUIET })
  return marks
}

/** A QR code: each row's dark runs as one rectangle. */
function square(text: string, left: number, top: number, size: number): Mark[] {
  const { data } = encode(text, { ecc: 'M', border: 0 })
  const side = size / data.length
  return data.flatMap((cells, row) => {
    const runs: Mark[] = []
    for (let from = 0; from < cells.length; from++) {
      if (!cells[from]) continue
      let to = from
      while (cells[to + 1]) to++
      const [x1, x2, y1, y2] = [left + from * side, left + (to + 1) * side, top + row * side, top + (row + 1) * side]
      runs.push({
        shape: [
          [x1, y1],
          [x2, y1],
          [x2, y2],
          [x1, y2],
        ] as const,
        colour: '#000000',
      })
      from = to
    }
    return runs
  })
}

/** The bank's seal: a ring, its name around, a star, and what it is for. */
function sealMarks(name: string, x: number, y: number, radius: number): Mark[] {
  const characters = [...name]
  // From lower left over the top to lower right; more of the ring for a longer name, smaller for a very long one.
  const arc = Math.min(236, 28 * (characters.length - 1))
  const size = Math.min(13, 13 * (11 / Math.max(11, characters.length)))
  const around = characters.map((text, index): Mark => {
    const turned = characters.length === 1 ? 0 : -arc / 2 + (arc * index) / (characters.length - 1)
    const angle = (turned * Math.PI) / 180
    const distance = radius - 5 - size
    return {
      ...{ text, size, bold: true, colour: RED, anchor: 'middle', turned },
      x: x + Math.sin(angle) * distance,
      y: y - Math.cos(angle) * distance,
    }
  })
  const star = Array.from({ length: 10 }, (_, index): readonly [number, number] => {
    const angle = (index * Math.PI) / 5
    const distance = index % 2 === 0 ? 13 : 5
    return [x + Math.sin(angle) * distance, y - 2 - Math.cos(angle) * distance]
  })
  return [
    { ring: [x, y, radius], width: 2.5, colour: RED },
    { shape: star, colour: RED },
    ...around,
    { text: '电子回单专用章', x, y: y + 27, size: 9.5, bold: true, colour: RED, anchor: 'middle' },
  ]
}

/**
 * bank/documents/: what the bank gives in writing: sheets of A4 as PDF, and the font that both PDF and pictures are set in.
 * It knows no account and no customer.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

const require = createRequire(import.meta.url)

/** Noto Sans SC (SIL Open Font License): every character of a name that is likely to be met. */
export const REGULAR_FONT = require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')
export const BOLD_FONT = require.resolve('@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf')

let fonts: { readonly regular: Buffer; readonly bold: Buffer } | undefined
/** Read once, when the first sheet is wanted. */
const fontsRead = () => {
  fonts ??= { regular: readFileSync(REGULAR_FONT), bold: readFileSync(BOLD_FONT) }
  return fonts
}

/** Points. */
export const SHEET = { width: 595.28, height: 841.89, margin: 42 } as const
const INK = '#1d1d1f'
const QUIET = '#5f6368'

interface Style {
  readonly size?: number
  readonly bold?: boolean
  readonly quiet?: boolean
  readonly colour?: string
  /** Points; what is longer is cut with an ellipsis. */
  readonly width?: number
  readonly align?: 'left' | 'right' | 'center'
}

/** A document of A4 sheets that is written from top to bottom; of its fonts only the glyphs in use are in it. */
export function openPaper({ title, author, language }: { title: string; author: string; language: 'zh' | 'en' }) {
  const { regular, bold } = fontsRead()
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: language === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    info: { Title: title, Author: author },
  })
  document.registerFont('regular', regular)
  document.registerFont('bold', bold)

  /** One line of text whose top left is there; with `align` right or centre, within its width. */
  function text(words: string, x: number, y: number, style: Style = {}): void {
    const { size = 9, bold: heavy = false, quiet = false, colour, width, align = 'left' } = style
    document
      .font(heavy ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(colour ?? (quiet ? QUIET : INK))
    document.text(width === undefined ? words : cut(words, width), x, y, {
      lineBreak: false,
      ...(width === undefined ? {} : { width, align }),
    })
  }

  /** As much of a text as fits, in the font that is set. */
  function cut(words: string, width: number): string {
    if (document.widthOfString(words) <= width) return words
    const characters = [...words]
    while (characters.length > 0 && document.widthOfString(`${characters.join('')}…`) > width) characters.pop()
    return `${characters.join('')}…`
  }

  return {
    document,
    text,
    newSheet: () => document.addPage(),
    rule(y: number, colour = '#d8dade'): void {
      document
        .moveTo(SHEET.margin, y)
        .lineTo(SHEET.width - SHEET.margin, y)
        .lineWidth(0.5)
        .strokeColor(colour)
        .stroke()
    },
    /** The bytes, as they are made. */
    bytes: (): AsyncIterable<Uint8Array> => document,
  }
}

export type Paper = ReturnType<typeof openPaper>

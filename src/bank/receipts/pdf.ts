import { openPaper, SHEET } from '../documents/paper.ts'
import { type Mark, type ReceiptSheet, receiptMarks, WIDTH, WORDS } from './layout.ts'

/** A receipt on a sheet of A4, its words searchable. */
export async function* receiptPdf(sheet: ReceiptSheet): AsyncGenerator<Uint8Array> {
  const { title } = WORDS[sheet.language]
  const paper = openPaper({ title, author: sheet.institution, language: sheet.language })
  paper.newSheet()
  paper.document.translate((SHEET.width - WIDTH) / 2, SHEET.margin)
  for (const mark of receiptMarks(sheet)) draw(paper.document, mark)
  paper.document.end()
  yield* paper.bytes()
}

type Document = ReturnType<typeof openPaper>['document']

function draw(document: Document, mark: Mark): void {
  if ('line' in mark) {
    const [x1, y1, x2, y2] = mark.line
    document.moveTo(x1, y1).lineTo(x2, y2).lineWidth(0.5).strokeColor(mark.colour).stroke()
  } else if ('ring' in mark) {
    document
      .circle(...mark.ring)
      .lineWidth(mark.width)
      .strokeColor(mark.colour)
      .stroke()
  } else if ('shape' in mark) {
    document
      .polygon(...mark.shape.map(([x, y]) => [x, y]))
      .fillColor(mark.colour)
      .fill()
  } else {
    const { text, x, y, size, bold = false, colour, anchor = 'start', turned = 0 } = mark
    document.save()
    document
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(colour)
    if (turned !== 0) document.rotate(turned, { origin: [x, y] })
    const width = document.widthOfString(text)
    const left = anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width
    document.text(text, left, y, { lineBreak: false, baseline: 'alphabetic' })
    document.restore()
  }
}

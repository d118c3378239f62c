import { renderAsync } from '@resvg/resvg-js'
import { BOLD_FONT, REGULAR_FONT } from '../documents/paper.ts'
import { HEIGHT, type Mark, type ReceiptSheet, receiptMarks, WIDTH } from './layout.ts'

/** Pixels a point: sharp on a phone, and the code is read from a screen. */
const SCALE = 2.5

/** A receipt as a PNG, for the album and for a chat; drawn off the event loop. */
export async function receiptPicture(sheet: ReceiptSheet): Promise<Uint8Array> {
  const drawn = receiptMarks(sheet).map(svgOf).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Noto Sans SC"><rect width="100%" height="100%" fill="#fff"/>${drawn}</svg>`
  const picture = await renderAsync(svg, {
    fitTo: { mode: 'width', value: WIDTH * SCALE },
    font: { fontFiles: [REGULAR_FONT, BOLD_FONT], loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' },
  })
  return picture.asPng()
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
const round = (value: number): number => Math.round(value * 100) / 100

function svgOf(mark: Mark): string {
  if ('line' in mark) {
    const [x1, y1, x2, y2] = mark.line
    return `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${mark.colour}" stroke-width=".5"/>`
  }
  if ('ring' in mark) {
    const [x, y, radius] = mark.ring
    return `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${mark.colour}" stroke-width="${mark.width}"/>`
  }
  if ('shape' in mark) {
    const points = mark.shape.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')
    return `<polygon points="${points}" fill="${mark.colour}" shape-rendering="crispEdges"/>`
  }
  const { text, x, y, size, bold = false, colour, anchor = 'start', turned = 0 } = mark
  const [at, across] = [round(x), round(y)]
  const turn = turned === 0 ? '' : ` transform="rotate(${round(turned)} ${at} ${across})"`
  return `<text x="${at}" y="${across}" font-size="${size}" font-weight="${bold ? 600 : 400}" fill="${colour}" text-anchor="${anchor}"${turn}>${escaped(text)}</text>`
}

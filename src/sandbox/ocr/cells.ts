/**
 * How a picture of the sandbox carries what stands on it: a field of black and white cells under the text, as a
 * machine-readable zone does. It is drawn with the picture and read back out of its pixels, at any size; what was blurred
 * has less contrast, which is how sure the reader is.
 */
import { crc32 } from 'node:zlib'

const COLUMNS = 120
const ROWS = 16
/** Two bytes of length, four of checksum. */
const HEAD = 6
const CAPACITY = (COLUMNS * ROWS) / 8 - HEAD

/** Where the field lies, as parts of the picture's width and height. */
const FIELD = { left: 0.08, top: 0.8, width: 0.84, height: 0.16 }

/** Black cells, as [column, row]. Throws for a text that is too long. */
export function cellsOf(text: string): readonly (readonly [number, number])[] {
  const content = Buffer.from(text)
  if (content.length > CAPACITY) throw new RangeError('too much for the field of a picture')
  const bytes = Buffer.alloc(HEAD + CAPACITY)
  bytes.writeUInt16BE(content.length, 0)
  bytes.writeUInt32BE(crc32(content), 2)
  content.copy(bytes, HEAD)
  return Array.from({ length: COLUMNS * ROWS }, (_, bit) => bit)
    .filter((bit) => ((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
    .map((bit) => [bit % COLUMNS, Math.floor(bit / COLUMNS)] as const)
}

/** A cell's place and size in a picture of a size. */
export function placeOf(column: number, row: number, picture: { width: number; height: number }) {
  const width = (FIELD.width * picture.width) / COLUMNS
  const height = (FIELD.height * picture.height) / ROWS
  return {
    x: FIELD.left * picture.width + column * width,
    y: FIELD.top * picture.height + row * height,
    width,
    height,
  }
}

export interface Pixels {
  readonly width: number
  readonly height: number
  /** 0 black to 255 white. */
  brightness(x: number, y: number): number
}

/** The text of a picture, and how sure that is, 0 to 100; undefined when it carries none. */
export function readCells(pixels: Pixels): { text: string; confidence: number } | undefined {
  const samples = Array.from({ length: COLUMNS * ROWS }, (_, bit) => {
    const { x, y, width, height } = placeOf(bit % COLUMNS, Math.floor(bit / COLUMNS), pixels)
    return pixels.brightness(Math.floor(x + width / 2), Math.floor(y + height / 2))
  })
  const [darkest, brightest] = [Math.min(...samples), Math.max(...samples)]
  const bytes = Buffer.alloc(HEAD + CAPACITY)
  for (const [bit, sample] of samples.entries()) {
    const black = sample < (darkest + brightest) / 2
    if (black) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (7 - (bit & 7)))
  }
  const length = bytes.readUInt16BE(0)
  const content = bytes.subarray(HEAD, HEAD + length)
  if (length === 0 || length > CAPACITY || bytes.readUInt32BE(2) !== crc32(content)) return undefined
  return { text: content.toString(), confidence: Math.round(((brightest - darkest) / 255) * 100) }
}

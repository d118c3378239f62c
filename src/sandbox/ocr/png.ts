import { inflateSync } from 'node:zlib'
import type { Pixels } from './cells.ts'

const SIGNATURE = '89504e470d0a1a0a'
const MAX_PIXELS = 10_000_000
/** Bytes a pixel, by PNG's colour type: grey, colour, colour with transparency. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 6: 4 }

/** The pixels of a PNG of 8 bits without interlacing, which is what browsers write; undefined for anything else. */
export function readPng(bytes: Buffer): Pixels | undefined {
  try {
    return decode(bytes)
  } catch (error) {
    // What is cut off or was changed ends before its time, or does not inflate.
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) return undefined
    throw error
  }
}

function decode(bytes: Buffer): Pixels | undefined {
  if (bytes.toString('hex', 0, 8) !== SIGNATURE || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const channels = CHANNELS[bytes[25] ?? -1]
  if (bytes[24] !== 8 || channels === undefined || bytes[28] !== 0 || width * height > MAX_PIXELS) return undefined
  const stride = width * channels
  const data = inflateSync(Buffer.concat(dataOf(bytes)), { maxOutputLength: height * (stride + 1) })
  if (data.length < height * (stride + 1)) return undefined
  const lines = Buffer.alloc(height * stride)
  for (let y = 0; y < height; y++) {
    unfilter(
      data[y * (stride + 1)] ?? 0,
      data.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)),
      lines,
      y,
      channels,
    )
  }
  const at = (x: number, y: number, channel: number) => lines[y * stride + x * channels + channel] ?? 0
  return {
    width,
    height,
    brightness: (x, y) =>
      channels === 1 ? at(x, y, 0) : Math.round(0.299 * at(x, y, 0) + 0.587 * at(x, y, 1) + 0.114 * at(x, y, 2)),
  }
}

/** The chunks IDAT: length, name, data, checksum. */
function dataOf(bytes: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(bytes.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  return found
}

/** Undoes the filter of one line: none, left, above, their average, Paeth's. */
function unfilter(filter: number, line: Buffer, lines: Buffer, y: number, channels: number): void {
  const from = y * line.length
  for (let i = 0; i < line.length; i++) {
    const left = i >= channels ? (lines[from + i - channels] ?? 0) : 0
    const above = y > 0 ? (lines[from - line.length + i] ?? 0) : 0
    const corner = y > 0 && i >= channels ? (lines[from - line.length + i - channels] ?? 0) : 0
    const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0
    lines[from + i] = ((line[i] ?? 0) + guess) & 0xff
  }
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - above), Math.abs(estimate - corner)]
  return a <= b && a <= c ? left : b <= c ? above : corner
}

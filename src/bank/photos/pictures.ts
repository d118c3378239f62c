import { BankError } from '../errors.ts'

/** Larger on a side, or more in all, and whoever decodes it needs more memory than a card is worth. */
const MAX_SIDE_PX = 10_000
const MAX_PIXELS = 40_000_000
/** Smaller, and no number on a card can be read. */
const MIN_SIDE_PX = 200

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Holds a picture against what a photo must be: a JPEG or PNG by its first bytes, whose sides are in bounds by its own
 * head. It is not decoded here. Throws PHOTO_INVALID, PHOTO_TOO_LARGE, PHOTO_UNREADABLE.
 */
export function checkPicture(bytes: Buffer): void {
  const size = sizeOfPng(bytes) ?? sizeOfJpeg(bytes)
  if (!size || size.width === 0 || size.height === 0) throw new BankError('PHOTO_INVALID', { field: 'image' })
  const { width, height } = size
  if (Math.max(width, height) > MAX_SIDE_PX || width * height > MAX_PIXELS) {
    throw new BankError('PHOTO_TOO_LARGE', { field: 'image' })
  }
  if (Math.min(width, height) < MIN_SIDE_PX) throw new BankError('PHOTO_UNREADABLE', { field: 'image' })
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** PNG: the signature, then the chunk IHDR, which begins with width and height. */
function sizeOfPng(bytes: Buffer): Size | undefined {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(PNG) || bytes.toString('latin1', 12, 16) !== 'IHDR') return
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** Starts of frame: C0 to CF without the tables C4, C8 and CC. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** JPEG: segments, each with its length, up to the start of frame that has the size. */
function sizeOfJpeg(bytes: Buffer): Size | undefined {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return
  let at = 2
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      // A marker may be preceded by any number of these.
      at += 1
      continue
    }
    if (isFrame(marker)) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2) return
    at += 2 + length
  }
  return
}

/** Pictures as a phone would send them, without a phone: PNGs by their pixels, heads of JPEGs. */
import { crc32, deflateSync } from 'node:zlib'

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** Grey; `brightness` 0 to 255. Every line is written with the filter that is named: 0 none, 2 above. */
export function png(
  width: number,
  height: number,
  brightness: (x: number, y: number) => number = () => 200,
  filter: 0 | 2 = 0,
): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const lines = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) {
    lines[y * (width + 1)] = filter
    for (let x = 0; x < width; x++) {
      const above = filter === 2 && y > 0 ? brightness(x, y - 1) : 0
      lines[y * (width + 1) + 1 + x] = (brightness(x, y) - above) & 0xff
    }
  }
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The head of a JPEG of a size: application data, a table, the start of a progressive frame. */
export function jpegHead(width: number, height: number): Buffer {
  const frame = Buffer.from('ffc2001108' + '00000000' + '03012200021101031101', 'hex')
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([Buffer.from('ffd8ffe000044a46ffffc400030a', 'hex'), frame])
}

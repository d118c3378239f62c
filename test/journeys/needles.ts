/** Looking for a value in bytes, in whatever way it may have been written. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A way in which a value may stand somewhere. */
interface Needle {
  readonly as: string
  readonly bytes: Buffer
}

/** Shorter than this it may stand by chance within a longer number: only as a word of its own it is the value. */
const SHORT = 8
const WORD = /[0-9A-Za-z.]/

/** UTF-8, UTF-16 of both orders, hex, base64 at each of its three beginnings, and the escapes of JSON and addresses. */
function needlesOf(value: string): Needle[] {
  const utf8 = Buffer.from(value)
  const utf16 = Buffer.from(value, 'utf16le')
  const hex = utf8.toString('hex')
  const plain: [string, Buffer | string][] = [
    ['UTF-8', utf8],
    ['UTF-16LE', utf16],
    ['UTF-16BE', Buffer.from(utf16).swap16()],
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
    ...[0, 1, 2].flatMap((before) => {
      // What stands before and after the value changes the characters at its edges: those in between are its own.
      const text = Buffer.concat([Buffer.alloc(before), utf8]).toString('base64')
      const from = Math.ceil((before * 8) / 6)
      const to = Math.floor(((before + utf8.length) * 8) / 6)
      const own = text.slice(from, to)
      return [
        ['base64', own] as [string, string],
        ['base64url', own.replaceAll('+', '-').replaceAll('/', '_')] as [string, string],
      ]
    }),
  ]
  if (/[^ -~]/.test(value)) {
    const units = [...utf16.toString('utf16le')].map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'))
    plain.push(['JSON escapes', units.map((unit) => `\\u${unit}`).join('')], ['URL', encodeURIComponent(value)])
  }
  return plain.map(([as, bytes]) => ({ as, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes }))
}

export interface Sought {
  readonly what: string
  readonly value: string
}

/** How each value stands in these bytes: 'mobile as UTF-8'. */
export function waysIn(haystack: Buffer, values: readonly Sought[]): string[] {
  return values.flatMap(({ what, value }) =>
    needlesOf(value)
      .filter(({ as, bytes }) => stands(haystack, bytes, value.length < SHORT && as === 'UTF-8'))
      .map(({ as }) => `${what} as ${as}`),
  )
}

function stands(haystack: Buffer, needle: Buffer, asWord: boolean): boolean {
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) {
    if (!asWord) return true
    const beside = [haystack[at - 1], haystack[at + needle.length]]
    if (beside.every((byte) => byte === undefined || !WORD.test(String.fromCharCode(byte)))) return true
  }
  return false
}

/** Where and how values stand in files below a folder: 'pg_wal/0000…: mobile as UTF-8'. A file that goes meanwhile is passed over. */
export function waysInFiles(folder: string, values: readonly Sought[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name)
      let bytes: Buffer
      try {
        bytes = readFileSync(path)
      } catch {
        return []
      }
      return waysIn(bytes, values).map((way) => `${path.slice(folder.length + 1)}: ${way}`)
    })
}

/**
 * Arrays as PostgreSQL takes them in binary: what many callers' rows travel in. As text each element would be quoted
 * here, and taken apart there, letter by letter.
 */
import type { SqlValue } from './database.ts'

type ArrayType = 'uuid' | 'bigint' | 'int' | 'integer' | 'boolean' | 'text' | 'bytea'

/** Numbers of the element types in PostgreSQL's catalogue. */
const OIDS: Readonly<Record<ArrayType, number>> = {
  uuid: 2950,
  bigint: 20,
  int: 23,
  integer: 23,
  boolean: 16,
  text: 25,
  bytea: 17,
}
const HEAD_BYTES = 12
const DIMENSION_BYTES = 8
const LENGTH_BYTES = 4
const MOST_BYTES_A_UNIT = 3
const IS_NULL = -1
const WORD = 2 ** 32

/** Types of the array parameters that a statement names: `$3::uuid[]` makes the third one 'uuid'. */
export function arrayTypesOf(sql: string): readonly (ArrayType | undefined)[] {
  const types: (ArrayType | undefined)[] = []
  for (const [, place, type = ''] of sql.matchAll(/\$(\d+)::([a-z]+)\[\]/g)) {
    if (type in OIDS) types[Number(place) - 1] ??= type as ArrayType
  }
  return types
}

/** Undefined when an element is not written as its type is: then it goes as text, and PostgreSQL judges it. */
export function binaryArray(type: ArrayType, elements: readonly SqlValue[]): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + DIMENSION_BYTES + elements.length * LENGTH_BYTES + room(type, elements))
  bytes.writeInt32BE(elements.length === 0 ? 0 : 1, 0)
  bytes.writeInt32BE(elements.includes(null) ? 1 : 0, 4)
  bytes.writeInt32BE(OIDS[type], 8)
  if (elements.length === 0) return bytes.subarray(0, HEAD_BYTES)
  bytes.writeInt32BE(elements.length, HEAD_BYTES)
  bytes.writeInt32BE(1, HEAD_BYTES + 4)
  let at = HEAD_BYTES + DIMENSION_BYTES
  const write = WRITERS[type]
  for (const element of elements) {
    const length = element === null ? IS_NULL : write(bytes, at + LENGTH_BYTES, element)
    if (length === undefined) return undefined
    bytes.writeInt32BE(length, at)
    at += LENGTH_BYTES + Math.max(length, 0)
  }
  return bytes.subarray(0, at)
}

/** As many bytes as the elements can take. */
function room(type: ArrayType, elements: readonly SqlValue[]): number {
  if (type === 'text') return sum(elements, (one) => (typeof one === 'string' ? one.length * MOST_BYTES_A_UNIT : 0))
  if (type === 'bytea') return sum(elements, (one) => (one instanceof Uint8Array ? one.length : 0))
  return elements.length * 16
}

function sum(elements: readonly SqlValue[], of: (element: SqlValue) => number): number {
  let total = 0
  for (const element of elements) total += of(element)
  return total
}

/** Writes an element and tells its length; undefined: it is not of the type. */
type Writer = (into: Buffer, at: number, element: SqlValue) => number | undefined

const WRITERS: Readonly<Record<ArrayType, Writer>> = {
  uuid: (into, at, element) => (typeof element === 'string' && writeUuid(into, at, element) ? 16 : undefined),
  bigint(into, at, element) {
    if (!Number.isSafeInteger(element)) return undefined
    const value = element as number
    into.writeInt32BE(Math.floor(value / WORD), at)
    into.writeUInt32BE(((value % WORD) + WORD) % WORD, at + 4)
    return 8
  },
  int: writeInt,
  integer: writeInt,
  boolean(into, at, element) {
    if (typeof element !== 'boolean') return undefined
    into[at] = element ? 1 : 0
    return 1
  },
  text: (into, at, element) => (typeof element === 'string' ? into.write(element, at, 'utf8') : undefined),
  bytea(into, at, element) {
    if (!(element instanceof Uint8Array)) return undefined
    into.set(element, at)
    return element.length
  },
}

function writeInt(into: Buffer, at: number, element: SqlValue): number | undefined {
  if (typeof element !== 'number' || (element | 0) !== element) return undefined
  into.writeInt32BE(element, at)
  return 4
}

const DASHES = [8, 13, 18, 23] as const
/** Where the two digits of each byte begin. */
const BYTES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const
const DASH = 45
const HEX = new Int8Array(128).fill(-1)
for (const [value, digit] of [...'0123456789abcdef'].entries()) HEX[digit.charCodeAt(0)] = value

/** False when it is not 36 characters, lower-case hexadecimal digits and dashes. */
function writeUuid(into: Buffer, at: number, text: string): boolean {
  if (text.length !== 36) return false
  for (const place of DASHES) if (text.charCodeAt(place) !== DASH) return false
  let byte = at
  for (const place of BYTES) {
    const high = HEX[text.charCodeAt(place)] ?? -1
    const low = HEX[text.charCodeAt(place + 1)] ?? -1
    if ((high | low) < 0) return false
    into[byte++] = (high << 4) | low
  }
  return true
}

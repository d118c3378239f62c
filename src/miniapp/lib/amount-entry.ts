/** An amount while it is typed on the keypad: text such as '200.5'. */
import { type Fen, parseYuan } from '../../contract/money.ts'

export type AmountKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '.' | 'delete'

/** Whole digits that can be typed: 9,999,999.99 yuan is above every class limit and still fits the screen. */
const WHOLE_DIGITS = 7

/** The text after a key. A key that cannot be (a second point, a third decimal) changes nothing. */
export function pressAmount(text: string, key: AmountKey): string {
  if (key === 'delete') return text.slice(0, -1)
  const [whole = '', part] = text.split('.')
  if (key === '.') return part === undefined ? `${whole || '0'}.` : text
  if (part !== undefined) return part.length < 2 ? text + key : text
  if (whole === '0') return key
  return whole.length < WHOLE_DIGITS ? text + key : text
}

/** What was typed, grouped by thousands for the eye: '12345.6' → '12,345.6'. */
export function groupAmount(text: string): string {
  const [whole = '', part] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return part === undefined ? grouped : `${grouped}.${part}`
}

/** What was typed, as money; undefined while it is none. */
export function fenOf(text: string): Fen | undefined {
  const read = parseYuan(text)
  return 'fen' in read ? read.fen : undefined
}

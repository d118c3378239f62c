/** How a stored value is told to the person whom it is about. */
import { wallClock } from '../../contract/dates.ts'
import { maskCard, maskMobile, maskName } from '../../contract/masks.ts'
import { formatYuan } from '../../contract/money.ts'
import { type Person, shownName } from '../accounts/people.ts'

export interface Desk {
  readonly language: 'zh' | 'en'
  open(sealed: Uint8Array): string
}

/** The value as text in the person's language; null when there is nothing to say. */
export type Reader = (value: unknown, desk: Desk) => string | null

export const text: Reader = (value) => String(value)
/** Wall clock in Shanghai. */
export const instant: Reader = (value) => wallClock(value as number)
/** 1,000.00 */
export const yuan: Reader = (fen) => formatYuan(fen as number)
export const yesNo: Reader = (value, { language }) =>
  (value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' })[language]
export const sealed: Reader = (bytes, desk) => desk.open(bytes as Uint8Array)

/** For a reader of one language; the other language has a column of its own. */
export const onlyIn =
  (language: Desk['language']): Reader =>
  (value, desk) =>
    desk.language === language ? String(value) : null

/** One of several, in words; one without words as it stands. */
export const choice =
  (words: Readonly<Record<string, readonly [zh: string, en: string]>>): Reader =>
  (value, { language }) =>
    words[String(value)]?.[language === 'zh' ? 0 : 1] ?? String(value)

/** Several of them, 'name,mobile': those without words are left out. */
export const listed =
  (words: Readonly<Record<string, readonly [zh: string, en: string]>>): Reader =>
  (value, { language }) =>
    String(value)
      .split(',')
      .flatMap((name) => words[name]?.[language === 'zh' ? 0 : 1] ?? [])
      .join(language === 'zh' ? '、' : ', ')

/** A part of a sealed JSON object: inside('payer', 'name'). */
export const inside =
  (path: readonly string[], reader: Reader = text): Reader =>
  (bytes, desk) => {
    let part: unknown = JSON.parse(desk.open(bytes as Uint8Array))
    for (const key of path) part = (part as Record<string, unknown> | null)?.[key]
    return part === null || part === undefined ? null : reader(part, desk)
  }

/** Sealed words in both languages. */
export const words: Reader = (bytes, desk) => inside([desk.language])(bytes, desk)

/** Somebody else's card. */
export const maskedCard: Reader = (number) => maskCard(String(number))
/** Somebody else's name. */
export const masked: Reader = (name) => maskName(String(name))
/** Somebody else's number, sealed. */
export const otherMobile: Reader = (bytes, desk) => maskMobile(desk.open(bytes as Uint8Array))
/** Somebody else, as others may see them. */
export const otherPerson: Reader = (person) => shownName(person as Person)

/** {"out 2026-11-23": 1000, "out 2026": 5000}, fen; what is counted there beside money is told elsewhere. */
export const counted: Reader = (used) =>
  Object.entries(used as Record<string, number>)
    .filter(([name]) => !/^(went-up|stopped-|card-names|agreed-|out-count)/.test(name))
    .map(([name, fen]) => `${name}: ${formatYuan(fen)}`)
    .join(', ')

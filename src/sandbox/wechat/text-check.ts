/** msg_sec_check, version 2: a short list of words stands for what WeChat knows. */
import type { Outside } from '../answering.ts'
import { PERSONAS } from '../personas.ts'

const MOST_CHARACTERS = 2500
const SCENES: readonly unknown[] = [1, 2, 3, 4]

interface Found {
  readonly suggest: 'pass' | 'review' | 'risky'
  /** WeChat's number of what it is. */
  readonly label: number
}
/** 10001 advertising, 20006 crime, 20008 fraud; 100 is nothing. */
const WORDS: readonly (readonly [string, Found])[] = [
  ['赌博', { suggest: 'risky', label: 20006 }],
  ['代开发票', { suggest: 'risky', label: 20006 }],
  ['刷单', { suggest: 'risky', label: 20008 }],
  ['加微信', { suggest: 'review', label: 10001 }],
]
const NOTHING: Found = { suggest: 'pass', label: 100 }

/** Signs between the characters hide nothing. */
const wordIn = (text: string) => WORDS.find(([word]) => text.replace(/[^\p{L}\p{N}]/gu, '').includes(word))

export const isSensitive = (text: string): boolean => wordIn(text) !== undefined

/** What WeChat says of a text, or its error code. */
export function checkText(
  { settings }: Pick<Outside, 'settings'>,
  { version, scene, openid, content }: Readonly<Record<string, unknown>>,
): Found | 40003 | 47001 | 61010 {
  if (version !== 2 || !SCENES.includes(scene)) return 47001
  if (typeof content !== 'string' || content === '' || [...content].length > MOST_CHARACTERS) return 47001
  const person = PERSONAS.find((one) => one.openid === openid)
  if (!person) return 40003
  if (settings.isAway(person.id)) return 61010
  return wordIn(content)?.[1] ?? NOTHING
}

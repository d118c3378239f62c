import { useMemo } from 'react'
import { type Language, language, useSettings } from './settings.ts'
import { WORDS } from './words/index.ts'

/** A key of the dictionary; one that is not there does not compile. */
export type WordKey = keyof typeof WORDS

type Blanks<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Blanks<Rest> : never
type Fill<K extends WordKey> =
  Blanks<(typeof WORDS)[K][0]> extends never
    ? [fill?: undefined]
    : [fill: Readonly<Record<Blanks<(typeof WORDS)[K][0]>, string | number>>]

/** Says a key in one language, its `{blanks}` filled. */
export type Say = <K extends WordKey>(key: K, ...fill: Fill<K>) => string

const sayIn =
  (spoken: Language): Say =>
  (key, ...[fill]) =>
    WORDS[key][spoken === 'zh' ? 0 : 1].replace(/\{(\w+)\}/g, (blank, name: string) =>
      String((fill as Record<string, string | number> | undefined)?.[name] ?? blank),
    )

/** The dictionary in a component: `t` says a key, and the page is drawn again when the language changes. */
export function useText(): { t: Say; language: Language } {
  const chosen = useSettings().language
  const spoken = chosen ?? language()
  return useMemo(() => ({ t: sayIn(spoken), language: spoken }), [spoken])
}

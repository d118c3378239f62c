import { useMemo } from 'react'
import { type Language, language, useSettings } from './settings.ts'
import { WORDS } from './words/index.ts'

/** Sentences by their keys, Chinese first. */
export type Dictionary = Readonly<Record<string, readonly [zh: string, en: string]>>

/** What every page may say. Say nothing here that one subpackage alone says: it would lie in the main package. */
type Common = typeof WORDS
type Blanks<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Blanks<Rest> : never
type Fill<T extends string> =
  Blanks<T> extends never ? [fill?: undefined] : [fill: Readonly<Record<Blanks<T>, string | number>>]

/** Says a key in one language, its `{blanks}` filled. */
export type Say<Known extends Dictionary = Common> = <K extends keyof Known>(
  key: K,
  ...fill: Fill<Known[K][0]>
) => string

const sayIn =
  <Known extends Dictionary>(known: Known, spoken: Language): Say<Known> =>
  (key, ...[fill]) =>
    (known[key]?.[spoken === 'zh' ? 0 : 1] ?? String(key)).replace(/\{(\w+)\}/g, (blank, name: string) =>
      String((fill as Record<string, string | number> | undefined)?.[name] ?? blank),
    )

const NONE = {}

/**
 * The dictionary in a component: `t` says a key, and the page is drawn again when the language changes. `own`: the words of
 * the component's own subpackage (its words.ts), which need not be carried by everybody.
 */
export function useText<Own extends Dictionary = typeof NONE>(own?: Own): { t: Say<Common & Own>; language: Language } {
  const chosen = useSettings().language
  const spoken = chosen ?? language()
  return useMemo(() => ({ t: sayIn({ ...WORDS, ...(own as Own) }, spoken), language: spoken }), [own, spoken])
}

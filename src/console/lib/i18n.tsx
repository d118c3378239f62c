import { createContext, type PropsWithChildren, useContext, useEffect, useMemo, useState } from 'react'
import { WORDS } from '../words.ts'

export type Language = 'zh' | 'en'
export type WordKey = keyof typeof WORDS
export type Say = (key: WordKey, fill?: Readonly<Record<string, string | number>>) => string

interface Text {
  readonly t: Say
  readonly language: Language
  setLanguage(language: Language): void
}

const KEY = 'minibank-console-language'
const Context = createContext<Text | null>(null)

const sayIn =
  (language: Language): Say =>
  (key, fill = {}) =>
    WORDS[key][language === 'zh' ? 0 : 1].replace(/\{(\w+)\}/g, (blank, name: string) => String(fill[name] ?? blank))

/** Whether a key that was put together, such as that of a kind of task, is in the dictionary. */
export const isWord = (key: string): key is WordKey => key in WORDS

/** The language that requests ask for. */
export const spoken = (): Language => (localStorage.getItem(KEY) === 'en' ? 'en' : 'zh')

export function LanguageProvider({ children }: PropsWithChildren) {
  const [language, setLanguage] = useState<Language>(spoken)
  useEffect(() => {
    localStorage.setItem(KEY, language)
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    document.title = sayIn(language)('title')
  }, [language])
  const text = useMemo(() => ({ t: sayIn(language), language, setLanguage }), [language])
  return <Context.Provider value={text}>{children}</Context.Provider>
}

export function useText(): Text {
  const text = useContext(Context)
  if (!text) throw new Error('useText outside of LanguageProvider')
  return text
}

import { isWord, type Say } from './i18n.tsx'

/** A kind that has no words yet is shown by its name rather than not at all. */
export const kindOf = (t: Say, kind: string): string => {
  const key = `tasks.kind.${kind}`
  return isWord(key) ? t(key) : kind
}

/**
 * Can sending again help?
 * `same`: the same request may be sent again as it is (same id). `later`: the same, after `retryAfter` seconds or some time.
 * `changed`: only after the person corrects something. `never`: no.
 */
export type Retry = 'same' | 'later' | 'changed' | 'never'

export interface Entry {
  readonly status: number
  readonly retry: Retry
  /** What is wrong and what to do next, one or two short sentences. */
  readonly zh: string
  readonly en: string
}

export const entry = (status: number, retry: Retry, zh: string, en: string): Entry => ({ status, retry, zh, en })

export type ErrorParams = Readonly<Record<string, string | number>>

/** The sentence of an entry in a language, with its blanks filled. */
export const sentence = (of: Entry, language: 'zh' | 'en', params: ErrorParams = {}): string =>
  of[language].replace(/\{(\w+)\}/g, (blank, name: string) => String(params[name] ?? blank))

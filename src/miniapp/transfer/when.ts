import type { Answer, Body } from '../../contract/schema/index.ts'
import { formatDay } from '../lib/format.ts'
import type { Say } from '../lib/i18n.ts'
import type { Language } from '../lib/settings.ts'
import type { WORDS } from './words.ts'

type Later = Body<'POST /v1/scheduled-transfers'>['when']
/** When the payee is to have it; undefined: at once. */
export type When = Later | undefined
/** What the bank's rules let be chosen, with the figures that are said of it. */
export type Choices = Answer<'GET /v1/scheduled-transfers/choices'>

/** In a few words: 实时, 2 小时后, 明天, 12月1日, 每月 1 日. Nothing but `实时` is chosen before the choices are known. */
export function whenWords(when: When, choices: Choices | undefined, t: Say<typeof WORDS>, language: Language): string {
  if (!when) return t('later.real-time')
  if (when.arrival === 'ordinary') return t('later.ordinary', { hours: choices?.ordinaryHours ?? '' })
  if (when.arrival === 'next-day') return t('later.next-day')
  return when.monthly ? t('later.every-month', { day: Number(when.date.slice(8)) }) : formatDay(when.date, language)
}

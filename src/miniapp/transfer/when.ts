import { addDays, businessDate } from '../../contract/dates.ts'
import type { Body } from '../../contract/schema/index.ts'
import { formatDay } from '../lib/format.ts'
import type { Say } from '../lib/i18n.ts'
import type { Language } from '../lib/settings.ts'
import type { WORDS } from './words.ts'

type Later = Body<'POST /v1/scheduled-transfers'>['when']
/** When the payee is to have it; undefined: at once. */
export type When = Later | undefined

/** In a few words: 实时, 2 小时后, 明天, 12月1日, 每月 1 日. */
export function whenWords(when: When, t: Say<typeof WORDS>, language: Language): string {
  if (!when) return t('later.real-time')
  if (when.arrival === 'ordinary') return t('later.ordinary')
  if (when.arrival === 'next-day') return t('later.next-day')
  return when.monthly ? t('later.every-month', { day: Number(when.date.slice(8)) }) : formatDay(when.date, language)
}

/** The days that may be chosen: from tomorrow to a year from now. The bank's own rule decides. */
export function daysToChoose(now: number): { readonly from: string; readonly until: string } {
  const today = businessDate(now)
  return { from: addDays(today, 1), until: addDays(today, 365) }
}

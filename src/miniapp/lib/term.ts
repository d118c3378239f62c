import { type Fen, formatYuan } from '../../contract/money.ts'
import type { Say } from './i18n.ts'

/** A term in whole months as people say it: 三个月 is said in months, 12 and 36 in years. */
export function formatTerm(months: number, t: Say): string {
  if (months === 12) return t('products.year')
  return months % 12 === 0 ? t('products.years', { years: months / 12 }) : t('products.months', { months })
}

/** An amount in a sentence: without its fen where there are none, 10,000 and 10,000.50. */
export const formatWhole = (fen: Fen): string => formatYuan(fen).replace(/\.00$/, '')

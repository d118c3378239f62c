import { View } from '@tarojs/components'
import { formatYuan } from '../../contract/money.ts'
import { formatMonth } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { aria } from '../ui/index.ts'
import type { Sum } from './six-months.ts'
import './Chart.scss'
import { WORDS } from './words.ts'

/** Where nothing moved its place stays empty; something that moved is never drawn as nothing. */
function Bar({ kind, fen, most }: { readonly kind: 'in' | 'out'; readonly fen: number; readonly most: number }) {
  if (fen === 0) return <View className='chart__bar' />
  const height = `${Math.max(3, Math.round((fen / most) * 100))}%`
  return <View className={`chart__bar chart__bar--${kind}`} style={{ height }} />
}

/**
 * Income and expense side by side, the oldest month first: filled and hollow, so that colour is not what tells them apart.
 * Who listens hears the sums in place of the bars.
 */
export function Chart({ sums }: { readonly sums: readonly Sum[] }) {
  const { t, language } = useText(WORDS)
  const most = Math.max(1, ...sums.flatMap((sum) => [sum.in, sum.out]))
  const told = sums.map((sum) =>
    t('lookback.month.told', {
      month: formatMonth(sum.month, language),
      in: formatYuan(sum.in),
      out: formatYuan(sum.out),
    }),
  )
  return (
    <View id='chart' {...aria({ role: 'img', label: `${t('lookback.chart')}。${told.join('；')}` })}>
      <View className='chart' {...aria({ hidden: true })}>
        {sums.map((sum) => (
          <View key={sum.month} className='chart__month'>
            <View className='chart__bars'>
              <Bar kind='in' fen={sum.in} most={most} />
              <Bar kind='out' fen={sum.out} most={most} />
            </View>
            <View className='chart__name'>
              {Number(sum.month.slice(5))}
              {language === 'zh' ? '月' : ''}
            </View>
          </View>
        ))}
      </View>
      <View className='chart__legend' {...aria({ hidden: true })}>
        <View className='chart__key chart__bar--in' />
        <View>{t('lookback.in')}</View>
        <View className='chart__key chart__bar--out' />
        <View>{t('lookback.out')}</View>
      </View>
    </View>
  )
}

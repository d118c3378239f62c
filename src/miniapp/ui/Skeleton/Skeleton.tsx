import { View } from '@tarojs/components'
import { useText } from '../../lib/i18n.ts'
import { useSlow } from '../../lib/load.ts'
import { aria } from '../aria.ts'
import './Skeleton.scss'

export interface SkeletonProps {
  /** The shape of what is coming. `page`: a figure and two cards; `list`: rows; `card`: one card. */
  readonly shape?: 'page' | 'list' | 'card'
}

const bar = (className: string) => <View className={`skeleton__bar ${className}`} />

const rows = (count: number) =>
  Array.from({ length: count }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
    <View key={row} className='skeleton__row'>
      {bar('skeleton__mark')}
      <View className='skeleton__lines'>
        {bar('skeleton__bar--half')}
        {bar('skeleton__bar--third')}
      </View>
    </View>
  ))

/** What is shown while the first answer is on its way: the page's bones, at rest; and after a while that it takes long. */
export function Skeleton({ shape = 'page' }: SkeletonProps) {
  const { t } = useText()
  const slow = useSlow(true)
  return (
    <View className='skeleton' {...aria({ role: 'status', label: t('common.loading') })}>
      {slow && (
        <View className='skeleton__slow' {...aria({ live: 'polite' })}>
          {t('common.slow')}
        </View>
      )}
      {shape === 'page' && (
        <View className='skeleton__top'>
          {bar('skeleton__bar--third')}
          {bar('skeleton__figure')}
          {bar('skeleton__bar--half')}
        </View>
      )}
      {shape !== 'list' && (
        <View className='skeleton__card'>
          {bar('skeleton__bar--half')}
          {bar('')}
          {bar('skeleton__bar--third')}
        </View>
      )}
      {shape !== 'card' && <View className='skeleton__card'>{rows(shape === 'list' ? 6 : 3)}</View>}
    </View>
  )
}

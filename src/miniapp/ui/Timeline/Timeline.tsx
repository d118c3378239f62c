import { View } from '@tarojs/components'
import { aria } from '../aria.ts'
import './Timeline.scss'

interface End {
  readonly title: string
  /** As it is read: 11月23日. */
  readonly date: string
}

export interface TimelineProps {
  readonly from: End
  readonly to: End
  /** How much of it has passed, 0 to 1; 0 for one not yet begun. */
  readonly passed?: number
}

/** A deposit as a line from its first day to its last. */
export function Timeline({ from, to, passed = 0 }: TimelineProps) {
  const width = `${Math.round(Math.min(1, Math.max(0, passed)) * 100)}%`
  return (
    <View className='timeline' {...aria({ role: 'img', label: `${from.title} ${from.date}，${to.title} ${to.date}` })}>
      <View className='timeline__titles'>
        <View className='timeline__title'>{from.title}</View>
        <View className='timeline__title'>{to.title}</View>
      </View>
      <View className='timeline__line'>
        <View className='timeline__start' />
        <View className='timeline__way'>{passed > 0 && <View className='timeline__passed' style={{ width }} />}</View>
        <View className='timeline__end' />
      </View>
      <View className='timeline__dates'>
        <View>{from.date}</View>
        <View>{to.date}</View>
      </View>
    </View>
  )
}

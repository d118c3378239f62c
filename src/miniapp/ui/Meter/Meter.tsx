import { View } from '@tarojs/components'
import './Meter.scss'

export interface MeterProps {
  readonly label: string
  /** How much is left and of how much, in words: what the bar says to who cannot see it. */
  readonly words: string
  /** What is left of the whole, 0 to 1. */
  readonly left: number
  readonly id?: string
}

/** How much is left of something that runs out: the words say it, the bar shows it. */
export function Meter({ label, words, left, id }: MeterProps) {
  const width = `${Math.round(Math.min(1, Math.max(0, left)) * 100)}%`
  return (
    <View className='meter' {...(id === undefined ? {} : { id })}>
      <View className='meter__head'>
        <View className='meter__label'>{label}</View>
        <View className='meter__words'>{words}</View>
      </View>
      <View className='meter__way'>
        <View className='meter__left' style={{ width }} />
      </View>
    </View>
  )
}

import { View } from '@tarojs/components'
import { useText } from '../../lib/i18n.ts'
import { aria } from '../aria.ts'
import './Steps.scss'

export interface StepsProps {
  readonly steps: readonly string[]
  /** Index of the step one is at. */
  readonly at: number
}

/** How far one has come in a form of several screens. */
export function Steps({ steps, at }: StepsProps) {
  const { t } = useText()
  return (
    <View
      className='steps'
      {...aria({ role: 'img', label: t('ui.step', { at: at + 1, of: steps.length, name: steps[at] ?? '' }) })}
    >
      {steps.map((step, index) => (
        <View key={step} className={`steps__step ${index <= at ? 'steps__step--reached' : ''}`}>
          <View className='steps__bar' />
          <View className='steps__name'>{step}</View>
        </View>
      ))}
    </View>
  )
}

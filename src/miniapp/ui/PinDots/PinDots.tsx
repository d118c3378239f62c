import { View } from '@tarojs/components'
import { useText } from '../../lib/i18n.ts'
import { aria } from '../aria.ts'
import './PinDots.scss'

export interface PinDotsProps {
  /** How many digits have been typed. */
  readonly filled: number
  readonly length?: number
  readonly wrong?: boolean
}

/** Six places of a PIN: which are filled, never with what. */
export function PinDots({ filled, length = 6, wrong = false }: PinDotsProps) {
  const { t } = useText()
  return (
    <View
      className={`pin-dots ${wrong ? 'pin-dots--wrong' : ''}`}
      {...aria({ label: t('ui.pin', { filled, length }), live: 'polite' })}
    >
      {Array.from({ length }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places are all alike and never move
        <View key={place} className={`pin-dots__place ${place < filled ? 'pin-dots__place--filled' : ''}`} />
      ))}
    </View>
  )
}

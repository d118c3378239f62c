import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { AmountKey } from '../../lib/amount-entry.ts'
import { useText } from '../../lib/i18n.ts'
import { aria } from '../aria.ts'
import { Icon } from '../Icon/Icon.tsx'
import { byKeyboard } from '../keyboard.ts'
import './Keypad.scss'

export interface KeypadProps {
  readonly onKey: (key: AmountKey) => void
  /** Without the point: for a PIN. */
  readonly whole?: boolean
  /** In this order: a PIN's may be shuffled. */
  readonly digits?: readonly AmountKey[]
  /** The screen's main button, under the keys. */
  readonly action?: ReactNode
}

const DIGITS: readonly AmountKey[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0']

/** Our own number keys, for amounts and, where WeChat's safe keyboard is missing, for the PIN. Goes into Page's footer. */
export function Keypad({ onKey, whole = false, digits = DIGITS, action }: KeypadProps) {
  const { t } = useText()
  const keys: readonly (AmountKey | '')[] = [...digits.slice(0, 9), whole ? '' : '.', digits[9] ?? '0', 'delete']
  return (
    <View className='keypad'>
      <View className='keypad__keys'>
        {keys.map((key) =>
          key === '' ? (
            <View key='none' className='keypad__none' />
          ) : (
            <View
              key={key}
              id={`${whole ? 'pin-key' : 'key'}-${key === '.' ? 'point' : key}`}
              className='keypad__key'
              hoverClass='keypad__key--down'
              hoverStartTime={0}
              hoverStayTime={60}
              onClick={() => onKey(key)}
              {...byKeyboard(() => onKey(key))}
              {...aria({
                role: 'button',
                label: key === 'delete' ? t('ui.delete') : key === '.' ? t('ui.point') : key,
              })}
            >
              {key === 'delete' ? <Icon name='delete' /> : key}
            </View>
          ),
        )}
      </View>
      {action && <View className='keypad__action'>{action}</View>}
    </View>
  )
}

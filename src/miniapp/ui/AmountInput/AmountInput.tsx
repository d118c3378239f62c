import { Text, View } from '@tarojs/components'
import { type ReactNode, useEffect } from 'react'
import { groupAmount } from '../../lib/amount-entry.ts'
import { useText } from '../../lib/i18n.ts'
import { aria } from '../aria.ts'
import { clearOfFooter } from '../clear-of-footer.ts'
import { Icon } from '../Icon/Icon.tsx'
import { byKeyboard } from '../keyboard.ts'
import './AmountInput.scss'

export interface AmountInputProps {
  readonly label: string
  /** As typed on the Keypad: '', '200', '200.5'. */
  readonly value: string
  /** Under it: the amount in capitals, or what is left. */
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly id?: string
  /** While the keys are away: a tap asks for them, and there is no caret. */
  readonly onTap?: (() => void) | undefined
}

/** The amount of an order, large, with a caret. Typed on a Keypad, by the rule of `pressAmount`. */
export function AmountInput({ label, value, hint, error, id, onTap }: AmountInputProps) {
  const { t } = useText()
  const typing = !onTap
  // What is refused is a line more, and is seen with the keys away too.
  useEffect(() => {
    if (typing || error) clearOfFooter('.card .amount-input')
  }, [typing, error])
  const said = `${label}，${t('ui.yuan', { amount: value || '0' })}`
  return (
    <View
      className='amount-input'
      {...(onTap
        ? { onClick: onTap, ...byKeyboard(onTap), ...aria({ role: 'button', label: said }) }
        : aria({ label: said, live: 'polite' }))}
    >
      <View className='amount-input__label'>{label}</View>
      <View
        className={`amount-input__figure ${value.length > 9 ? 'amount-input__figure--long' : ''} ${value.length > 7 ? 'amount-input__figure--long-in-care' : ''}`}
      >
        <Text className='amount-input__currency'>¥</Text>
        <Text {...(id === undefined ? {} : { id })} className='amount-input__digits'>
          {groupAmount(value)}
        </Text>
        {typing && <View className='amount-input__caret' />}
        {value === '' && <Text className='amount-input__empty'>0.00</Text>}
      </View>
      {error ? (
        <View
          className='amount-input__error'
          {...(id === undefined ? {} : { id: `${id}-error` })}
          {...aria({ role: 'alert' })}
        >
          <Icon name='circle-alert' size='small' />
          <View className='field__words'>{error}</View>
        </View>
      ) : (
        <View className='amount-input__hint'>{hint}</View>
      )}
    </View>
  )
}

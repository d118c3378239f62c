import type { ButtonProps as NativeProps } from '@tarojs/components'
import { Button as NativeButton, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { useText } from '../../lib/i18n.ts'
import { useSlow } from '../../lib/load.ts'
import { aria } from '../aria.ts'
import { byKeyboard } from '../keyboard.ts'
import './Button.scss'

export interface ButtonProps {
  /** One `filled` a screen, at the thumb; `grave` in its place where there is no way back from it. */
  readonly kind?: 'filled' | 'grave' | 'soft' | 'plain'
  readonly onTap?: (() => void) | undefined
  /** Waiting for the answer: cannot be tapped again, and says after a while that it takes long. */
  readonly loading?: boolean
  readonly disabled?: boolean
  readonly id?: string
  /** WeChat's own buttons: share, getPhoneNumber, … */
  readonly openType?: NativeProps['openType']
  readonly onGetPhoneNumber?: NativeProps['onGetPhoneNumber']
  /** Only as wide as its words. */
  readonly narrow?: boolean
  readonly label?: string
}

export function Button({
  kind = 'filled',
  onTap,
  loading = false,
  disabled = false,
  id,
  openType,
  onGetPhoneNumber,
  narrow = false,
  label,
  children,
}: PropsWithChildren<ButtonProps>) {
  const { t } = useText()
  const slow = useSlow(loading)
  const still = loading || disabled
  const state = `${disabled ? 'button--disabled' : ''} ${narrow ? 'button--narrow' : ''}`
  return (
    <NativeButton
      {...(id === undefined ? {} : { id })}
      className={`button button--${kind} ${state}`}
      hoverClass={still ? 'none' : 'button--down'}
      disabled={still}
      {...(openType && !still ? { openType } : {})}
      {...(onGetPhoneNumber ? { onGetPhoneNumber } : {})}
      {...(onTap && !still ? { onClick: onTap } : {})}
      {...byKeyboard(still ? undefined : onTap)}
      {...aria({ role: 'button', label, disabled: still || undefined })}
    >
      {loading && <View className='button__wait' />}
      <View className='button__words'>{slow ? t('common.slow') : children}</View>
    </NativeButton>
  )
}

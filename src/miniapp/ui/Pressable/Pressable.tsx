import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { aria } from '../aria.ts'
import { byKeyboard } from '../keyboard.ts'
import './Pressable.scss'

export interface PressableProps {
  readonly onTap?: (() => void) | undefined
  readonly className?: string
  readonly id?: string
  /** Read aloud in place of the content. */
  readonly label?: string | undefined
  readonly role?: 'button' | 'link' | 'checkbox' | 'radio' | 'switch' | 'tab'
  readonly checked?: boolean
  readonly disabled?: boolean | undefined
}

/** Whatever can be tapped: it answers to the finger, tells a screen reader what it is, and is large enough. */
export function Pressable({
  onTap,
  className = '',
  id,
  label,
  role = 'button',
  checked,
  disabled = false,
  children,
}: PropsWithChildren<PressableProps>) {
  return (
    <View
      {...(id === undefined ? {} : { id })}
      className={`pressable ${className}`}
      hoverClass={disabled ? 'none' : 'pressable--down'}
      hoverStayTime={70}
      {...(disabled || !onTap ? {} : { onClick: onTap })}
      {...byKeyboard(disabled ? undefined : onTap)}
      {...aria({ role, label, checked, disabled: disabled || undefined })}
    >
      {children}
    </View>
  )
}

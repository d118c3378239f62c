import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Pressable } from '../Pressable/Pressable.tsx'
import './Toggle.scss'

export interface ToggleProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly on: boolean
  readonly onChange: (on: boolean) => void
  readonly id?: string
}

/** A row that is switched on or off; the whole row is the switch. */
export function Toggle({ label, hint, on, onChange, id }: ToggleProps) {
  return (
    <Pressable
      className='row toggle'
      role='switch'
      label={label}
      checked={on}
      onTap={() => onChange(!on)}
      {...(id === undefined ? {} : { id })}
    >
      <View className='row__text'>
        <View>{label}</View>
        {hint && <View className='row__hint'>{hint}</View>}
      </View>
      <View className={`toggle__track ${on ? 'toggle__track--on' : ''}`}>
        <View className='toggle__knob' />
      </View>
    </Pressable>
  )
}

import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { aria } from '../aria.ts'
import { Icon } from '../Icon/Icon.tsx'
import { byKeyboard } from '../keyboard.ts'
import './Consent.scss'

export interface ConsentProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  /** Said by a screen reader: the whole sentence. */
  readonly label: string
  readonly error?: string | undefined
  readonly id?: string
}

/** One consent. The box begins empty and nothing else ticks it; links in the sentence do not tick it either. */
export function Consent({ checked, onChange, label, error, id, children }: PropsWithChildren<ConsentProps>) {
  const toggle = () => onChange(!checked)
  return (
    <View className='consent'>
      <View className='consent__line'>
        <View
          {...(id === undefined ? {} : { id })}
          className='consent__touch'
          hoverClass='pressable--down'
          onClick={toggle}
          {...byKeyboard(toggle)}
          {...aria({ role: 'checkbox', label, checked })}
        >
          <View
            className={`consent__box ${checked ? 'consent__box--checked' : ''} ${error ? 'consent__box--wrong' : ''}`}
          >
            {checked && <Icon name='check' size='small' />}
          </View>
        </View>
        <View className='consent__words' onClick={toggle}>
          {children}
        </View>
      </View>
      {error && (
        <View className='consent__error' {...aria({ role: 'alert' })}>
          {error}
        </View>
      )}
    </View>
  )
}

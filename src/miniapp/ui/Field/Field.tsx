import { Input, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { groupDigits } from '../../lib/format.ts'
import { aria } from '../aria.ts'
import { Icon } from '../Icon/Icon.tsx'
import './Field.scss'
import { FieldWords } from './FieldWords.tsx'

export interface FieldProps {
  readonly label: string
  /** Without spaces: `groups` are only drawn. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur?: () => void
  readonly onFocus?: () => void
  /** Which keyboard. `number`: whole digits; `digit`: with a point; `idcard`: digits and X. */
  readonly type?: 'text' | 'number' | 'digit' | 'idcard'
  /** How digits are spaced while typing: [4, 4, 4, 4, 3] for a card, [3, 4, 4] for a mobile number. */
  readonly groups?: readonly number[]
  /** Checked and right: a tick at the right. */
  readonly valid?: boolean
  /** What is wrong and what to do, below the box. */
  readonly error?: string | undefined
  /** Help below the box, when nothing is wrong. */
  readonly hint?: ReactNode
  /** Of the value, without spaces. */
  readonly maxLength?: number
  readonly placeholder?: string
  readonly focus?: boolean
  readonly disabled?: boolean
  readonly id?: string
  /** In the box at the right, in place of the tick: a button for a code. */
  readonly action?: ReactNode
}

const KEYS = { text: 'text', number: 'numeric', digit: 'decimal', idcard: 'text' } as const

/** What was typed or pasted, without spaces and dashes. */
const ungroup = (text: string): string => text.replace(/[\s-]/g, '')

/** One question of a form: label above, box, and below it what is wrong or what helps. */
export function Field(props: FieldProps) {
  const {
    label,
    value,
    onChange,
    onBlur,
    onFocus,
    type = 'text',
    groups,
    valid,
    error,
    hint,
    maxLength = 50,
    id,
    action,
  } = props
  const [focused, setFocused] = useState(false)
  const [cursor, setCursor] = useState(-1)
  const spaces = groups ? groups.length - 1 : 0

  const typed = (text: string, at: number) => {
    if (!groups) return onChange(text)
    const bare = ungroup(text).slice(0, maxLength)
    // The finger may be in the middle: it stays behind the character it typed.
    const before = ungroup(text.slice(0, at)).length
    setCursor(at >= text.length ? -1 : groupDigits(bare.slice(0, before), groups).length)
    onChange(bare)
  }

  return (
    <View className='field'>
      <View className='field__label' {...aria({ hidden: true })}>
        {label}
      </View>
      <View className={`field__box ${focused ? 'field__box--focused' : ''} ${error ? 'field__box--wrong' : ''}`}>
        <Input
          {...(id === undefined ? {} : { id })}
          className='field__input'
          // A browser's number input refuses the spaces between groups: it gets text, and the keys by name.
          {...(process.env.TARO_ENV === 'h5'
            ? { type: 'text' as const, nativeProps: { inputMode: KEYS[type] } }
            : { type })}
          value={groups ? groupDigits(value, groups) : value}
          maxlength={maxLength + spaces}
          placeholder={props.placeholder ?? ''}
          placeholderClass='field__placeholder'
          focus={props.focus ?? false}
          disabled={props.disabled ?? false}
          cursor={cursor}
          cursorSpacing={96}
          onInput={(event) => typed(event.detail.value, event.detail.cursor ?? event.detail.value.length)}
          onFocus={() => {
            setFocused(true)
            onFocus?.()
          }}
          onBlur={() => {
            setFocused(false)
            onBlur?.()
          }}
          {...aria({ label: error ? `${label}，${error}` : label })}
        />
        {action ?? (valid && !error && <Icon name='check' tone='accent' />)}
      </View>
      <FieldWords id={id} error={error} hint={hint} />
    </View>
  )
}

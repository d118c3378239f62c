import { View } from '@tarojs/components'
import { useState } from 'react'
import { useText } from '../../lib/i18n.ts'
import { aria } from '../aria.ts'
import { Icon } from '../Icon/Icon.tsx'
import { Pressable } from '../Pressable/Pressable.tsx'
import { Sheet } from '../Sheet/Sheet.tsx'
import './Select.scss'

export interface Option<V extends string> {
  readonly value: V
  readonly text: string
  readonly hint?: string
}

export interface SelectProps<V extends string> {
  readonly label: string
  readonly options: readonly Option<V>[]
  readonly value: V | undefined
  readonly onChange: (value: V) => void
  readonly error?: string | undefined
  readonly hint?: string
  readonly id?: string
}

/** A question whose answer is chosen: a box like a Field's that opens a sheet of answers. */
export function Select<V extends string>({ label, options, value, onChange, error, hint, id }: SelectProps<V>) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const chosen = options.find((option) => option.value === value)
  const shown = chosen?.text ?? t('ui.choose')
  return (
    <View className='field'>
      <View className='field__label' {...aria({ hidden: true })}>
        {label}
      </View>
      <Pressable
        className={`field__box ${error ? 'field__box--wrong' : ''}`}
        label={`${label}，${shown}`}
        onTap={() => setOpen(true)}
        {...(id === undefined ? {} : { id })}
      >
        <View className={`select__value ${chosen ? '' : 'select__value--none'}`}>{shown}</View>
        <Icon name='chevron-down' tone='quiet' />
      </Pressable>
      {error ? (
        <View className='field__error' {...aria({ role: 'alert' })}>
          <Icon name='circle-alert' size='small' />
          <View className='field__words'>{error}</View>
        </View>
      ) : (
        hint && <View className='field__hint'>{hint}</View>
      )}
      <Sheet open={open} onClose={() => setOpen(false)} title={label}>
        {options.map((option) => (
          <Pressable
            key={option.value}
            className='select__option'
            role='radio'
            checked={option.value === value}
            label={option.text}
            {...(id === undefined ? {} : { id: `${id}-${option.value}` })}
            onTap={() => {
              setOpen(false)
              onChange(option.value)
            }}
          >
            <View className='select__text'>
              <View>{option.text}</View>
              {option.hint && <View className='select__hint'>{option.hint}</View>}
            </View>
            {option.value === value && <Icon name='check' tone='accent' />}
          </Pressable>
        ))}
      </Sheet>
    </View>
  )
}

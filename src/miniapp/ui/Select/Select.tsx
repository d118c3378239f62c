import { View } from '@tarojs/components'
import { useState } from 'react'
import { Icon } from '../Icon/Icon.tsx'
import { Pressable } from '../Pressable/Pressable.tsx'
import { Sheet } from '../Sheet/Sheet.tsx'
import { ChoiceBox } from './ChoiceBox.tsx'
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
  const [open, setOpen] = useState(false)
  const chosen = options.find((option) => option.value === value)
  return (
    <>
      <ChoiceBox
        id={id}
        label={label}
        value={chosen?.text ?? ''}
        error={error}
        hint={hint}
        onTap={() => setOpen(true)}
      />
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
    </>
  )
}

import { View } from '@tarojs/components'
import { Pressable } from '../Pressable/Pressable.tsx'
import type { Option } from '../Select/Select.tsx'
import './Choice.scss'

export interface ChoiceProps<V extends string> {
  readonly label: string
  readonly options: readonly Option<V>[]
  readonly value: V | undefined
  readonly onChange: (value: V) => void
  readonly id?: string
}

/** A few short answers side by side; one holds. */
export function Choice<V extends string>({ label, options, value, onChange, id }: ChoiceProps<V>) {
  return (
    <View className='choice'>
      {options.map((option) => (
        <Pressable
          key={option.value}
          className={`choice__option ${option.value === value ? 'choice__option--chosen' : ''}`}
          role='radio'
          checked={option.value === value}
          label={`${label}，${option.text}`}
          onTap={() => onChange(option.value)}
          {...(id === undefined ? {} : { id: `${id}-${option.value}` })}
        >
          {option.text}
        </Pressable>
      ))}
    </View>
  )
}

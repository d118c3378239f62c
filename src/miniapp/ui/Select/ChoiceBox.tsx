import { View } from '@tarojs/components'
import { useText } from '../../lib/i18n.ts'
import { aria } from '../aria.ts'
import { FieldWords } from '../Field/FieldWords.tsx'
import { Icon } from '../Icon/Icon.tsx'
import { Pressable } from '../Pressable/Pressable.tsx'
import './ChoiceBox.scss'

export interface ChoiceBoxProps {
  readonly id?: string | undefined
  readonly label: string
  readonly value: string
  readonly error?: string | undefined
  readonly hint?: string | undefined
  readonly onTap?: () => void
}

/** A box like a Field's, filled by a picker: the platform's own around it, or a sheet that a tap opens. */
export function ChoiceBox({ id, label, value, error, hint, onTap }: ChoiceBoxProps) {
  const { t } = useText()
  const shown = value || t('ui.choose')
  return (
    <View className='field'>
      <View className='field__label' {...aria({ hidden: true })}>
        {label}
      </View>
      <Pressable
        {...(id === undefined ? {} : { id })}
        className={`field__box ${error ? 'field__box--wrong' : ''}`}
        label={`${label}，${shown}`}
        onTap={onTap}
      >
        <View className={`choice-box__value ${value ? '' : 'choice-box__value--none'}`}>{shown}</View>
        <Icon name='chevron-down' tone='quiet' />
      </Pressable>
      <FieldWords id={id} error={error} hint={hint} />
    </View>
  )
}

import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { aria } from '../aria.ts'
import { Icon } from '../Icon/Icon.tsx'

interface FieldWordsProps {
  /** Of the field. */
  readonly id?: string | undefined
  readonly error?: string | undefined
  readonly hint?: ReactNode
}

/** Below a field's box: what is wrong and what to do, or else help. */
export function FieldWords({ id, error, hint }: FieldWordsProps) {
  if (!error) return hint ? <View className='field__hint'>{hint}</View> : null
  return (
    <View className='field__error' {...(id === undefined ? {} : { id: `${id}-error` })} {...aria({ role: 'alert' })}>
      <Icon name='circle-alert' size='small' />
      <View className='field__words'>{error}</View>
    </View>
  )
}

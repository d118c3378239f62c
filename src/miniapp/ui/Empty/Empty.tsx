import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../Icon/Icon.tsx'
import './Empty.scss'

export interface EmptyProps {
  readonly icon: IconName
  readonly text: string
  readonly hint?: string
  readonly action?: ReactNode
}

/** Nothing here yet, and what would change that. */
export function Empty({ icon, text, hint, action }: EmptyProps) {
  return (
    <View className='empty'>
      <View className='empty__mark'>
        <Icon name={icon} size='large' />
      </View>
      <View className='empty__text'>{text}</View>
      {hint && <View className='empty__hint'>{hint}</View>}
      {action && <View className='empty__action'>{action}</View>}
    </View>
  )
}

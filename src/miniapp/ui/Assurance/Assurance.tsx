import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Icon } from '../Icon/Icon.tsx'
import './Assurance.scss'

/** What one may rely on, said quietly below what it is about. */
export const Assurance = ({ children }: PropsWithChildren) => (
  <View className='assurance'>
    <Icon name='shield-check' size='small' />
    <View className='assurance__words'>{children}</View>
  </View>
)

import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { aria } from '../aria.ts'
import './Intro.scss'

export interface IntroProps {
  readonly title: string
  readonly about?: ReactNode
}

/** What a page is for, in one large line, and what to expect below it. */
export function Intro({ title, about }: IntroProps) {
  return (
    <View className='intro'>
      <View className='intro__title' {...aria({ role: 'heading' })}>
        {title}
      </View>
      {about && <View className='intro__about'>{about}</View>}
    </View>
  )
}

import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import './Card.scss'

export interface CardProps {
  readonly title?: string
  /** On the title's line, at the right: a link to all of it. */
  readonly more?: ReactNode
  readonly tone?: 'plain' | 'accent' | 'warn'
  readonly className?: string
  readonly id?: string
}

/** One thing on paper. Cards do not nest. */
export function Card({ title, more, tone = 'plain', className = '', id, children }: PropsWithChildren<CardProps>) {
  return (
    <View {...(id === undefined ? {} : { id })} className={`card card--${tone} ${className}`}>
      {title && (
        <View className='card__head'>
          <View className='card__title'>{title}</View>
          {more}
        </View>
      )}
      {children}
    </View>
  )
}

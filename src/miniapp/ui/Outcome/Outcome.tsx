import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import type { Fen } from '../../../contract/money.ts'
import { Amount } from '../Amount/Amount.tsx'
import { aria } from '../aria.ts'
import { Icon, type IconName } from '../Icon/Icon.tsx'
import './Outcome.scss'

export interface OutcomeProps {
  /** `good`: it happened; `waiting`: nobody knows yet; `bad`: it did not happen. */
  readonly tone: 'good' | 'waiting' | 'bad'
  /** What happened, in a word or two. */
  readonly title: string
  readonly fen?: Fen
  /** With whom, or why not. */
  readonly about?: ReactNode
  readonly id?: string
}

const ICONS: Record<OutcomeProps['tone'], IconName> = { good: 'check', waiting: 'clock', bad: 'x' }

/** How an order ended: a sign, a word, the amount, and whatever rows stand below. */
export function Outcome({ tone, title, fen, about, id, children }: PropsWithChildren<OutcomeProps>) {
  return (
    <View className='outcome' {...(id === undefined ? {} : { id })}>
      <View className={`outcome__sign outcome__sign--${tone}`}>
        <Icon name={ICONS[tone]} size='large' />
      </View>
      <View className='outcome__title' {...aria({ role: 'status', live: 'polite' })}>
        {title}
      </View>
      {fen !== undefined && (
        <View className='outcome__amount'>
          <Amount fen={fen} size='hero' />
        </View>
      )}
      {about && <View className='outcome__about'>{about}</View>}
      {children && <View className='outcome__more'>{children}</View>}
    </View>
  )
}

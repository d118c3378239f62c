import { Text } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './Badge.scss'

export interface BadgeProps {
  readonly tone?: 'plain' | 'accent' | 'warn'
}

/** A word or two about what it stands next to. */
export function Badge({ tone = 'plain', children }: PropsWithChildren<BadgeProps>) {
  return <Text className={`badge badge--${tone}`}>{children}</Text>
}

import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { Icon } from '../Icon/Icon.tsx'
import { Pressable } from '../Pressable/Pressable.tsx'
import './Rows.scss'

/** Rows with hairlines between, for the inside of a Card. */
export function Rows({ children }: PropsWithChildren) {
  return <View className='rows'>{children}</View>
}

export interface RowProps {
  /** What it is. */
  readonly label: ReactNode
  /** What stands there: text, Amount, Badge. */
  readonly value?: ReactNode
  /** Below the label, smaller. */
  readonly hint?: ReactNode
  /** At the left: an Avatar or an Icon. */
  readonly mark?: ReactNode
  readonly onTap?: (() => void) | undefined
  /** Shows the way in; by default when it can be tapped. */
  readonly arrow?: boolean
  /** `name`: the label is the subject (a person, an account), not the name of a value. */
  readonly kind?: 'value' | 'name'
  readonly id?: string
  /** Read aloud in place of the content. */
  readonly ariaText?: string
}

export function Row({ label, value, hint, mark, onTap, arrow = !!onTap, kind = 'value', id, ariaText }: RowProps) {
  const way = arrow && (
    <View className='row__arrow'>
      <Icon name='chevron-right' />
    </View>
  )
  // On the line of the figure, should that need a line of its own.
  const within = kind === 'name' && value !== undefined
  const content = (
    <>
      {mark && <View className='row__mark'>{mark}</View>}
      <View className='row__text'>
        <View className='row__label'>{label}</View>
        {hint && <View className='row__hint'>{hint}</View>}
      </View>
      {value !== undefined && (
        <View className='row__value'>
          {value}
          {within && way}
        </View>
      )}
      {!within && way}
    </>
  )
  const className = `row row--${kind}`
  if (onTap)
    return (
      <Pressable className={className} onTap={onTap} label={ariaText} {...(id === undefined ? {} : { id })}>
        {content}
      </Pressable>
    )
  return (
    <View className={className} {...(id === undefined ? {} : { id })}>
      {content}
    </View>
  )
}

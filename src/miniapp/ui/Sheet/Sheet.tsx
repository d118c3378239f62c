import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { useText } from '../../lib/i18n.ts'
import { aria } from '../aria.ts'
import { Icon } from '../Icon/Icon.tsx'
import { Pressable } from '../Pressable/Pressable.tsx'
import './Sheet.scss'

export interface SheetProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  /** Stays at the bottom while the content scrolls. */
  readonly footer?: ReactNode
  readonly id?: string
}

/** A sheet from below, for a confirmation or a choice. A tap beside it or on the cross closes it. Must stand inside Page. */
export function Sheet({ open, onClose, title, footer, id, children }: PropsWithChildren<SheetProps>) {
  const { t } = useText()
  if (!open) return null
  return (
    <View className='sheet' {...(id === undefined ? {} : { id })}>
      <View className='sheet__veil' catchMove onClick={onClose} {...aria({ hidden: true })} />
      <View className='sheet__body' {...aria({ role: 'dialog', label: title })}>
        <View className='sheet__head'>
          <View className='sheet__title'>{title}</View>
          <Pressable className='sheet__close' label={t('common.close')} onTap={onClose}>
            <Icon name='x' />
          </Pressable>
        </View>
        <View className='sheet__content'>{children}</View>
        {footer && <View className='sheet__footer'>{footer}</View>}
      </View>
    </View>
  )
}

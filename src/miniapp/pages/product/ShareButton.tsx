import { Button as NativeButton } from '@tarojs/components'
import { setClipboardData } from '@tarojs/taro'
import { useText } from '../../lib/i18n.ts'
import type { ShareCard } from '../../lib/share.ts'
import { aria, Icon, notify, Pressable } from '../../ui/index.ts'
import './ShareButton.scss'

export interface ShareButtonProps {
  /** Makes the card with its link. */
  readonly card: () => ShareCard | undefined
}

/** Shares the product as a card in a chat; a browser copies the link instead. */
export function ShareButton({ card }: ShareButtonProps) {
  const { t } = useText()
  if (process.env.TARO_ENV === 'h5') {
    const copy = () => {
      const path = card()?.path
      if (!path) return
      const data = `${location.origin}${location.pathname}#${path}`
      setClipboardData({ data }).then(
        () => notify(t('products.share.copied')),
        () => undefined,
      )
    }
    return (
      <Pressable className='share' id='share' label={t('products.share')} onTap={copy}>
        <Icon name='share-2' />
      </Pressable>
    )
  }
  return (
    <NativeButton
      id='share'
      className='share pressable'
      hoverClass='pressable--down'
      openType='share'
      {...aria({ role: 'button', label: t('products.share') })}
    >
      <Icon name='share-2' />
    </NativeButton>
  )
}

/**
 * arrivals/: money that has just come in, on the tab in front, and the question for messages by WeChat. Tab pages and
 * receipts use it; it knows no page but the receipt that it opens.
 */
import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { formatYuan } from '../../contract/money.ts'
import { dismissArrival, useIncoming } from '../lib/arrivals.ts'
import { useText } from '../lib/i18n.ts'
import { open } from '../lib/pages.ts'
import { useSettings } from '../lib/settings.ts'
import { Amount, Avatar, aria, Icon, Pressable } from '../ui/index.ts'
import { currentFrame } from '../ui/Page/frame.ts'
import { AskMessages } from './AskMessages.tsx'
import './ArrivalBanner.scss'

/** Long enough to be read, answered and tapped; who needs more time has the statement. */
const SHOWN_MS = 15_000
const SHOWN_IN_CARE_MS = 40_000

/** Who has just paid, and how much. A tap opens the receipt. */
export function ArrivalBanner() {
  const { t } = useText()
  const { amountsHidden, care } = useSettings()
  const incoming = useIncoming()
  useEffect(() => {
    if (!incoming) return undefined
    const timer = setTimeout(dismissArrival, care ? SHOWN_IN_CARE_MS : SHOWN_MS)
    return () => clearTimeout(timer)
  }, [incoming, care])
  const frame = currentFrame()

  return (
    <View className='arrival' style={{ top: `${frame.statusBar + frame.bar}px` }} {...aria({ live: 'polite' })}>
      {incoming && (
        <View className='arrival__paper' id='arrival'>
          <View className='arrival__line'>
            <Pressable
              id='arrival-open'
              className='arrival__what'
              label={told()}
              onTap={() => {
                open('transfer-result', { id: incoming.arrival.transferId, from: 'arrival' })
                dismissArrival()
              }}
            >
              <Avatar name={incoming.arrival.name} tone='accent' />
              <View className='arrival__words'>
                <View className='arrival__from'>{t('arrival.from', { name: incoming.arrival.name })}</View>
                <Amount fen={incoming.arrival.amount} size='head' sign tone='in' hidden={amountsHidden} />
                {incoming.more > 0 && <View className='arrival__more'>{t('arrival.more', { n: incoming.more })}</View>}
              </View>
            </Pressable>
            <Pressable id='arrival-close' className='arrival__close' label={t('common.close')} onTap={dismissArrival}>
              <Icon name='x' size='small' tone='quiet' />
            </Pressable>
          </View>
          <AskMessages template='arrival' />
        </View>
      )}
    </View>
  )

  function told(): string {
    if (!incoming) return ''
    const { name, amount } = incoming.arrival
    return amountsHidden ? t('arrival.hidden', { name }) : t('arrival.told', { name, amount: formatYuan(amount) })
  }
}

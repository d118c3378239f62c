import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Problem } from '../../contract/errors.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import type { OrderFlow } from '../lib/order-flow.ts'
import type { OrderRoute } from '../lib/orders.ts'
import { back } from '../lib/pages.ts'
import { Badge, Button, ProblemCard, Sheet } from '../ui/index.ts'
import { WORDS } from './words.ts'
import './ReportedSheet.scss'

/** Whether the warning of a payee has been read, or none is due; and what is called when it is read. */
export function useWarned(
  reported: boolean,
  { problem, clear }: Pick<OrderFlow<OrderRoute>, 'problem' | 'clear'>,
): readonly [boolean, () => void] {
  const [warned, setWarned] = useState(!reported)
  // Reported since the page was opened: the warning comes now.
  useEffect(() => {
    if (problem?.code === 'PAYEE_REPORTED') setWarned(false)
  }, [problem])
  const read = () => {
    clear()
    setWarned(true)
  }
  return [warned, read]
}

/** The payee of whom a refusal warns, for a page that has not looked them up. */
export const warnedOf = (problem: Problem | undefined): string | undefined =>
  problem?.code === 'PAYEE_REPORTED' ? problem.params?.payeeId?.toString() : undefined

/** Beside a payee's name. */
export function PayeeBadge({ known, reported }: { readonly known: boolean; readonly reported: boolean }) {
  const { t } = useText(WORDS)
  return (
    <Badge tone={known && !reported ? 'accent' : 'warn'}>
      {t(reported ? 'reported.badge' : known ? 'transfer.known' : 'transfer.new')}
    </Badge>
  )
}

/**
 * Before somebody is paid whom many have reported: what is known in plain words, and a pause that the bank itself keeps to.
 * Going back is always the first thing offered.
 */
export function ReportedSheet({ payeeId, onRead }: { readonly payeeId: string; readonly onRead: () => void }) {
  const { t } = useText(WORDS)
  const [until, setUntil] = useState<number>()
  const [now, setNow] = useState(() => Date.now())
  const left = until === undefined ? undefined : Math.max(0, Math.ceil((until - now) / 1000))
  const waiting = left !== undefined && left > 0
  useEffect(() => {
    if (!waiting) return undefined
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [waiting])
  const reading = useAct(async () => {
    const { seconds } = await call('POST /v1/payees/:payeeId/acknowledgement', { params: { payeeId }, body: {} })
    setNow(Date.now())
    setUntil(Date.now() + seconds * 1000)
  })
  return (
    <Sheet
      open
      id='reported-sheet'
      title={t('reported.title')}
      onClose={back}
      footer={
        <>
          <Button id='reported-back' onTap={back}>
            {t('reported.back')}
          </Button>
          {left === undefined ? (
            <Button kind='plain' id='reported-read' loading={reading.busy} onTap={reading.run}>
              {t('reported.read')}
            </Button>
          ) : (
            <Button kind='plain' id='reported-go' disabled={waiting} onTap={onRead}>
              {waiting ? t('reported.wait', { seconds: left }) : t('reported.go')}
            </Button>
          )}
        </>
      }
    >
      <View className='reported__head'>{t('reported.head')}</View>
      <View className='reported__about'>{t('reported.about')}</View>
      {reading.error && <ProblemCard problem={reading.error.problem} />}
    </Sheet>
  )
}

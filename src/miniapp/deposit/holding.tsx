import { View } from '@tarojs/components'
import { useState } from 'react'
import { businessDate, daysBetween } from '../../contract/dates.ts'
import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatDate, formatInstant } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Amount, Badge, Button, Card, notify, Page, ProblemCard, Row, Rows, Timeline } from '../ui/index.ts'
import { EarlySheet } from './EarlySheet.tsx'
import { WORDS } from './words.ts'
import './holding.scss'

type Deposit = Answer<'GET /v1/deposits/:depositId'>

/** A deposit as it stands: from when to when, what it is worth today and at its end, and the way out. */
function HoldingOf({ deposit, reload }: { deposit: Deposit; reload: () => Promise<void> }) {
  const { t, language } = useText(WORDS)
  const [asking, setAsking] = useState(false)
  const order = useOrderFlow('POST /v1/deposits/:depositId/withdrawal', () => {
    order.cancel()
    notify(t('deposit.withdrawn'))
    void reload()
  })
  const { state, principal, interestAtMaturity, ifWithdrawnToday, from, to } = deposit
  const running = state === 'running'
  const name = language === 'zh' ? deposit.productName : deposit.productNameEn
  // On the line stands how far it came: to today, or to the day that it was taken out.
  const until = businessDate(deposit.closedAt ?? Date.now())
  const length = daysBetween(from, to)
  const passed = Math.min(length, Math.max(0, daysBetween(from, until)))

  return (
    <Page
      title={name}
      {...(running
        ? {
            footer: (
              <Button kind='soft' id='take-out' onTap={() => setAsking(true)}>
                {t('deposit.take-out')}
              </Button>
            ),
          }
        : {})}
    >
      <View className='holding__head'>
        <View className='holding__label'>
          {t('deposit.principal')}
          <Badge tone={running ? 'accent' : 'plain'}>{t(`deposit.${state}`)}</Badge>
        </View>
        <Amount fen={principal} size='hero' />
      </View>
      <Card>
        <Timeline
          from={{ title: t('deposit.from'), date: formatDate(from, language) }}
          to={{ title: t('deposit.to'), date: formatDate(to, language) }}
          passed={passed / length}
        />
        {running && (
          <View className='holding__left'>{t('deposit.days-left', { days: Math.max(0, length - passed) })}</View>
        )}
      </Card>
      <Card>
        <Rows>
          <Row label={t('deposit.rate-label')} value={`${deposit.ratePercent}%`} />
          {running ? (
            <>
              <Row
                id='at-maturity'
                label={t('deposit.if-stays')}
                value={<Amount fen={interestAtMaturity} sign tone='in' />}
              />
              <Row
                id='if-today'
                label={t('deposit.if-today')}
                value={<Amount fen={ifWithdrawnToday.interest} sign />}
              />
            </>
          ) : (
            <>
              <Row
                id='paid'
                label={t('deposit.paid')}
                value={<Amount fen={deposit.paidInterest ?? 0} sign tone='in' />}
              />
              {deposit.closedAt !== null && (
                <Row label={t('deposit.closed-at')} value={formatInstant(deposit.closedAt)} />
              )}
            </>
          )}
          <Row label={t('deposit.number')} value={deposit.id.slice(-12)} />
        </Rows>
      </Card>
      {order.problem && <ProblemCard problem={order.problem} />}
      <EarlySheet
        open={asking}
        deposit={deposit}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void order.prepare({ depositId: deposit.id })
        }}
      />
      <PinSheet
        order={order.prepared && { kind: 'withdrawal', orderId: order.prepared.id, depositId: deposit.id }}
        subject={`${t('deposit.take-out.pin', { product: name })} · ${t('deposit.take-out.get')} ${formatYuan(ifWithdrawnToday.total)}`}
        fen={ifWithdrawnToday.total}
        onClose={order.cancel}
        onPin={order.entered}
      />
    </Page>
  )
}

function Holding({ id = '' }: PageParams) {
  const { t } = useText(WORDS)
  const deposit = useLoad(() => call('GET /v1/deposits/:depositId', { params: { depositId: id } }), [id])
  const { data, error, reload } = deposit
  if (data) return <HoldingOf deposit={data} reload={reload} />
  return <Page title={t('deposit.holding')} loading {...(error ? { error: error.problem, onRetry: reload } : {})} />
}

export default function HoldingPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('deposit.holding')}>{(params) => <Holding {...params} />}</Gate>
}

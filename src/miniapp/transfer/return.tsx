import { View } from '@tarojs/components'
import { useState } from 'react'
import { formatYuan } from '../../contract/money.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import { replace } from '../lib/pages.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Amount, Avatar, Button, Card, Choice, Page, ProblemCard } from '../ui/index.ts'
import { WORDS } from './words.ts'
import './order.scss'

type Transfer = Answer<'GET /v1/transfers/:transferId'>
type Reason = Body<'POST /v1/transfers/:transferId/return'>['reason']

const REASONS: readonly Reason[] = ['mistaken', 'twice', 'cancelled', 'other']

/** Gives back all of what was received, with a reason that both will read. */
function GiveBack({ received }: { readonly received: Transfer }) {
  const { t } = useText(WORDS)
  const { id: transferId, name, maskedMobile: mobile, amount } = received
  const [reason, setReason] = useState<Reason>()
  const order = useOrderFlow('POST /v1/transfers/:transferId/return', (id) => replace('transfer-result', { id }))
  return (
    <Page
      title={t('return.title')}
      footer={
        <Button id='give-back' disabled={!reason} onTap={() => reason && void order.prepare({ transferId, reason })}>
          {t('return.go', { amount: formatYuan(amount) })}
        </Button>
      }
    >
      <Card>
        <View className='order__to'>
          <Avatar name={name} tone='strong' />
          <View id='return-to'>{t('return.to', { name })}</View>
          <View className='order__small'>{mobile}</View>
          <Amount fen={amount} size='hero' />
        </View>
      </Card>
      <Card title={t('return.why')}>
        <Choice
          id='why'
          label={t('return.why')}
          options={REASONS.map((value) => ({ value, text: t(`return.why.${value}`) }))}
          value={reason}
          onChange={(chosen) => {
            order.clear()
            setReason(chosen)
          }}
        />
      </Card>
      <View className='order__small'>{t('return.about', { name })}</View>
      {order.problem && <ProblemCard problem={order.problem} />}
      <PinSheet
        order={
          order.prepared && {
            kind: 'transfer-return',
            orderId: order.prepared.id,
            transferId: order.prepared.transferId,
            reason: order.prepared.reason,
          }
        }
        subject={t('return.to', { name })}
        fen={amount}
        onClose={order.cancel}
        onPin={order.entered}
      />
    </Page>
  )
}

function ReturnOf({ id = '' }: PageParams) {
  const { t } = useText(WORDS)
  const { data, error, reload } = useLoad(
    () => call('GET /v1/transfers/:transferId', { params: { transferId: id } }),
    [id],
  )
  if (data) return <GiveBack received={data} />
  return (
    <Page
      title={t('return.title')}
      loading
      skeleton='card'
      {...(error ? { error: error.problem, onRetry: reload } : {})}
    />
  )
}

export default function ReturnPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('return.title')}>{(params) => <ReturnOf {...params} />}</Gate>
}

import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatInstant, formatRecent } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { useOutcome } from '../lib/outcome.ts'
import { open, replace } from '../lib/pages.ts'
import { useShownAgain } from '../lib/shown-again.ts'
import { useUndecided } from '../lib/undecided.ts'
import { OutcomePage } from '../outcome/OutcomePage.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Card, notify, Outcome, ProblemCard, Row, Rows, Sheet } from '../ui/index.ts'
import { WORDS } from './words.ts'
import './order.scss'

type Order = Answer<'GET /v1/scheduled-transfers/:orderId'>

const TONE = {
  waiting: 'waiting',
  processing: 'waiting',
  done: 'good',
  failed: 'bad',
  cancelled: 'bad',
} as const satisfies Record<Order['state'], string>

function OrderOutcome({ order }: { readonly order: Order }) {
  const { t, language } = useText(WORDS)
  const { state, name, maskedMobile: mobile, amount, capitals, runsAt, createdAt, note, monthly, transferId } = order
  const when = formatRecent(runsAt, Date.now(), language)
  return (
    <Outcome
      id={`order-${state}`}
      tone={TONE[state]}
      title={t(`order.${state}`)}
      fen={amount}
      about={t(`order.${state}.about`, { name, mobile, when, reason: order.reason ?? '' })}
    >
      <Card>
        <Rows>
          <Row label={t('transfer.payee')} value={`${name} ${mobile}`} />
          <Row label={t('transfer.capitals')} value={capitals} />
          <Row label={t('order.runs')} value={formatInstant(runsAt).slice(0, 16)} />
          {monthly && <Row label={t('order.monthly')} value={t('order.monthly.yes')} />}
          {note && <Row label={t('transfer.note')} value={note} />}
          <Row label={t('order.made')} value={formatInstant(createdAt).slice(0, 16)} />
          {transferId && (
            <Row
              id='receipt'
              label={t('order.receipt')}
              value={t('order.receipt.see')}
              onTap={() => open('transfer-result', { id: transferId, from: 'statement' })}
            />
          )}
        </Rows>
      </Card>
    </Outcome>
  )
}

/** An order, right after it was made and any time later: how it stands, and the way to cancel it. */
function OrderShown({ id = '', from }: PageParams) {
  const { t } = useText(WORDS)
  const [sure, setSure] = useState(false)
  const params = { orderId: id }
  const outcome = useOutcome(id, () => call('GET /v1/scheduled-transfers/:orderId', { params }))
  const { data, reload } = outcome
  useShownAgain(() => void reload())
  useUndecided(data?.state, reload)
  const cancelling = useAct(async () => {
    try {
      await call('POST /v1/scheduled-transfers/:orderId/cancellation', { params, body: {} })
      notify(t('order.cancel.done'))
    } finally {
      // Too late, or lost on the way: what it has become is what counts.
      setSure(false)
      await reload()
    }
  })

  const waiting = data?.state === 'waiting'
  return (
    <OutcomePage
      outcome={outcome}
      later={from === 'orders' && t('order.title')}
      again={data?.state === 'failed' && t('transfer.again')}
      onAgain={() => replace('transfer')}
      more={
        waiting && (
          <Button kind='plain' id='cancel' onTap={() => setSure(true)}>
            {t('order.cancel')}
          </Button>
        )
      }
    >
      {(order) => (
        <>
          {cancelling.error && <ProblemCard problem={cancelling.error.problem} />}
          <OrderOutcome order={order} />
          <Sheet
            open={sure && waiting}
            id='cancel-sheet'
            title={t('order.cancel.title')}
            onClose={() => setSure(false)}
            footer={
              <>
                <Button id='cancel-yes' loading={cancelling.busy} onTap={cancelling.run}>
                  {t('order.cancel.yes')}
                </Button>
                <Button kind='plain' id='cancel-no' disabled={cancelling.busy} onTap={() => setSure(false)}>
                  {t('order.cancel.no')}
                </Button>
              </>
            }
          >
            <View className='order__sure'>{t('order.cancel.about', { name: order.name })}</View>
            {order.monthly && <View className='order__sure'>{t('order.cancel.monthly')}</View>}
          </Sheet>
        </>
      )}
    </OutcomePage>
  )
}

export default function OrderPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('order.title')}>{(params) => <OrderShown {...params} />}</Gate>
}

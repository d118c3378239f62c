import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatRecent } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { open, replace } from '../lib/pages.ts'
import { useShownAgain } from '../lib/shown-again.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { Amount, Avatar, Button, Card, Empty, Page, Row, Rows } from '../ui/index.ts'
import { WORDS } from './words.ts'

type Order = Answer<'GET /v1/scheduled-transfers'>['past'][number]

function OrderRows({ orders }: { readonly orders: readonly Order[] }) {
  const { t, language } = useText(WORDS)
  return (
    <Rows>
      {orders.map(({ id, name, amount, state, runsAt, endedAt }) => (
        <Row
          key={id}
          id={`order-${id.slice(-4)}`}
          kind='name'
          mark={<Avatar name={name} {...(state === 'waiting' ? { tone: 'accent' } : {})} />}
          label={name}
          hint={
            state === 'waiting'
              ? t('orders.when', { when: formatRecent(runsAt, Date.now(), language) })
              : `${t(`orders.state.${state}`)} · ${formatRecent(endedAt ?? runsAt, Date.now(), language)}`
          }
          value={<Amount fen={amount} />}
          onTap={() => open('transfer-order', { id, from: 'orders' })}
        />
      ))}
    </Rows>
  )
}

/** What waits to be sent, and what became of what waited. */
function Orders() {
  const { t } = useText(WORDS)
  const orders = useLoad(() => call('GET /v1/scheduled-transfers'), [])
  useShownAgain(() => void orders.reload())
  const { waiting = [], past = [] } = orders.data ?? {}
  return (
    <Page
      title={t('orders.title')}
      loading={!orders.data}
      skeleton='list'
      {...(orders.error && !orders.data ? { error: orders.error.problem, onRetry: orders.reload } : {})}
    >
      {waiting.length > 0 ? (
        <Card title={t('orders.waiting')} id='waiting'>
          <OrderRows orders={waiting} />
        </Card>
      ) : (
        orders.data && (
          <Empty
            icon='clock'
            text={t('orders.none')}
            hint={t('orders.none.about')}
            action={
              <Button id='to-transfer' onTap={() => replace('transfer')}>
                {t('orders.go')}
              </Button>
            }
          />
        )
      )}
      {past.length > 0 && (
        <Card title={t('orders.past')} id='past'>
          <OrderRows orders={past} />
        </Card>
      )}
    </Page>
  )
}

export default function OrdersPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('orders.title')}>{() => <Orders />}</Gate>
}

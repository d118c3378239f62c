import { useCallback, useEffect, useRef, useState } from 'react'
import { useText } from '../../lib/i18n.ts'
import { type FinishedOrder, finishOrders } from '../../lib/orders.ts'
import { open, type PageName } from '../../lib/pages.ts'
import { useShownAgain } from '../../lib/shown-again.ts'
import { Avatar, Card, Row, Rows } from '../../ui/index.ts'

const KINDS = {
  'POST /v1/transfers': { name: 'transfer', page: 'transfer-result' },
  'POST /v1/transfers/:transferId/return': { name: 'transfer', page: 'transfer-result' },
  'POST /v1/card-transfers': { name: 'transfer', page: 'card-transfer-result' },
  'POST /v1/scheduled-transfers': { name: 'transfer', page: 'transfer-order' },
  'POST /v1/topups': { name: 'topup', page: 'topup-result' },
  'POST /v1/payment-requests/opened/:token/payments': { name: 'payment', page: 'transfer-result' },
  'POST /v1/claimables': { name: 'claimable', page: 'claim-sent' },
  'POST /v1/deposits': { name: 'deposit', page: 'holding' },
  'POST /v1/deposits/:depositId/withdrawal': { name: 'withdrawal', page: 'statement' },
  'POST /v1/accounts': { name: 'account', page: 'me' },
  'POST /v1/accounts/:accountId/upgrade': { name: 'upgrade', page: 'me' },
  'POST /v1/accounts/:accountId/closure': { name: 'closure', page: 'closure' },
} as const satisfies Record<FinishedOrder['route'], { name: string; page: PageName }>

/** Orders whose answer had been lost: asked for again whenever the first screen comes to the front, and told how they ended. */
export function LeftOpen({ onFinished }: { readonly onFinished: () => void }) {
  const { t } = useText()
  const [finished, setFinished] = useState<readonly FinishedOrder[]>([])
  const here = useRef(true)
  const latest = useRef(onFinished)
  latest.current = onFinished
  const finish = useCallback(async () => {
    const orders = await finishOrders()
    if (orders.length === 0 || !here.current) return
    setFinished((told) => [...orders, ...told.filter(({ id }) => orders.every((one) => one.id !== id))])
    latest.current()
  }, [])
  useEffect(() => {
    here.current = true
    void finish()
    return () => {
      here.current = false
    }
  }, [finish])
  useShownAgain(() => void finish())
  if (finished.length === 0) return null
  return (
    <Card id='left-open'>
      <Rows>
        {finished.map(({ route, id, outcome }) => {
          const { name, page } = KINDS[route]
          const done = 'answer' in outcome
          return (
            <Row
              key={id}
              kind='name'
              mark={<Avatar icon={done ? 'check' : 'circle-alert'} tone={done ? 'accent' : 'plain'} />}
              label={t(`home.left.${name}`)}
              hint={t(done ? 'home.left.done' : 'home.left.none')}
              onTap={done ? () => open(page, { id }) : undefined}
            />
          )
        })}
      </Rows>
    </Card>
  )
}

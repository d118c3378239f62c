import { View } from '@tarojs/components'
import { useState } from 'react'
import { businessDate } from '../../contract/dates.ts'
import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatMonth } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { open } from '../lib/pages.ts'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Card, Empty, Page, ProblemCard, Row, Rows } from '../ui/index.ts'
import { Chart } from './Chart.tsx'
import { sixMonths } from './six-months.ts'
import { WORDS } from './words.ts'

type MonthList = Answer<'GET /v1/accounts/:accountId/months'>

function MonthsOf({ account = '' }: PageParams) {
  const { t, language } = useText(WORDS)
  const read = (before?: string) =>
    call('GET /v1/accounts/:accountId/months', {
      params: { accountId: account },
      query: { limit: 12, ...(before === undefined ? {} : { before }) },
    })
  const first = useLoad(() => read(), [account])
  const [earlier, setEarlier] = useState<readonly MonthList[]>([])
  const { data, error } = first
  const next = (earlier.at(-1) ?? data)?.next ?? null
  const more = useAct(async () => {
    if (next !== null) setEarlier([...earlier, await read(next)])
  })
  const months = data ? [data, ...earlier].flatMap((page) => page.months) : []
  return (
    <Page
      title={t('lookback.months')}
      id='months'
      loading={!data}
      skeleton='list'
      {...(error && !data ? { error: error.problem, onRetry: first.reload } : {})}
    >
      {data && months.length === 0 && (
        <Empty icon='chart-no-axes-column' text={t('lookback.months.none')} hint={t('lookback.months.none.about')} />
      )}
      {data && months.length > 0 && (
        <>
          <Card title={t('lookback.chart')}>
            <Chart sums={sixMonths(data.months, businessDate(Date.now()))} />
          </Card>
          <Card>
            <Rows>
              {months.map((one) => (
                <Row
                  key={one.month}
                  id={`month-${one.month}`}
                  kind='name'
                  label={formatMonth(one.month, language)}
                  hint={t('lookback.month.lines', { lines: one.lines })}
                  value={
                    <View>
                      <View>{`${t('lookback.in')} ${formatYuan(one.in)}`}</View>
                      <View>{`${t('lookback.out')} ${formatYuan(one.out)}`}</View>
                    </View>
                  }
                  onTap={() => open('search', { account, month: one.month })}
                />
              ))}
            </Rows>
          </Card>
          {more.error && <ProblemCard problem={more.error.problem} />}
          {next !== null && (
            <Button kind='plain' id='earlier-months' loading={more.busy} onTap={more.run}>
              {t('lookback.months.more')}
            </Button>
          )}
        </>
      )}
    </Page>
  )
}

export default function MonthsPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('lookback.months')}>{(params) => <MonthsOf {...params} />}</Gate>
}

import { Picker, View } from '@tarojs/components'
import { useState } from 'react'
import { addDays, addMonths, businessDate } from '../../contract/dates.ts'
import { call } from '../lib/api.ts'
import { keepFile } from '../lib/files.ts'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { platform } from '../lib/platform.ts'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Card, Choice, notify, Page, ProblemCard, Row, Rows, Select } from '../ui/index.ts'
import './lookback.scss'
import { WORDS } from './words.ts'

const PERIODS = ['this', 'last', 'quarter', 'year', 'own'] as const
type Period = (typeof PERIODS)[number]

/** First and last day of a period that ends with the month of `today`, or the month before. */
function daysOf(period: Exclude<Period, 'own'>, today: string): { from: string; to: string } {
  const first = `${today.slice(0, 7)}-01`
  if (period === 'last') return { from: addMonths(first, -1), to: addDays(first, -1) }
  if (period === 'quarter') return { from: addMonths(first, -2), to: today }
  if (period === 'year') return { from: addDays(addMonths(today, -12), 1), to: today }
  return { from: first, to: today }
}

function ExportOf({ account = '' }: PageParams) {
  const { t, language } = useText(WORDS)
  const today = businessDate(Date.now())
  const [period, setPeriod] = useState<Period>('this')
  const [own, setOwn] = useState(daysOf('this', today))
  const [format, setFormat] = useState<'pdf' | 'csv'>('pdf')
  const { from, to } = period === 'own' ? own : daysOf(period, today)
  const make = useAct(async () => {
    const ready = await call('POST /v1/accounts/:accountId/statement-files', {
      params: { accountId: account },
      body: { from, to, format },
    })
    notify(t(`lookback.${await keepFile(ready)}`))
  })
  const day = (which: 'from' | 'to') => (
    <Picker
      className='lookback__day'
      mode='date'
      end={today}
      value={own[which]}
      onChange={({ detail }) => setOwn({ ...own, [which]: detail.value })}
    >
      <Row
        id={`export-${which}`}
        label={t(`lookback.${which}`)}
        value={formatDate(own[which], language)}
        onTap={() => undefined}
      />
    </Picker>
  )
  return (
    <Page
      title={t('lookback.export')}
      id='export'
      footer={
        <Button id='export-go' loading={make.busy} onTap={make.run}>
          {t('lookback.make')}
        </Button>
      }
    >
      <View className='lookback__form'>
        <Select
          id='period'
          label={t('lookback.period')}
          options={PERIODS.map((value) => ({ value, text: t(`lookback.period.${value}`) }))}
          value={period}
          onChange={setPeriod}
          {...(period === 'own' ? {} : { hint: `${formatDate(from, language)} – ${formatDate(to, language)}` })}
        />
        {period === 'own' && (
          <Card>
            <Rows>
              {day('from')}
              {day('to')}
            </Rows>
          </Card>
        )}
        <Choice
          id='format'
          label={t('lookback.format')}
          options={(['pdf', 'csv'] as const).map((value) => ({ value, text: t(`lookback.format.${value}`) }))}
          value={format}
          onChange={setFormat}
        />
        <View className='lookback__about'>
          {t(
            platform === 'h5' && format === 'csv'
              ? 'lookback.format.csv.about.file'
              : `lookback.format.${format}.about`,
          )}
        </View>
        <View className='lookback__about'>{t('lookback.private')}</View>
      </View>
      {make.error && <ProblemCard problem={make.error.problem} onRetry={make.run} />}
    </Page>
  )
}

export default function ExportPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('lookback.export')}>{(params) => <ExportOf {...params} />}</Gate>
}

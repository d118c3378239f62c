import { Segmented, Skeleton, Table } from 'antd'
import { useState } from 'react'
import { REPORT_PERIODS, type ReportPeriod } from '../../contract/choices.ts'
import { formatYuan } from '../../contract/money.ts'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { useLoad } from '../lib/load.ts'
import { Nothing, Page, Panel, Refusal } from '../parts.tsx'

type Report = StaffAnswer<'GET /console/api/networks'>
type Line = Report['networks'][number]

/** Of so many: '97.5%'. */
const share = (part: number, of: number): string => (of === 0 ? '—' : `${((100 * part) / of).toFixed(1)}%`)
const seconds = (ms: number | null): string => (ms === null ? '—' : `${(ms / 1000).toFixed(2)} s`)

/** The verification networks within a time: what was asked of each, what it costs, whether and how fast it answered. */
export function Networks() {
  const { t } = useText()
  const [period, setPeriod] = useState<ReportPeriod>('week')
  const report = useLoad(() => call('GET /console/api/networks', { query: { period } }), [period])
  return (
    <Page title={t('networks.title')} about={t('networks.about')}>
      <Panel>
        <div className='report__head'>
          <Segmented
            value={period}
            onChange={setPeriod}
            options={REPORT_PERIODS.map((value) => ({ value, label: t(`networks.period.${value}`) }))}
          />
          {report.data && (
            <span className='figures' id='period'>
              {report.data.from === report.data.to
                ? report.data.to
                : t('networks.period.days', { from: report.data.from, to: report.data.to })}
            </span>
          )}
        </div>
        <Refusal error={report.error} onRetry={report.reload} />
        {!report.data && !report.error && <Skeleton title={false} paragraph={{ rows: 5 }} />}
        {report.data && <Figures networks={report.data.networks} />}
      </Panel>
    </Page>
  )
}

function Figures({ networks }: Pick<Report, 'networks'>) {
  const { t } = useText()
  const count = (of: (line: Line) => number) => networks.reduce((sum, line) => sum + of(line), 0)
  const figure = (title: string, show: (line: Line) => string | number) => ({
    title,
    align: 'right' as const,
    className: 'figures',
    render: (_: unknown, line: Line) => show(line),
  })
  const columns = [
    { title: t('networks.network'), render: (_: unknown, { network }: Line) => t(`networks.${network}`) },
    figure(t('networks.queries'), ({ queries }) => queries),
    figure(t('networks.cost'), ({ cost }) => formatYuan(cost)),
    figure(t('networks.success'), ({ answered, queries }) => share(answered, queries)),
    figure(t('networks.refused'), ({ refused }) => refused),
    figure(t('networks.late'), ({ late }) => late),
    figure(t('networks.timed-out'), ({ timedOut }) => timedOut),
    figure(t('networks.failed'), ({ failed }) => failed),
    figure(t('networks.median'), ({ medianMs }) => seconds(medianMs)),
    figure(t('networks.p99'), ({ p99Ms }) => seconds(p99Ms)),
  ]
  // The times of several networks together say nothing.
  const totals = [
    count(({ queries }) => queries),
    formatYuan(count(({ cost }) => cost)),
    share(
      count(({ answered }) => answered),
      count(({ queries }) => queries),
    ),
    count(({ refused }) => refused),
    count(({ late }) => late),
    count(({ timedOut }) => timedOut),
    count(({ failed }) => failed),
    '',
    '',
  ]
  return (
    <>
      <Table
        id='networks'
        rowKey='network'
        size='middle'
        pagination={false}
        dataSource={[...networks]}
        columns={columns}
        locale={{ emptyText: <Nothing>{t('networks.none')}</Nothing> }}
        {...(networks.length > 1 && {
          summary: () => (
            <Table.Summary.Row className='totals'>
              <Table.Summary.Cell index={0}>{t('networks.all')}</Table.Summary.Cell>
              {totals.map((total, index) => (
                <Table.Summary.Cell key={columns[index + 1]?.title} index={index + 1} align='right' className='figures'>
                  {total}
                </Table.Summary.Cell>
              ))}
            </Table.Summary.Row>
          ),
        })}
      />
      {networks.length > 0 && <p className='hint foot'>{t('networks.hint')}</p>}
    </>
  )
}

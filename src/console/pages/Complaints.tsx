import { Button, Segmented, Skeleton, Table, Tag } from 'antd'
import { useState } from 'react'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { useLoad } from '../lib/load.ts'
import { showTime } from '../lib/show.ts'
import { Nothing, Page, Panel, Refusal } from '../parts.tsx'
import { ComplaintSheet } from './ComplaintSheet.tsx'

type Complaint = StaffAnswer<'GET /console/api/complaints'>['complaints'][number]
const STATES = ['received', 'answered'] as const
const DAY_MS = 86_400_000

/** Complaints without a name or a text, the first due first; one is opened to be read and answered. */
export function Complaints() {
  const { t } = useText()
  const [state, setState] = useState<(typeof STATES)[number]>('received')
  const [looking, setLooking] = useState<string>()
  const complaints = useLoad(() => call('GET /console/api/complaints', { query: { state } }), [state])
  const dueOf = ({ answerBy }: Complaint) => {
    const left = answerBy - Date.now()
    if (left < 0) return <Tag color='error'>{t('complaints.overdue')}</Tag>
    return left < 3 * DAY_MS ? <Tag color='warning'>{t('complaints.soon')}</Tag> : null
  }
  return (
    <Page title={t('complaints.title')} about={t('complaints.about')}>
      <Panel>
        <Segmented
          className='switch'
          value={state}
          onChange={setState}
          options={STATES.map((value) => ({ value, label: t(`complaints.state.${value}`) }))}
        />
        <Refusal error={complaints.error} onRetry={complaints.reload} />
        {!complaints.data && !complaints.error && <Skeleton title={false} paragraph={{ rows: 4 }} />}
        {complaints.data && (
          <Table
            rowKey='number'
            size='middle'
            pagination={false}
            dataSource={[...complaints.data.complaints]}
            locale={{ emptyText: <Nothing>{t(`complaints.none.${state}`)}</Nothing> }}
            columns={[
              { title: t('complaints.number'), dataIndex: 'number', className: 'figures' },
              { title: t('complaints.topic'), render: (_, { topic }: Complaint) => t(`complaints.topic.${topic}`) },
              {
                title: t('complaints.received'),
                className: 'figures',
                render: (_, { createdAt }: Complaint) => showTime(createdAt),
              },
              {
                title: t(state === 'received' ? 'complaints.by' : 'complaints.answered'),
                className: 'figures',
                render: (_, complaint: Complaint) =>
                  complaint.answeredAt === null ? (
                    <>
                      {showTime(complaint.answerBy)} {dueOf(complaint)}
                    </>
                  ) : (
                    showTime(complaint.answeredAt)
                  ),
              },
              {
                title: '',
                align: 'right',
                render: (_, { number }: Complaint) => (
                  <Button className='look' onClick={() => setLooking(number)}>
                    {t('tasks.look')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Panel>
      {looking !== undefined && (
        <ComplaintSheet
          number={looking}
          onClose={() => setLooking(undefined)}
          onAnswered={() => {
            setLooking(undefined)
            void complaints.reload()
          }}
        />
      )}
    </Page>
  )
}

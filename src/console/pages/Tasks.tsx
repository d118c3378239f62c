import { Button, Segmented, Table, Tag } from 'antd'
import { useState } from 'react'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { kindOf } from '../lib/kind.ts'
import { useLoad } from '../lib/load.ts'
import { showTime } from '../lib/show.ts'
import { Nothing, Page, type PageProps, Panel, Refusal } from '../parts.tsx'
import { Matches } from './Matches.tsx'
import { TaskSheet } from './TaskSheet.tsx'

type Task = StaffAnswer<'GET /console/api/tasks'>['tasks'][number]

const COLOURS = { open: 'warning', approved: 'success', refused: 'default' } as const

/** Four eyes: what waits for a decision, and what was decided. */
export function Tasks({ me }: PageProps) {
  const { t } = useText()
  const [shown, setShown] = useState<'open' | 'decided' | 'matches'>('open')
  return (
    <Page title={t('tasks.title')} about={t('tasks.about')}>
      <Panel>
        <Segmented
          className='switch'
          value={shown}
          onChange={setShown}
          options={[
            { value: 'open', label: t('tasks.open') },
            { value: 'decided', label: t('tasks.decided') },
            ...(me.roles.includes('risk') ? [{ value: 'matches' as const, label: t('matches.menu') }] : []),
          ]}
        />
        {shown === 'matches' ? <Matches /> : <Requests state={shown} />}
      </Panel>
    </Page>
  )
}

function Requests({ state }: { state: 'open' | 'decided' }) {
  const { t } = useText()
  const [looking, setLooking] = useState<string | null>(null)
  const tasks = useLoad(() => call('GET /console/api/tasks', { query: { state } }), [state])
  return (
    <>
      <Refusal error={tasks.error} onRetry={tasks.reload} />
      {tasks.data && (
        <Table
          rowKey='id'
          size='middle'
          pagination={false}
          dataSource={[...tasks.data.tasks]}
          locale={{ emptyText: <Nothing>{t(state === 'open' ? 'tasks.none' : 'tasks.none.decided')}</Nothing> }}
          columns={[
            {
              title: t('tasks.what'),
              render: (_, task: Task) => (
                <>
                  {kindOf(t, task.kind)} {task.own && <Tag variant='filled'>{t('tasks.own')}</Tag>}
                </>
              ),
            },
            {
              title: t('tasks.by'),
              render: (_, { requestedBy, requestedBranch }: Task) => `${requestedBy.name} · ${requestedBranch}`,
            },
            {
              title: t('tasks.requested'),
              className: 'figures',
              render: (_, task: Task) => showTime(task.requestedAt),
            },
            {
              title: t('tasks.state'),
              render: (_, task: Task) => (
                <Tag variant='filled' color={COLOURS[task.state]}>
                  {t(`tasks.state.${task.state}`)}
                </Tag>
              ),
            },
            {
              title: '',
              align: 'right',
              render: (_, task: Task) => (
                <Button className='look' onClick={() => setLooking(task.id)}>
                  {t('tasks.look')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {looking !== null && (
        <TaskSheet
          taskId={looking}
          onClose={() => setLooking(null)}
          onDecided={() => {
            setLooking(null)
            void tasks.reload()
          }}
        />
      )}
    </>
  )
}

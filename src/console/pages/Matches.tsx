import { Button, Skeleton, Table, Tag } from 'antd'
import { useState } from 'react'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { useLoad } from '../lib/load.ts'
import { showTime } from '../lib/show.ts'
import { Nothing, Refusal } from '../parts.tsx'
import { MatchSheet } from './MatchSheet.tsx'

type Match = StaffAnswer<'GET /console/api/list-matches'>['matches'][number]

/** People whom a list may mean, without saying who: one is opened to be looked at, and a verdict proposed. */
export function Matches() {
  const { t } = useText()
  const [looking, setLooking] = useState<string | null>(null)
  const matches = useLoad(() => call('GET /console/api/list-matches'), [])
  const stateOf = ({ state, proposed }: Match) => (state === 'open' && proposed ? 'proposed' : state)
  return (
    <>
      <p className='lead'>{t('matches.about')}</p>
      <Refusal error={matches.error} onRetry={matches.reload} />
      {!matches.data && !matches.error && <Skeleton title={false} paragraph={{ rows: 4 }} />}
      {matches.data && (
        <Table
          rowKey='id'
          size='middle'
          pagination={false}
          dataSource={[...matches.data.matches]}
          locale={{ emptyText: <Nothing>{t('matches.none')}</Nothing> }}
          columns={[
            {
              title: t('matches.list'),
              render: (_, { list, source }: Match) => (
                <>
                  {t(`fact.list.${list}`)}
                  <small className='under'>{source}</small>
                </>
              ),
            },
            { title: t('matches.by'), render: (_, { matchedBy }: Match) => t(`fact.matchedBy.${matchedBy}`) },
            { title: t('matches.for'), render: (_, { about }: Match) => t(`fact.about.${about}`) },
            { title: t('matches.found'), className: 'figures', render: (_, match: Match) => showTime(match.foundAt) },
            {
              title: t('matches.answer'),
              className: 'figures',
              render: (_, { answerBy }: Match) => (answerBy === null ? '—' : showTime(answerBy)),
            },
            {
              title: t('tasks.state'),
              render: (_, match: Match) => (
                <Tag variant='filled' color={match.state === 'open' ? 'warning' : 'error'}>
                  {t(`matches.state.${stateOf(match)}`)}
                </Tag>
              ),
            },
            {
              title: '',
              align: 'right',
              render: (_, match: Match) => (
                <Button className='look' onClick={() => setLooking(match.id)}>
                  {t('tasks.look')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {looking !== null && (
        <MatchSheet
          matchId={looking}
          onClose={() => setLooking(null)}
          onProposed={() => {
            setLooking(null)
            void matches.reload()
          }}
        />
      )}
    </>
  )
}

import { Button, Table, Tag } from 'antd'
import { useState } from 'react'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import { isWord, type Say, useText } from '../lib/i18n.tsx'
import { showTime } from '../lib/show.ts'
import { Nothing, type PageProps, Panel } from '../parts.tsx'
import { AuthorityOrder } from './AuthorityOrder.tsx'
import { Release } from './Release.tsx'
import { TelephoneFreeze } from './TelephoneFreeze.tsx'

type Seen = StaffAnswer<'POST /console/api/customers/:customerId/looks'>
type Restriction = Seen['restrictions'][number]

/** Who began or ended it: a colleague's number, or what it was. */
const byWhom = (t: Say, by: string): string => {
  const key = `restrictions.by.${by}`
  return isWord(key) ? t(key) : by
}

/** What keeps or kept the accounts from being used, and what the caller's roles may do about it. */
export function Restrictions(
  props: PageProps & {
    readonly customer: Seen
    readonly all: readonly Restriction[]
    readonly onBegun: (restriction: Restriction) => void
  },
) {
  const { t } = useText()
  const { me, customer, all, onBegun } = props
  const [asking, setAsking] = useState<'telephone' | 'authority'>()
  const [releasing, setReleasing] = useState<Restriction>()
  const frozen = all.some(({ kind, endedAt }) => kind === 'telephone' && endedAt === null)
  const open = customer.accounts.some(({ status }) => status !== 'closed')
  const isMine = (restriction: Restriction) => restriction.endedAt === null && me.roles.includes(restriction.releasedBy)
  return (
    <Panel
      title={t('restrictions.title')}
      extra={
        open && (
          <div className='ways'>
            {me.roles.includes('service') && (
              <Button id='telephone-freeze' disabled={frozen} onClick={() => setAsking('telephone')}>
                {t('restrictions.telephone')}
              </Button>
            )}
            {me.roles.includes('risk') && (
              <Button id='authority-order' onClick={() => setAsking('authority')}>
                {t('restrictions.authority')}
              </Button>
            )}
          </div>
        )
      }
    >
      <Table
        id='restrictions'
        rowKey='id'
        size='middle'
        pagination={false}
        dataSource={[...all]}
        locale={{ emptyText: <Nothing>{t('restrictions.none')}</Nothing> }}
        columns={[
          {
            title: t('restrictions.kind'),
            render: (_, { kind, accountId, authority, documentNumber }: Restriction) => (
              <>
                {t(`fact.restriction.${kind}`)}
                <small className='under'>
                  {authority === null
                    ? t(accountId === null ? 'restrictions.all' : 'restrictions.one')
                    : `${authority} · ${documentNumber}`}
                </small>
              </>
            ),
          },
          {
            title: t('restrictions.begun'),
            className: 'figures',
            render: (_, { begunAt, begunBy }: Restriction) => (
              <>
                {showTime(begunAt)}
                <small className='under'>{byWhom(t, begunBy)}</small>
              </>
            ),
          },
          {
            title: t('restrictions.ended'),
            className: 'figures',
            render: (_, { endedAt, endedBy, endsOn }: Restriction) => {
              if (endedAt === null) {
                return (
                  <>
                    <Tag variant='filled' color='warning'>
                      {t('restrictions.in-force')}
                    </Tag>
                    {endsOn !== null && <small className='under'>{t('restrictions.until', { date: endsOn })}</small>}
                  </>
                )
              }
              return (
                <>
                  {showTime(endedAt)}
                  <small className='under'>{byWhom(t, endedBy ?? '')}</small>
                </>
              )
            },
          },
          {
            title: t('restrictions.note'),
            className: 'wide',
            render: (_, { note }: Restriction) => note ?? '—',
          },
          {
            title: '',
            align: 'right',
            render: (_, restriction: Restriction) =>
              isMine(restriction) && (
                <Button className='release' onClick={() => setReleasing(restriction)}>
                  {t('restrictions.release')}
                </Button>
              ),
          },
        ]}
      />
      <TelephoneFreeze
        customerId={customer.customerId}
        open={asking === 'telephone'}
        onClose={() => setAsking(undefined)}
        onBegun={onBegun}
      />
      <AuthorityOrder
        customer={customer}
        open={asking === 'authority'}
        onClose={() => setAsking(undefined)}
        onBegun={onBegun}
      />
      <Release customerId={customer.customerId} restriction={releasing} onClose={() => setReleasing(undefined)} />
    </Panel>
  )
}

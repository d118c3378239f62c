import { Button, Input, Table } from 'antd'
import { useState } from 'react'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { type Say, useText } from '../lib/i18n.tsx'
import { kindOf } from '../lib/kind.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { showReference, showTime } from '../lib/show.ts'
import { Nothing, Page, Panel, Refusal } from '../parts.tsx'

type Look = StaffAnswer<'GET /console/api/looks'>['looks'][number]

/** What a member of staff wrote; at the counter and in four eyes the work itself is the reason, told by its number. */
function reasonOf(t: Say, { occasion, reason }: Look): string {
  const [work = '', id = ''] = reason.split(' ')
  if (occasion === 'identification') return t('looks.reason.identification', { reference: showReference(id) })
  return occasion === 'task' || occasion === 'list-match' ? `${kindOf(t, work)} ${showReference(id)}` : reason
}

/** Who looked at whom, newest first. A customer's number or a member's narrows it down. */
export function Looks() {
  const { t } = useText()
  const [staffId, setStaffId] = useState('')
  const [customerId, setCustomerId] = useState<string>()
  const filter = { ...(staffId ? { staffId } : {}), ...(customerId ? { customerId } : {}) }
  const [earlier, setEarlier] = useState<{ looks: readonly Look[]; next: string | null }>()
  const first = useLoad(async () => {
    setEarlier(undefined)
    return call('GET /console/api/looks', { query: filter })
  }, [staffId, customerId])
  const next = earlier ? earlier.next : (first.data?.next ?? null)
  const more = useAct(async () => {
    if (next === null) return
    const page = await call('GET /console/api/looks', { query: { ...filter, before: next } })
    setEarlier((before) => ({ looks: [...(before?.looks ?? []), ...page.looks], next: page.next }))
  })
  return (
    <Page title={t('looks.title')} about={t('looks.about')}>
      <Panel>
        <div className='filters'>
          <Input.Search
            id='staff-id'
            allowClear
            placeholder={t('looks.staff')}
            onSearch={(text) => setStaffId(text.trim())}
          />
          {customerId && (
            <Button onClick={() => setCustomerId(undefined)}>
              {t('looks.customer')} {showReference(customerId)} ×
            </Button>
          )}
        </div>
        <Refusal error={first.error ?? more.error} onRetry={first.reload} />
        {first.data && (
          <Table
            rowKey='id'
            size='middle'
            pagination={false}
            dataSource={[...first.data.looks, ...(earlier?.looks ?? [])]}
            locale={{ emptyText: <Nothing>{t('looks.none')}</Nothing> }}
            columns={[
              { title: t('looks.at'), className: 'figures', render: (_, { at }: Look) => showTime(at) },
              { title: t('looks.who'), render: (_, { staff }: Look) => `${staff.name} ${staff.id}` },
              { title: t('looks.branch'), dataIndex: 'branch' },
              { title: t('looks.occasion'), render: (_, { occasion }: Look) => t(`looks.occasion.${occasion}`) },
              {
                title: t('looks.customer'),
                className: 'figures',
                render: (_, look: Look) =>
                  look.customerId === null ? (
                    <span className='quiet'>{t('looks.customer.none')}</span>
                  ) : (
                    <Button type='link' size='small' onClick={() => setCustomerId(look.customerId ?? undefined)}>
                      {showReference(look.customerId)}
                    </Button>
                  ),
              },
              { title: t('looks.reason'), className: 'wide', render: (_, look: Look) => reasonOf(t, look) },
            ]}
          />
        )}
        {next !== null && (
          <Button className='more' loading={more.busy} onClick={more.run}>
            {t('looks.more')}
          </Button>
        )}
      </Panel>
    </Page>
  )
}

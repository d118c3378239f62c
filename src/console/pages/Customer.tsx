import { Button, Descriptions, Table, Tag } from 'antd'
import { useState } from 'react'
import { formatYuan } from '../../contract/money.ts'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import { isWord, type Say, useText } from '../lib/i18n.tsx'
import { showReference, showTime } from '../lib/show.ts'
import { Nothing, Page, type PageProps, Panel } from '../parts.tsx'
import { Correction } from './Correction.tsx'
import { Restrictions } from './Restrictions.tsx'

type Seen = StaffAnswer<'POST /console/api/customers/:customerId/looks'>
type Account = Seen['accounts'][number]
type Restriction = Seen['restrictions'][number]

const classOf = (t: Say, account: Account): string =>
  account.class === 'payroll' || account.class === 'merchant'
    ? t(`customer.class.${account.class}`)
    : t('customer.class.of', { class: account.class })

/** A state that has no words yet is shown by its name rather than not at all. */
const statusOf = (t: Say, status: string): string => {
  const key = `customer.status.${status}`
  return isWord(key) ? t(key) : status
}

/** One customer, masked: who it is, how identified, accounts, what restricts them, cards. */
export function Customer({ me, customer, onBack }: PageProps & { customer: Seen; onBack: () => void }) {
  const { t } = useText()
  const [correcting, setCorrecting] = useState<string | null>(null)
  const [restrictions, setRestrictions] = useState(customer.restrictions)
  const { identified, accounts, cards } = customer
  // A second freeze is answered by the one that stands.
  const begun = (restriction: Restriction) =>
    setRestrictions((now) => [restriction, ...now.filter(({ id }) => id !== restriction.id)])
  const stateOf = ({ id, status }: Account) =>
    status === 'active' && restrictions.some((one) => one.endedAt === null && (one.accountId ?? id) === id)
      ? 'restricted'
      : status
  const seesBalances = accounts.some(({ balance }) => balance !== null)
  return (
    <Page title={customer.maskedName} about={`${t('customer.reference')} ${showReference(customer.customerId)}`}>
      <Button className='back' type='link' id='back' onClick={onBack}>
        ← {t('customers.title')}
      </Button>
      <Panel>
        <Descriptions
          column={2}
          items={[
            { key: 'mobile', label: t('identify.mobile'), children: customer.maskedMobile },
            { key: 'id', label: t('identify.id'), children: customer.maskedIdNumber ?? '—' },
            { key: 'since', label: t('customer.since'), children: showTime(customer.since) },
            {
              key: 'valid',
              label: t('customer.valid'),
              children: customer.organisation ? '—' : (customer.idValidUntil ?? t('identify.valid.life')),
            },
            {
              key: 'identified',
              label: t('customer.identified'),
              span: 2,
              children: identified ? (
                <span className='identified'>
                  {t('customer.identified.by', {
                    time: showTime(identified.at),
                    branch: identified.branch,
                    teller: identified.teller,
                  })}
                  {identified.id !== null && (
                    <Button type='link' size='small' id='correct' onClick={() => setCorrecting(identified.id)}>
                      {t('identify.correct')}
                    </Button>
                  )}
                </span>
              ) : (
                t('customer.identified.no')
              ),
            },
          ]}
        />
      </Panel>
      <Panel title={t('customer.accounts')}>
        <Table
          rowKey='id'
          size='middle'
          pagination={false}
          dataSource={[...accounts]}
          locale={{ emptyText: <Nothing>{t('customer.accounts.none')}</Nothing> }}
          columns={[
            { title: t('customer.class'), render: (_, account) => classOf(t, account) },
            { title: t('customer.number'), dataIndex: 'maskedNumber', className: 'figures' },
            {
              title: t('customer.status'),
              render: (_, account) => (
                <Tag variant='filled' color={stateOf(account) === 'active' ? 'success' : 'warning'}>
                  {statusOf(t, stateOf(account))}
                </Tag>
              ),
            },
            { title: t('customer.opened'), render: (_, { openedAt }) => showTime(openedAt), className: 'figures' },
            ...(seesBalances
              ? [
                  {
                    title: t('customer.balance'),
                    align: 'right' as const,
                    className: 'figures',
                    render: (_: unknown, { balance }: Account) => (balance === null ? '—' : formatYuan(balance)),
                  },
                ]
              : []),
          ]}
        />
      </Panel>
      <Restrictions me={me} customer={customer} all={restrictions} onBegun={begun} />
      <Panel title={t('customer.cards')}>
        {cards.length === 0 && <Nothing>{t('customer.cards.none')}</Nothing>}
        <ul className='cards'>
          {cards.map(({ bankName: bank, kind, last4 }) => (
            <li key={`${bank} ${last4}`}>{t('customer.card', { bank, kind: t(`customer.card.${kind}`), last4 })}</li>
          ))}
        </ul>
      </Panel>
      <Correction identificationId={correcting} onClose={() => setCorrecting(null)} />
    </Page>
  )
}

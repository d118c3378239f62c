import { Input, Radio, Select } from 'antd'
import { useState } from 'react'
import type { StaffAnswer, StaffBody } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { Labelled } from '../parts.tsx'
import { NoteModal } from './NoteModal.tsx'

type Order = StaffBody<'POST /console/api/customers/:customerId/authority-orders'>
const KINDS = ['authority-freeze', 'authority-stop'] as const
const ALL = 'all'
const EMPTY = { kind: 'authority-freeze' as Order['kind'], account: ALL, authority: '', documentNumber: '', endsOn: '' }

/** Enters an order of police or court, from its document. */
export function AuthorityOrder(props: {
  customer: Pick<StaffAnswer<'POST /console/api/customers/:customerId/looks'>, 'customerId' | 'accounts'>
  open: boolean
  onClose: () => void
  onBegun: (restriction: StaffAnswer<'POST /console/api/customers/:customerId/authority-orders'>) => void
}) {
  const { t } = useText()
  const { customerId, accounts } = props.customer
  const [form, setForm] = useState(EMPTY)
  const change = (fields: Partial<typeof EMPTY>) => setForm((now) => ({ ...now, ...fields }))
  const authority = form.authority.trim()
  const documentNumber = form.documentNumber.trim()
  const { kind, endsOn } = form
  const open = accounts.filter(({ status }) => status !== 'closed')
  return (
    <NoteModal
      open={props.open}
      title={t('restrictions.authority.title')}
      about={t('restrictions.authority.about')}
      send={t('restrictions.authority.send')}
      sent={t('restrictions.authority.sent')}
      noteId='authority-note'
      notePlaceholder={t('restrictions.authority.note')}
      content={JSON.stringify(form)}
      missing={authority && documentNumber && endsOn ? undefined : t('restrictions.authority.missing')}
      danger
      onClose={props.onClose}
      onSend={async (id, note) => {
        const accountId = form.account === ALL ? null : form.account
        props.onBegun(
          await call('POST /console/api/customers/:customerId/authority-orders', {
            params: { customerId },
            body: { id, accountId, kind, authority, documentNumber, endsOn, note },
          }),
        )
        setForm(EMPTY)
      }}
    >
      <Labelled label={t('restrictions.authority.kind')}>
        <Radio.Group
          id='authority-kind'
          value={kind}
          onChange={({ target }) => change({ kind: target.value as Order['kind'] })}
          options={KINDS.map((value) => ({ value, label: t(`fact.restriction.${value}`) }))}
        />
        <p className='hint'>{t(`restrictions.authority.${kind}`)}</p>
      </Labelled>
      <Labelled label={t('restrictions.authority.accounts')} htmlFor='authority-account'>
        <Select
          id='authority-account'
          value={form.account}
          onChange={(account) => change({ account })}
          options={[
            { value: ALL, label: t('restrictions.all') },
            ...open.map(({ id, maskedNumber }) => ({ value: id, label: maskedNumber })),
          ]}
        />
      </Labelled>
      <Labelled label={t('fact.authority')} htmlFor='authority'>
        <Input
          id='authority'
          maxLength={100}
          value={form.authority}
          placeholder={t('restrictions.authority.example')}
          onChange={({ target }) => change({ authority: target.value })}
        />
      </Labelled>
      <div className='pair'>
        <Labelled label={t('fact.documentNumber')} htmlFor='document'>
          <Input
            id='document'
            maxLength={100}
            value={form.documentNumber}
            onChange={({ target }) => change({ documentNumber: target.value })}
          />
        </Labelled>
        <Labelled label={t('restrictions.authority.until')} htmlFor='ends-on'>
          <Input id='ends-on' type='date' value={endsOn} onChange={({ target }) => change({ endsOn: target.value })} />
        </Labelled>
      </div>
    </NoteModal>
  )
}

import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { CUSTOMER_SEARCHES } from '../../contract/choices.ts'
import type { StaffAnswer, StaffBody } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { useAct } from '../lib/load.ts'
import { isReason, Labelled, Nothing, Page, type PageProps, Panel, ReasonInput, Refusal } from '../parts.tsx'
import { Customer } from './Customer.tsx'

type Search = StaffBody<'POST /console/api/customer-searches'>
type Found = StaffAnswer<'POST /console/api/customer-searches'>
type Seen = StaffAnswer<'POST /console/api/customers/:customerId/looks'>

const isNumber = (text: string): boolean => /^[\dX]{11,19}$/.test(text)

/** Finding a customer by an exact number, for a reason; the details are a look of their own. */
export function Customers({ me }: PageProps) {
  const { t } = useText()
  const [by, setBy] = useState<Search['by']>('mobile')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(false)
  const [found, setFound] = useState<Found>()
  const [seen, setSeen] = useState<Seen>()
  const number = value.replace(/\s/g, '').toUpperCase()
  const searching = useAct(async () => {
    setTold(true)
    if (!isNumber(number) || !isReason(reason)) return
    setFound(undefined)
    setFound(await call('POST /console/api/customer-searches', { body: { by, value: number, reason: reason.trim() } }))
  })
  if (seen) return <Customer me={me} customer={seen} onBack={() => setSeen(undefined)} />
  return (
    <Page title={t('customers.title')} about={t('customers.about')}>
      <Panel>
        <form
          className='search'
          onSubmit={(event) => {
            event.preventDefault()
            void searching.run()
          }}
        >
          <Labelled label={t('customers.value')} htmlFor='value'>
            <div className='search__number'>
              <Select
                value={by}
                onChange={setBy}
                aria-label={t('customers.value')}
                options={CUSTOMER_SEARCHES.map((kind) => ({ value: kind, label: t(`customers.by.${kind}`) }))}
              />
              <Input
                id='value'
                value={value}
                maxLength={24}
                autoComplete='off'
                onChange={({ target }) => setValue(target.value)}
                {...(told && !isNumber(number) ? { status: 'error' as const } : {})}
              />
            </div>
            {told && !isNumber(number) && <p className='hint hint--wrong'>{t('customers.value.wrong')}</p>}
          </Labelled>
          <Labelled label={t('reason')} htmlFor='reason'>
            <ReasonInput
              id='reason'
              value={reason}
              onChange={setReason}
              placeholder={t('customers.reason.example')}
              told={told}
            />
          </Labelled>
          <Refusal error={searching.error} />
          <Button type='primary' size='large' htmlType='submit' id='search' loading={searching.busy}>
            {t('customers.search')}
          </Button>
        </form>
      </Panel>
      {found && (
        <Panel>
          {found.customers.length === 0 && (
            <Nothing>
              <b>{t('customers.none')}</b>
              <br />
              {t('customers.none.about')}
            </Nothing>
          )}
          <div id='found'>
            {found.customers.map((customer) => (
              <Line key={customer.customerId} customer={customer} reason={reason} onSeen={setSeen} />
            ))}
          </div>
        </Panel>
      )}
    </Page>
  )
}

function Line(props: { customer: Found['customers'][number]; reason: string; onSeen: (seen: Seen) => void }) {
  const { t } = useText()
  const { customerId, maskedName, maskedMobile, maskedIdNumber } = props.customer
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState(props.reason)
  const [told, setTold] = useState(false)
  const opening = useAct(async () => {
    setTold(true)
    if (!isReason(reason)) return
    props.onSeen(
      await call('POST /console/api/customers/:customerId/looks', {
        params: { customerId },
        body: { reason: reason.trim() },
      }),
    )
  })
  return (
    <div className='line'>
      <b>{maskedName}</b>
      <span>{maskedMobile}</span>
      <span>{maskedIdNumber}</span>
      <Button id='open' onClick={() => setAsking(true)}>
        {t('customers.open')}
      </Button>
      <Modal
        open={asking}
        title={t('customers.open.title')}
        okText={t('customers.open')}
        cancelText={t('cancel')}
        confirmLoading={opening.busy}
        onCancel={() => setAsking(false)}
        onOk={opening.run}
      >
        <ReasonInput id='look-reason' value={reason} onChange={setReason} told={told} />
        <Refusal error={opening.error} />
      </Modal>
    </div>
  )
}

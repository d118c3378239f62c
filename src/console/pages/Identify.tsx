import { CheckCircleFilled, MinusCircleFilled } from '@ant-design/icons'
import { Button, Input, Modal, Radio, Steps } from 'antd'
import { useEffect, useState } from 'react'
import { DOCUMENT_CHECKS, IDENTITY_DOCUMENTS } from '../../contract/choices.ts'
import type { StaffAnswer, StaffBody } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { useAct, useLoad } from '../lib/load.ts'
import { showClock } from '../lib/show.ts'
import { isReason, Labelled, Page, Panel, ReasonInput, Refusal } from '../parts.tsx'
import { Today } from './Today.tsx'

type Found = StaffAnswer<'POST /console/api/identification-lookups'>
type Identification = StaffAnswer<'POST /console/api/identifications'>
type Form = StaffBody<'POST /console/api/identifications'>

const CODE_LENGTH = 8

/** The teller's page: the code on the customer's phone, the document in hand, the result. One customer at a time. */
export function Identify() {
  const { t } = useText()
  const [found, setFound] = useState<Found>()
  const [done, setDone] = useState<Identification>()
  const today = useLoad(() => call('GET /console/api/identifications'), [])
  const step = done ? 2 : found ? 1 : 0
  const next = () => {
    setFound(undefined)
    setDone(undefined)
  }
  return (
    <Page title={t('identify.title')} about={t('identify.about')}>
      <div className='columns'>
        <Panel>
          <Steps
            className='steps'
            size='small'
            current={step}
            items={[
              { title: t('identify.step.code') },
              { title: t('identify.step.check') },
              { title: t('identify.step.result') },
            ]}
          />
          {done ? (
            <Result done={done} onNext={next} />
          ) : found ? (
            <Check
              found={found}
              onBack={next}
              onDone={(identification) => {
                setDone(identification)
                void today.reload()
              }}
            />
          ) : (
            <EnterCode onFound={setFound} />
          )}
        </Panel>
        <Today checks={today.data?.identifications} error={today.error} />
      </div>
    </Page>
  )
}

function EnterCode({ onFound }: { onFound: (found: Found) => void }) {
  const { t } = useText()
  const [code, setCode] = useState('')
  const finding = useAct(async () =>
    onFound(await call('POST /console/api/identification-lookups', { body: { code } })),
  )
  const whole = code.length === CODE_LENGTH
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (whole) void finding.run()
      }}
    >
      <Labelled label={t('identify.code')} htmlFor='code'>
        <Input
          id='code'
          className='code'
          autoFocus
          autoComplete='off'
          inputMode='numeric'
          placeholder='0000 0000'
          value={code.replace(/(\d{4})(?=\d)/, '$1 ')}
          onChange={({ target }) => {
            setCode(target.value.replace(/\D/g, '').slice(0, CODE_LENGTH))
            finding.clear()
          }}
        />
      </Labelled>
      <Refusal error={finding.error} />
      <Button type='primary' size='large' htmlType='submit' id='find' disabled={!whole} loading={finding.busy}>
        {t('identify.find')}
      </Button>
    </form>
  )
}

function Check(props: { found: Found; onBack: () => void; onDone: (done: Identification) => void }) {
  const { found } = props
  const { t } = useText()
  const [document, setDocument] = useState<Form['document']>('resident-id')
  const [checkedBy, setCheckedBy] = useState<Form['checkedBy']>('reader')
  const [last4, setLast4] = useState('')
  const [refusing, setRefusing] = useState(false)
  const send = useAct(async (form: Form) => {
    props.onDone(await call('POST /console/api/identifications', { body: form }))
  })
  const inHand = { codeId: found.codeId, document, checkedBy }
  const whole = /^\d{3}[\dX]$/.test(last4)
  return (
    <>
      <section className='person' id='customer'>
        <div className='person__name'>{found.maskedName}</div>
        <dl>
          <div>
            <dt>{t('identify.id')}</dt>
            <dd>{found.maskedIdNumber}</dd>
          </div>
          <div>
            <dt>{t('identify.mobile')}</dt>
            <dd>{found.maskedMobile}</dd>
          </div>
          <div>
            <dt>{t('identify.valid')}</dt>
            <dd>{found.idValidUntil ?? t('identify.valid.life')}</dd>
          </div>
        </dl>
        <p className='hint'>{t('identify.by', { time: showClock(found.checkBy) })}</p>
      </section>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (whole) void send.run({ ...inHand, result: 'passed', last4 })
        }}
      >
        <div className='pair'>
          <Labelled label={t('identify.document')}>
            <Radio.Group
              vertical
              value={document}
              onChange={({ target }) => setDocument(target.value)}
              options={IDENTITY_DOCUMENTS.map((value) => ({ value, label: t(`identify.document.${value}`) }))}
            />
          </Labelled>
          <Labelled label={t('identify.checked')}>
            <Radio.Group
              vertical
              value={checkedBy}
              onChange={({ target }) => setCheckedBy(target.value)}
              options={DOCUMENT_CHECKS.map((value) => ({ value, label: t(`identify.checked.${value}`) }))}
            />
          </Labelled>
        </div>
        <Labelled label={t('identify.last4')} htmlFor='last4'>
          <Input
            id='last4'
            className='last4'
            autoFocus
            autoComplete='off'
            maxLength={4}
            value={last4}
            onChange={({ target }) => {
              setLast4(target.value.toUpperCase().replace(/[^\dX]/g, ''))
              send.clear()
            }}
          />
          <p className='hint'>{t('identify.last4.about')}</p>
        </Labelled>
        <Refusal error={send.error} />
        <div className='ways'>
          <Button type='primary' size='large' htmlType='submit' id='pass' disabled={!whole} loading={send.busy}>
            {t('identify.pass')}
          </Button>
          <Button size='large' id='refuse' onClick={() => setRefusing(true)}>
            {t('identify.refuse')}
          </Button>
          <Button type='text' size='large' id='back' onClick={props.onBack}>
            {t('back')}
          </Button>
        </div>
      </form>
      <Refuse
        open={refusing}
        busy={send.busy}
        onClose={() => setRefusing(false)}
        onRefuse={(reason) => {
          setRefusing(false)
          void send.run({ ...inHand, result: 'refused', reason })
        }}
      />
    </>
  )
}

function Refuse(props: { open: boolean; busy: boolean; onClose: () => void; onRefuse: (reason: string) => void }) {
  const { t } = useText()
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(false)
  useEffect(() => {
    if (props.open) setTold(false)
  }, [props.open])
  return (
    <Modal
      open={props.open}
      title={t('identify.refuse.title')}
      okText={t('identify.refuse.confirm')}
      cancelText={t('cancel')}
      confirmLoading={props.busy}
      onCancel={props.onClose}
      onOk={() => (isReason(reason) ? props.onRefuse(reason) : setTold(true))}
    >
      <ReasonInput id='refuse-reason' value={reason} onChange={setReason} hint={t('reason.kept')} told={told} />
    </Modal>
  )
}

function Result({ done, onNext }: { done: Identification; onNext: () => void }) {
  const { t } = useText()
  const passed = done.result === 'passed'
  return (
    <section className='result' id='result' aria-live='polite'>
      {passed ? <CheckCircleFilled className='result__sign' /> : <MinusCircleFilled className='result__sign--no' />}
      <h2>{t(passed ? 'identify.passed' : 'identify.refused')}</h2>
      <p>{t(passed ? 'identify.passed.about' : 'identify.refused.about')}</p>
      <Button type='primary' size='large' id='next' onClick={onNext}>
        {t('identify.next')}
      </Button>
    </section>
  )
}

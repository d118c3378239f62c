import { App, Button, Descriptions, Input, Modal } from 'antd'
import { useState } from 'react'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { useAct, useLoad } from '../lib/load.ts'
import { showPerson, showTime } from '../lib/show.ts'
import { Labelled, Refusal } from '../parts.tsx'

type Seen = StaffAnswer<'POST /console/api/complaints/:number/looks'>
const SHORTEST = 5
const LONGEST = 1000

/** One complaint and its answer. Opening it is a look that is recorded. */
export function ComplaintSheet(props: { number: string; onClose: () => void; onAnswered: () => void }) {
  const { t } = useText()
  const { number } = props
  const seen = useLoad(() => call('POST /console/api/complaints/:number/looks', { params: { number } }), [number])
  return (
    <Modal
      open
      width={680}
      title={t('complaints.one', { number })}
      footer={null}
      maskClosable={false}
      onCancel={props.onClose}
    >
      <Refusal error={seen.error} onRetry={seen.reload} />
      {seen.data && <Sheet complaint={seen.data} onAnswered={props.onAnswered} />}
    </Modal>
  )
}

function Sheet({ complaint, onAnswered }: { complaint: Seen; onAnswered: () => void }) {
  const { t } = useText()
  const { customer, answeredAt, answeredBy } = complaint
  return (
    <div id='complaint'>
      <Descriptions
        column={2}
        size='small'
        items={[
          {
            key: 'customer',
            label: t('tasks.customer'),
            span: 2,
            children: customer.maskedName === '' ? t('complaints.visitor') : showPerson(customer),
          },
          { key: 'topic', label: t('complaints.topic'), children: t(`complaints.topic.${complaint.topic}`) },
          { key: 'received', label: t('complaints.received'), children: showTime(complaint.createdAt) },
        ]}
      />
      <blockquote className='words' id='complaint-text'>
        {complaint.text}
      </blockquote>
      {complaint.answer === null || answeredAt === null ? (
        <Answer number={complaint.number} onAnswered={onAnswered} />
      ) : (
        <Labelled label={t('complaints.answer.by', { name: answeredBy?.name ?? '', time: showTime(answeredAt) })}>
          <blockquote className='words words--ours' id='complaint-answer'>
            {complaint.answer}
          </blockquote>
        </Labelled>
      )}
    </div>
  )
}

function Answer({ number, onAnswered }: { number: string; onAnswered: () => void }) {
  const { t } = useText()
  const { message } = App.useApp()
  const [text, setText] = useState('')
  const [told, setTold] = useState(false)
  const short = text.trim().length < SHORTEST
  const answering = useAct(async () => {
    setTold(true)
    if (short) return
    await call('POST /console/api/complaints/:number/answer', { params: { number }, body: { text: text.trim() } })
    onAnswered()
    void message.success(t('complaints.sent'))
  })
  return (
    <div className='sheet__decision'>
      <Labelled label={t('complaints.answer')} htmlFor='answer'>
        <Input.TextArea
          id='answer'
          value={text}
          rows={6}
          maxLength={LONGEST}
          showCount
          placeholder={t('complaints.answer.hint')}
          onChange={({ target }) => setText(target.value)}
          {...(told && short ? { status: 'error' as const } : {})}
        />
        <p className={told && short ? 'hint hint--wrong' : 'hint'}>
          {t(told && short ? 'complaints.answer.short' : 'complaints.answer.about')}
        </p>
      </Labelled>
      <Refusal error={answering.error} />
      <Button type='primary' id='send-answer' loading={answering.busy} onClick={() => answering.run()}>
        {t('complaints.send')}
      </Button>
    </div>
  )
}

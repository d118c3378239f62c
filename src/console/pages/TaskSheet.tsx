import { Alert, Button, Descriptions, Modal } from 'antd'
import { useState } from 'react'
import type { StaffAnswer, StaffBody } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { isWord, type Say, useText } from '../lib/i18n.tsx'
import { kindOf } from '../lib/kind.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { showPerson, showTime } from '../lib/show.ts'
import { isReason, Labelled, ReasonInput, Refusal } from '../parts.tsx'

type Seen = StaffAnswer<'POST /console/api/tasks/:taskId/looks'>
type Decision = StaffBody<'POST /console/api/tasks/:taskId/decision'>

/** A fact that a kind of task tells: words for what we know, else as it comes. */
function factOf(t: Say, name: string, value: string | number): { label: string; value: string } {
  const label = `fact.${name}`
  const said = [`fact.${name}.${value}`, `identify.document.${value}`, `identify.checked.${value}`].find(isWord)
  return { label: isWord(label) ? t(label) : name, value: said ? t(said) : String(value) }
}

/** One request with its customer, and the decision on it. Opening it is a look that is recorded. */
export function TaskSheet(props: { taskId: string; onClose: () => void; onDecided: () => void }) {
  const { t } = useText()
  const { taskId } = props
  const seen = useLoad(() => call('POST /console/api/tasks/:taskId/looks', { params: { taskId } }), [taskId])
  return (
    <Modal open width={640} title={seen.data && kindOf(t, seen.data.kind)} footer={null} onCancel={props.onClose}>
      <Refusal error={seen.error} onRetry={seen.reload} />
      {seen.data && <Sheet task={seen.data} onDecided={props.onDecided} />}
    </Modal>
  )
}

function Sheet({ task, onDecided }: { task: Seen; onDecided: () => void }) {
  const { t } = useText()
  const { customer, requestedBy, decidedBy, decidedAt } = task
  const facts = Object.entries(task.facts).map(([name, value]) => ({ name, ...factOf(t, name, value) }))
  return (
    <div id='task'>
      <Descriptions
        column={2}
        size='small'
        items={[
          {
            key: 'customer',
            label: t('tasks.customer'),
            span: 2,
            children: showPerson(customer),
          },
          ...facts.map(({ name, label, value }) => ({ key: name, label, children: value })),
          {
            key: 'by',
            label: t('tasks.by'),
            span: 2,
            children: `${requestedBy.name} · ${task.requestedBranch} · ${showTime(task.requestedAt)}`,
          },
          { key: 'note', label: t('tasks.note'), span: 2, children: task.note },
          ...(decidedBy && decidedAt !== null
            ? [
                {
                  key: 'decided',
                  label: t('tasks.decided.by'),
                  span: 2,
                  children: `${decidedBy.name} · ${showTime(decidedAt)} · ${t(`tasks.state.${task.state}`)}`,
                },
                { key: 'decision', label: t('tasks.decision'), span: 2, children: task.decisionNote ?? '' },
              ]
            : []),
        ]}
      />
      {task.state === 'open' && task.own && (
        <Alert className='told' showIcon type='info' title={t('tasks.own.about')} />
      )}
      {task.state === 'open' && !task.own && task.decidable && <Decide taskId={task.id} onDecided={onDecided} />}
    </div>
  )
}

function Decide({ taskId, onDecided }: { taskId: string; onDecided: () => void }) {
  const { t } = useText()
  const [note, setNote] = useState('')
  const [told, setTold] = useState(false)
  const deciding = useAct(async (verdict: Decision['verdict']) => {
    setTold(true)
    if (!isReason(note)) return
    await call('POST /console/api/tasks/:taskId/decision', { params: { taskId }, body: { verdict, note: note.trim() } })
    onDecided()
  })
  return (
    <div className='sheet__decision'>
      <Labelled label={t('tasks.decision')} htmlFor='decision-note'>
        <ReasonInput
          id='decision-note'
          value={note}
          onChange={setNote}
          placeholder={t('tasks.decision.hint')}
          hint={t('reason.kept')}
          told={told}
        />
      </Labelled>
      <Refusal error={deciding.error} />
      <div className='ways'>
        <Button type='primary' id='approve' loading={deciding.busy} onClick={() => deciding.run('approved')}>
          {t('tasks.approve')}
        </Button>
        <Button id='refuse' disabled={deciding.busy} onClick={() => deciding.run('refused')}>
          {t('tasks.refuse')}
        </Button>
      </div>
    </div>
  )
}

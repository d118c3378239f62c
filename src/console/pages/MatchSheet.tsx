import { Alert, App, Button, Descriptions, Modal } from 'antd'
import { useState } from 'react'
import type { StaffAnswer, StaffBody } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { useAct, useLoad } from '../lib/load.ts'
import { useRequestId } from '../lib/request.ts'
import { showPerson, showTime } from '../lib/show.ts'
import { isReason, Labelled, ReasonInput, Refusal } from '../parts.tsx'

type Seen = StaffAnswer<'POST /console/api/list-matches/:matchId/looks'>
type Verdict = StaffBody<'POST /console/api/list-matches/:matchId/proposals'>['verdict']

/** One match: the person, masked, beside the entry, and the verdict that one proposes. Opening it is a look that is recorded. */
export function MatchSheet(props: { matchId: string; onClose: () => void; onProposed: () => void }) {
  const { t } = useText()
  const { matchId } = props
  const seen = useLoad(() => call('POST /console/api/list-matches/:matchId/looks', { params: { matchId } }), [matchId])
  return (
    <Modal open width={680} title={t('matches.title')} footer={null} onCancel={props.onClose}>
      <Refusal error={seen.error} onRetry={seen.reload} />
      {seen.data && <Sheet match={seen.data} onProposed={props.onProposed} />}
    </Modal>
  )
}

function Sheet({ match, onProposed }: { match: Seen; onProposed: () => void }) {
  const { t } = useText()
  const { customer, bornOn, entry } = match
  return (
    <div id='match'>
      <Descriptions
        column={2}
        size='small'
        items={[
          { key: 'customer', label: t('tasks.customer'), span: 2, children: showPerson(customer) },
          { key: 'born', label: t('fact.bornOn'), children: bornOn },
          { key: 'for', label: t('matches.for'), children: t(`fact.about.${match.about}`) },
          { key: 'entry', label: t('fact.entry'), children: entry.name },
          { key: 'entry-born', label: t('fact.entryBornOn'), children: entry.birthDate ?? t('matches.unsaid') },
          { key: 'list', label: t('matches.list'), children: `${t(`fact.list.${match.list}`)} · ${entry.id}` },
          { key: 'from', label: t('matches.from'), children: entry.from },
          { key: 'source', label: t('fact.source'), span: 2, children: match.source },
          { key: 'by', label: t('matches.by'), children: t(`fact.matchedBy.${match.matchedBy}`) },
          {
            key: 'answer',
            label: t('matches.answer'),
            children: match.answerBy === null ? '—' : showTime(match.answerBy),
          },
        ]}
      />
      {match.state !== 'open' && <Alert className='told' showIcon type='info' title={t('matches.meant')} />}
      {match.state === 'open' && match.proposed && (
        <Alert className='told' showIcon type='info' title={t('matches.proposed')} />
      )}
      {match.state === 'open' && !match.proposed && <Propose matchId={match.id} onProposed={onProposed} />}
    </div>
  )
}

function Propose({ matchId, onProposed }: { matchId: string; onProposed: () => void }) {
  const { t } = useText()
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const [told, setTold] = useState(false)
  const ids = { clear: useRequestId(note), confirm: useRequestId(note) }
  const proposing = useAct(async (verdict: Verdict) => {
    setTold(true)
    if (!isReason(note)) return
    await call('POST /console/api/list-matches/:matchId/proposals', {
      params: { matchId },
      body: { id: ids[verdict].id, verdict, note: note.trim() },
    })
    onProposed()
    void message.success(t('identify.correct.sent'))
  })
  return (
    <div className='sheet__decision'>
      <Labelled label={t('matches.note')} htmlFor='match-note'>
        <ReasonInput
          id='match-note'
          value={note}
          onChange={setNote}
          placeholder={t('matches.note.hint')}
          hint={t('matches.note.about')}
          told={told}
        />
      </Labelled>
      <Refusal error={proposing.error} />
      <div className='ways'>
        <Button id='clear' loading={proposing.busy} onClick={() => proposing.run('clear')}>
          {t('fact.verdict.clear')}
        </Button>
        <Button danger id='confirm' disabled={proposing.busy} onClick={() => proposing.run('confirm')}>
          {t('fact.verdict.confirm')}
        </Button>
      </div>
    </div>
  )
}

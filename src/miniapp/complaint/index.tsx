/**
 * complaint/: telling the bank what went wrong, and seeing what became of it. Imports lib/, ui/ and sign-in/.
 */
import { Textarea, View } from '@tarojs/components'
import { useState } from 'react'
import { COMPLAINT_TOPICS } from '../../contract/choices.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { newId } from '../lib/random.ts'
import { ring } from '../lib/telephone.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { aria, Badge, Button, Card, Choice, Intro, Page, Pressable, ProblemCard, Row, Rows } from '../ui/index.ts'
import './index.scss'
import { WORDS } from './words.ts'

type Form = Body<'POST /v1/complaints'>
type Complaint = Answer<'POST /v1/complaints'>

const SHORTEST = 5
const LONGEST = 1000

function Mine({ complaints }: { complaints: readonly Complaint[] }) {
  const { t, language } = useText(WORDS)
  const dayOf = (at: number) => formatDate(businessDate(at), language)
  if (complaints.length === 0) return null
  return (
    <Card title={t('complaint.mine')} id='complaints'>
      <Rows>
        {complaints.map((complaint) => (
          <View key={complaint.id} className='complaint__mine'>
            <Row
              kind='name'
              label={complaint.text}
              hint={
                complaint.state === 'answered'
                  ? t('complaint.number', { number: complaint.number })
                  : [
                      t('complaint.received', { number: complaint.number }),
                      t('complaint.received.about', { date: dayOf(complaint.answerBy) }),
                    ].join(' · ')
              }
              value={
                <Badge tone={complaint.state === 'answered' ? 'accent' : 'plain'}>
                  {t(`complaint.state.${complaint.state}`)}
                </Badge>
              }
            />
            {complaint.answer !== null && complaint.answeredAt !== null && (
              <View className='complaint__answer' id={`answer-${complaint.number}`}>
                <View className='complaint__small'>
                  {t('complaint.answered', { date: dayOf(complaint.answeredAt) })}
                </View>
                <View className='complaint__words'>{complaint.answer}</View>
              </View>
            )}
          </View>
        ))}
      </Rows>
    </Card>
  )
}

function Complaints() {
  const { t, language } = useText(WORDS)
  const [form, change] = useDraft<{
    topic: Form['topic'] | ''
    text: string
    sent: { id: string; content: string } | null
  }>('complaint', { topic: '', text: '', sent: null })
  const [told, setTold] = useState(false)
  const [received, setReceived] = useState<Complaint>()
  const institution = useLoad(() => call('GET /v1/institution'), [])
  const mine = useLoad(() => call('GET /v1/complaints'), [])
  const text = form.text.trim()

  const sending = useAct(async () => {
    setTold(true)
    const { topic } = form
    if (!topic || text.length < SHORTEST) return
    // The same complaint sent again is the same one.
    const content = `${topic} ${text}`
    const id = form.sent?.content === content ? form.sent.id : await newId()
    change({ sent: { id, content } })
    setReceived(await call('POST /v1/complaints', { body: { id, topic, text } }))
    change({ topic: '', text: '', sent: null })
    setTold(false)
    await mine.reload()
  })

  const phone = institution.data?.servicePhone
  const answered = mine.data?.complaints.some(({ state }) => state === 'answered')
  return (
    <Page
      title={t('complaint.title')}
      footer={
        <Button id='submit' loading={sending.busy} onTap={sending.run}>
          {t('complaint.submit')}
        </Button>
      }
    >
      <Intro title={t('complaint.head')} about={phone && t('complaint.about', { phone })} />
      {/* Who comes for an answer finds it first. */}
      {answered && mine.data && <Mine complaints={mine.data.complaints} />}
      {received && (
        <Card tone='accent' id='received'>
          <View className='complaint__received'>{t('complaint.received', { number: received.number })}</View>
          <View className='complaint__small'>
            {t('complaint.received.about', { date: formatDate(businessDate(received.answerBy), language) })}
          </View>
        </Card>
      )}
      <Card>
        <View className='complaint__label'>{t('complaint.topic')}</View>
        <Choice
          id='topic'
          label={t('complaint.topic')}
          options={COMPLAINT_TOPICS.map((value) => ({ value, text: t(`complaint.topic.${value}`) }))}
          value={form.topic || undefined}
          onChange={(topic) => change({ topic })}
        />
        {told && !form.topic && <View className='complaint__wrong'>{t('bind.choose-first')}</View>}
        <View className='complaint__label complaint__label--next'>{t('complaint.text')}</View>
        <View className='complaint__box'>
          <Textarea
            id='text'
            className='complaint__text'
            value={form.text}
            maxlength={LONGEST}
            autoHeight
            placeholder={t('complaint.text.hint')}
            placeholderClass='field__placeholder'
            onInput={({ detail }) => change({ text: detail.value })}
            {...aria({ label: t('complaint.text') })}
          />
        </View>
        {told && text.length < SHORTEST && (
          <View className='complaint__wrong' id='text-error' {...aria({ role: 'alert' })}>
            {t('complaint.too-short')}
          </View>
        )}
      </Card>
      {sending.error && <ProblemCard problem={sending.error.problem} onRetry={sending.run} />}
      {!answered && mine.data && <Mine complaints={mine.data.complaints} />}
      {institution.data && (
        <Pressable className='complaint__regulator' onTap={() => ring(institution.data?.regulatorPhone ?? '')}>
          {t('complaint.regulator', { phone: institution.data.regulatorPhone })}
        </Pressable>
      )}
    </Page>
  )
}

export default function ComplaintPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('complaint.title')}>{() => <Complaints />}</Gate>
}

import { useState } from 'react'
import { businessDate } from '../../contract/dates.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { back } from '../lib/pages.ts'
import { newId } from '../lib/random.ts'
import { noteMe } from '../lib/session.ts'
import { usePinned } from '../pin/usePinned.tsx'
import { Gate } from '../sign-in/Gate.tsx'
import { Button, Intro, Page } from '../ui/index.ts'
import { DiligenceFields } from './ChosenFields.tsx'
import { errorsOf, showFirst } from './errors.ts'
import { checkDiligence, diligenceBody, EMPTY_DILIGENCE, FIELDS, type FieldName } from './form.ts'
import { WORDS } from './words.ts'
import './index.scss'

/** What the bank must know of who has moved much through light accounts; all of it is chosen. */
function Details() {
  const { t } = useText(WORDS)
  const [form, setForm] = useState(EMPTY_DILIGENCE)
  const [told, setTold] = useState<ReadonlySet<FieldName>>(new Set())
  const today = businessDate(Date.now())
  const faults = checkDiligence(form, today)
  const pinned = usePinned(back)

  async function submit(): Promise<void> {
    setTold(new Set(FIELDS))
    if (showFirst(faults)) return
    const { idValidUntil: validUntil, ...details } = diligenceBody(form)
    const id = await newId()
    pinned.ask({
      order: { kind: 'id-validity', orderId: id, validUntil, details },
      subject: t('bind.details.pin'),
      done: t('bind.details.done'),
      send: async (token) =>
        noteMe(await call('POST /v1/me/id-validity', { body: { id, validUntil, details, authorisation: { token } } })),
    })
  }

  return (
    <Page
      title={t('bind.details.title')}
      footer={
        <Button id='submit' onTap={() => void submit()}>
          {t('bind.details.submit')}
        </Button>
      }
    >
      <Intro title={t('bind.details.head')} about={t('bind.details.about')} />
      <DiligenceFields
        form={form}
        change={(fields) => setForm((now) => ({ ...now, ...fields }))}
        errors={errorsOf(faults, told, undefined, t)}
        today={today}
      />
      {pinned.sheet}
    </Page>
  )
}

export default function DetailsPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('bind.details.title')}>{() => <Details />}</Gate>
}

/**
 * identify/: the way to the branch. Where to go, what to bring, and the code that the teller enters; while it is shown the
 * page asks how far it has come. Imports lib/, ui/ and sign-in/.
 */
import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { noteMe, useSession } from '../lib/session.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { Button, Card, Intro, Page, ProblemCard, Row, Rows } from '../ui/index.ts'
import { Code } from './Code.tsx'
import { Passed } from './Passed.tsx'
import { WORDS } from './words.ts'

type Shown = Answer<'POST /v1/identification-codes'>
export type Progress = Answer<'GET /v1/identification-codes/:codeId'>['state']

/** How often a shown code is asked after. */
const ASK_MS = 3_000
/** A code that ends while it is shown is replaced so many times; then the person asks for the next one. */
const RENEWALS = 2

function Way() {
  const { t } = useText(WORDS)
  const { me } = useSession()
  const [shown, setShown] = useState<Shown>()
  const [progress, setProgress] = useState<Progress>('waiting')
  const [here, setHere] = useState(true)
  const renewals = useRef(0)
  useDidShow(() => setHere(true))
  useDidHide(() => setHere(false))

  const making = useAct(async () => {
    setShown(await call('POST /v1/identification-codes'))
    setProgress('waiting')
  })
  const ended = () => {
    if (renewals.current++ < RENEWALS && here) void making.run()
    else setProgress('expired')
  }

  const codeId = shown?.id
  const going = progress === 'waiting' || progress === 'at-counter'
  useEffect(() => {
    if (codeId === undefined || !going || !here) return undefined
    const timer = setInterval(async () => {
      // Offline, the next question may come through.
      const answer = await call('GET /v1/identification-codes/:codeId', { params: { codeId } }).catch(() => undefined)
      // Of the end of its time the countdown tells.
      if (answer && answer.state !== 'expired') setProgress(answer.state)
    }, ASK_MS)
    return () => clearInterval(timer)
  }, [codeId, going, here])

  const passed = progress === 'passed'
  useEffect(() => {
    if (!passed) return
    call('GET /v1/me').then(noteMe, () => undefined)
  }, [passed])

  if (me?.identified || passed) return <Passed />
  return (
    <Page
      title={t('identify.title')}
      id='identify'
      footer={
        shown && going ? undefined : (
          <Button
            id='show-code'
            loading={making.busy}
            onTap={() => {
              renewals.current = 0
              void making.run()
            }}
          >
            {t(shown ? 'identify.again' : 'identify.show')}
          </Button>
        )
      }
    >
      {!shown && <Intro title={t('identify.head')} about={t('identify.about')} />}
      {shown && <Code key={shown.id} shown={shown} progress={progress} onEnd={ended} />}
      {making.error && <ProblemCard problem={making.error.problem} onRetry={making.run} />}
      <Card>
        <Rows>
          <Row label={t('identify.where')} value={t('identify.where.is')} />
          <Row label={t('identify.bring')} value={t('identify.bring.is')} />
          <Row label={t('identify.how')} value={t('identify.how.is')} />
        </Rows>
      </Card>
    </Page>
  )
}

export default function IdentifyPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('identify.title')}>{() => <Way />}</Gate>
}

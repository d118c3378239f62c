/**
 * privacy/: what the bank knows of a person, in their hands: what they agree to, all of it to read and keep, and its
 * end. Imports lib/, ui/, pin/ and sign-in/.
 */
import { useState } from 'react'
import { useText } from '../lib/i18n.ts'
import { useSession } from '../lib/session.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { Intro, Page } from '../ui/index.ts'
import { Consents } from './Consents.tsx'
import { Deleted } from './Deleted.tsx'
import { Deletion, type Forgotten } from './Deletion.tsx'
import { Known } from './Known.tsx'
import { WORDS } from './words.ts'

function Privacy({ onForgotten }: { readonly onForgotten: (forgotten: Forgotten) => void }) {
  const { t } = useText(WORDS)
  const { me } = useSession()
  const hasPin = me?.stage === 'customer'
  return (
    <Page title={t('privacy.title')} id='privacy'>
      <Intro title={t('privacy.head')} about={t('privacy.about')} />
      <Known hasPin={hasPin} />
      <Consents />
      <Deletion hasPin={hasPin} onForgotten={onForgotten} />
    </Page>
  )
}

export default function PrivacyPage() {
  const { t } = useText(WORDS)
  const [forgotten, setForgotten] = useState<Forgotten>()
  // Whoever has just been forgotten is not asked to sign in.
  if (forgotten) return <Deleted forgotten={forgotten} />
  return <Gate title={t('privacy.title')}>{() => <Privacy onForgotten={setForgotten} />}</Gate>
}

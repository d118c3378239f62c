import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { back, replace } from '../lib/pages.ts'
import type { EncryptedPin } from '../lib/pin.ts'
import { asCallError, problemText } from '../lib/problem.ts'
import { newId } from '../lib/random.ts'
import { usePinEntry } from '../pin/usePinEntry.tsx'
import { Gate } from '../sign-in/Gate.tsx'
import { aria, Button, Intro, Page, ProblemCard } from '../ui/index.ts'
import { Finished } from './Finished.tsx'
import { NewPin } from './NewPin.tsx'
import './security.scss'

/** The old PIN; what it buys lets the new one through. */
function OldPin({ orderId, onAuthorised }: { orderId: () => Promise<string>; onAuthorised: (token: string) => void }) {
  const { t } = useText()
  const [turn, setTurn] = useState(1)
  const authorising = useAct(async (pin: EncryptedPin) => {
    try {
      const order = { kind: 'pin-change' as const, orderId: await orderId() }
      const { token } = await call('POST /v1/authorisations', { body: { pin, order } })
      onAuthorised(token)
    } catch (caught) {
      setTurn((now) => now + 1)
      throw caught
    }
  })
  const problem = authorising.error?.problem
  const locked = problem?.code === 'PIN_LOCKED'
  const slip = problem && ['PIN_WRONG', 'PIN_CHALLENGE_INVALID'].includes(problem.code)
  const { dots, keys } = usePinEntry({
    purpose: 'authorise',
    turn,
    busy: authorising.busy,
    wrong: problem?.code === 'PIN_WRONG',
    entered: authorising.run,
  })
  return (
    <Page
      title={t('security.pin')}
      {...(locked
        ? {
            footer: (
              <Button id='reset-pin' onTap={() => replace('pin-reset')}>
                {t('pin.reset')}
              </Button>
            ),
          }
        : keys
          ? { keys: true, footer: keys }
          : {})}
    >
      <Intro title={locked ? t('pin.locked.title') : t('pin-change.head')} />
      {!locked && dots}
      {slip && (
        <View className='security__wrong' id='pin-error' {...aria({ role: 'alert' })}>
          {problemText(problem)}
        </View>
      )}
      {problem && !slip && (
        <View className='security__problem'>
          <ProblemCard problem={problem} />
        </View>
      )}
      {!locked && (
        <View className='security__way'>
          <Button kind='plain' id='forgot-pin' onTap={() => replace('pin-reset')}>
            {t('pin.forgot')}
          </Button>
        </View>
      )}
    </Page>
  )
}

/** Another PIN, for who knows the old one. */
function ChangePin() {
  const { t } = useText()
  const [token, setToken] = useState<string>()
  const [finished, setFinished] = useState(false)
  const id = useRef<string | undefined>(undefined)
  const orderId = async () => {
    id.current ??= await newId()
    return id.current
  }
  const saving = useAct(async (pin: EncryptedPin, pinAgain: EncryptedPin) => {
    try {
      const body = { id: await orderId(), pin, pinAgain, authorisation: { token: token ?? '' } }
      await call('POST /v1/pin-changes', { body })
      setFinished(true)
    } catch (caught) {
      // What the old PIN bought is over: it is asked again, for an order of its own.
      if (['AUTHORISATION_INVALID', 'ID_REUSED'].includes(asCallError(caught).code)) {
        id.current = undefined
        setToken(undefined)
      }
      throw caught
    }
  })
  if (finished) return <Finished id='pin-changed' title={t('pin-change.done')} about={t('pin-change.done.about')} />
  if (!token) return <OldPin orderId={orderId} onAuthorised={setToken} />
  return (
    <NewPin
      title={t('security.pin')}
      busy={saving.busy}
      slow={saving.slow}
      problem={saving.error?.problem}
      onChosen={saving.run}
      onBack={back}
    />
  )
}

export default function PinPage() {
  const { t } = useText()
  return <Gate title={t('security.pin')}>{() => <ChangePin />}</Gate>
}

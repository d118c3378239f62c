import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { back, replace } from '../lib/pages.ts'
import type { EncryptedPin } from '../lib/pin.ts'
import { asCallError } from '../lib/problem.ts'
import { newId } from '../lib/random.ts'
import { NewPin } from '../pin/NewPin.tsx'
import { PinProblem } from '../pin/PinProblem.tsx'
import { usePinTry } from '../pin/usePinTry.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { Button, Intro, Page } from '../ui/index.ts'
import { Finished } from './Finished.tsx'
import { WORDS } from './words.ts'
import './security.scss'

/** The old PIN; what it buys lets the new one through. */
function OldPin({ orderId, onAuthorised }: { orderId: () => Promise<string>; onAuthorised: (token: string) => void }) {
  const { t } = useText(WORDS)
  const { dots, keys, problem } = usePinTry(async (pin) => {
    const order = { kind: 'pin-change' as const, orderId: await orderId() }
    const { token } = await call('POST /v1/authorisations', { body: { pin, order } })
    onAuthorised(token)
  })
  const locked = problem?.code === 'PIN_LOCKED'
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
      <PinProblem problem={problem} />
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
  const { t } = useText(WORDS)
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
  const { t } = useText(WORDS)
  return <Gate title={t('security.pin')}>{() => <ChangePin />}</Gate>
}

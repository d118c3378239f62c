import { useState } from 'react'
import { call } from '../lib/api.ts'
import { dropDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { back, replace } from '../lib/pages.ts'
import type { EncryptedPin } from '../lib/pin.ts'
import { asCallError } from '../lib/problem.ts'
import { noteMe } from '../lib/session.ts'
import { NewPin } from '../pin/NewPin.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { BindingCode, stateAfter, useBinding } from '../sms-code/BindingCode.tsx'
import { OF_CODE } from '../sms-code/CodeStep.tsx'
import { Steps } from '../ui/index.ts'
import { forgetBinding } from './binding.ts'
import { isInReview, Review } from './Review.tsx'
import { WORDS } from './words.ts'

/** The code that the card's bank sent, then the PIN; the bank judges both at once. */
function Code({ id = '', product }: PageParams) {
  const { t } = useText(WORDS)
  const binding = useBinding(id)
  const [smsCode, setSmsCode] = useState('')
  const [typed, setTyped] = useState(false)

  const opened = async () => {
    dropDraft('bind')
    forgetBinding()
    noteMe(await call('GET /v1/me'))
    replace('bind-opened', { id, product })
  }
  const confirming = useAct(async (pin: EncryptedPin, pinAgain: EncryptedPin) => {
    try {
      const { state } = await call('POST /v1/bindings/:bindingId/confirmation', {
        params: { bindingId: id },
        body: { smsCode, pin, pinAgain },
      })
      // The bank's people look at it first.
      if (state !== 'opened') return await binding.reload()
    } catch (caught) {
      const error = asCallError(caught)
      if ((await stateAfter(error, id)) !== 'opened') {
        if (OF_CODE.includes(error.code)) setTyped(false)
        throw error
      }
    }
    await opened()
  })

  const problem = confirming.error?.problem
  const steps = [t('bind.step.form'), t('bind.step.code'), t('bind.step.pin')]

  if (binding.data && isInReview(binding.data)) return <Review binding={binding.data} reload={binding.reload} />
  if (typed) {
    return (
      <NewPin
        title={t('bind.pin.head')}
        head={t('bind.pin.head')}
        about={t('bind.pin.about')}
        above={<Steps steps={steps} at={2} />}
        working={t('bind.opening')}
        busy={confirming.busy}
        slow={confirming.slow}
        problem={problem}
        onChosen={confirming.run}
        onBack={() => setTyped(false)}
      />
    )
  }
  return (
    <BindingCode
      binding={binding}
      above={<Steps steps={steps} at={1} />}
      code={smsCode}
      onCode={(code) => {
        confirming.clear()
        setSmsCode(code)
      }}
      problem={problem}
      toForm={back}
      next={{
        id: 'to-pin',
        words: t('bind.code.check'),
        onTap: () => {
          confirming.clear()
          setTyped(true)
        },
      }}
    />
  )
}

export default function CodePage() {
  const { t } = useText(WORDS)
  return <Gate title={t('bind.code.title')}>{(params) => <Code {...params} />}</Gate>
}

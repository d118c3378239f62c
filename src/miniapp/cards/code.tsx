import { useState } from 'react'
import { call } from '../lib/api.ts'
import { dropDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { back, replace } from '../lib/pages.ts'
import { asCallError } from '../lib/problem.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { BindingCode, stateAfter, useBinding } from '../sms-code/BindingCode.tsx'
import { notify } from '../ui/index.ts'
import { WORDS } from './words.ts'

/** The code that the card's bank sent, then the PIN. */
function Code({ id = '' }: PageParams) {
  const { t } = useText(WORDS)
  const binding = useBinding(id)
  const [smsCode, setSmsCode] = useState('')
  const [asking, setAsking] = useState(false)

  const confirming = useAct(async (token: string) => {
    try {
      await call('POST /v1/bindings/:bindingId/card', {
        params: { bindingId: id },
        body: { smsCode, authorisation: { token } },
      })
    } catch (caught) {
      setAsking(false)
      const error = asCallError(caught)
      if ((await stateAfter(error, id)) !== 'bound') throw error
    }
    dropDraft('card')
    notify(t('cards.added'))
    back()
  })
  return (
    <BindingCode
      binding={binding}
      code={smsCode}
      onCode={(code) => {
        confirming.clear()
        setSmsCode(code)
      }}
      problem={confirming.error?.problem}
      // The form is kept: it takes this page's place, and the list stays behind both.
      toForm={() => replace('card-bind')}
      next={{
        id: 'to-pin',
        words: t('cards.code.submit'),
        busy: confirming.busy,
        onTap: () => {
          confirming.clear()
          setAsking(true)
        },
      }}
    >
      <PinSheet
        order={asking ? { kind: 'card-binding', orderId: id } : null}
        subject={t('cards.code.pin', { bank: binding.data?.bankName ?? '' })}
        onClose={() => setAsking(false)}
        onAuthorised={confirming.run}
      />
    </BindingCode>
  )
}

export default function CardCodePage() {
  const { t } = useText(WORDS)
  return <Gate title={t('bind.code.title')}>{(params) => <Code {...params} />}</Gate>
}

import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api.ts'
import { dropDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { back, replace } from '../lib/pages.ts'
import { asCallError, ownProblem, problemText } from '../lib/problem.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Countdown, Field, Intro, notify, Page, ProblemCard } from '../ui/index.ts'
import './code.scss'

const OF_CODE: readonly string[] = ['SMS_CODE_WRONG', 'SMS_CODE_EXPIRED', 'SMS_CODE_USED', 'SMS_TOO_OFTEN']

/** The code that the card's bank sent, then the PIN. */
function Code({ id = '' }: PageParams) {
  const { t } = useText()
  const binding = useLoad(() => call('GET /v1/bindings/:bindingId', { params: { bindingId: id } }), [id])
  const [smsCode, setSmsCode] = useState('')
  const [waited, setWaited] = useState(false)
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
      // The answer may be lost and the card bound all the same.
      const now = error.code.startsWith('CLIENT_')
        ? await call('GET /v1/bindings/:bindingId', { params: { bindingId: id } }).catch(() => undefined)
        : undefined
      if (now?.state !== 'bound') throw error
    }
    dropDraft('card')
    notify(t('cards.added'))
    back()
  })
  const resending = useAct(async () => {
    await call('POST /v1/bindings/:bindingId/code', { params: { bindingId: id } })
    confirming.clear()
    setSmsCode('')
    setWaited(false)
    await binding.reload()
  })

  // The form is kept: it takes this page's place, and the list stays behind both.
  const toForm = () => replace('card-bind')
  const problem = confirming.error?.problem ?? resending.error?.problem
  const codeError = problem && OF_CODE.includes(problem.code) ? problemText(problem) : undefined
  const { data } = binding
  const over = data && (data.state === 'expired' || data.state === 'refused')
  return (
    <Page
      title={t('bind.code.title')}
      loading={!data}
      skeleton='card'
      {...(binding.error && !data ? { error: binding.error.problem, onRetry: binding.reload } : {})}
      footer={
        over ? (
          <Button id='back-to-form' onTap={toForm}>
            {t('bind.code.wrong-form')}
          </Button>
        ) : (
          <Button
            id='to-pin'
            loading={confirming.busy}
            disabled={smsCode.length < 6}
            onTap={() => {
              confirming.clear()
              setAsking(true)
            }}
          >
            {t('cards.code.submit')}
          </Button>
        )
      }
    >
      {data && (
        <Intro
          title={t('bind.code.head')}
          about={t('bind.code.about', { bank: data.bankName, mobile: data.maskedMobile })}
        />
      )}
      {over ? (
        <ProblemCard problem={ownProblem('BINDING_EXPIRED').problem} />
      ) : (
        <>
          <Field
            id='sms-code'
            label={t('bind.code.field')}
            type='number'
            maxLength={6}
            focus
            value={smsCode}
            error={codeError}
            hint={t('sign-in.keep-secret')}
            onChange={(text) => {
              confirming.clear()
              setSmsCode(text.replace(/\D/g, ''))
            }}
          />
          <View className='card-code__again'>
            {waited ? (
              <Button kind='plain' narrow id='resend' loading={resending.busy} onTap={resending.run}>
                {t('sign-in.resend')}
              </Button>
            ) : (
              data && (
                <Countdown
                  key={data.resendAt}
                  seconds={Math.max(0, (data.resendAt - Date.now()) / 1000)}
                  words={(seconds) => t('sign-in.resend-in', { seconds })}
                  onEnd={() => setWaited(true)}
                />
              )
            )}
            <Button kind='plain' narrow id='back-to-form' onTap={toForm}>
              {t('bind.code.wrong-form')}
            </Button>
          </View>
        </>
      )}
      {problem && !codeError && <ProblemCard problem={problem} />}
      <PinSheet
        order={asking ? { kind: 'card-binding', orderId: id } : null}
        subject={t('cards.code.pin', { bank: data?.bankName ?? '' })}
        onClose={() => setAsking(false)}
        onAuthorised={confirming.run}
      />
    </Page>
  )
}

export default function CardCodePage() {
  const { t } = useText()
  return <Gate title={t('bind.code.title')}>{(params) => <Code {...params} />}</Gate>
}

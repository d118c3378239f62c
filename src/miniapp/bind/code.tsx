import { View } from '@tarojs/components'
import { useState } from 'react'
import { isWeakPin } from '../../contract/checks.ts'
import { call } from '../lib/api.ts'
import { dropDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { back, replace } from '../lib/pages.ts'
import type { EncryptedPin } from '../lib/pin.ts'
import { asCallError, ownProblem, problemText } from '../lib/problem.ts'
import { noteMe } from '../lib/session.ts'
import { usePinEntry } from '../pin/usePinEntry.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { aria, Button, Countdown, Field, Intro, Page, ProblemCard, Steps } from '../ui/index.ts'
import { forgetBinding } from './binding.ts'
import { isInReview, Review } from './Review.tsx'
import './code.scss'

const OF_CODE: readonly string[] = ['SMS_CODE_WRONG', 'SMS_CODE_EXPIRED', 'SMS_CODE_USED', 'SMS_TOO_OFTEN']
const OF_PIN: readonly string[] = ['PIN_WEAK', 'PIN_MISMATCH', 'PIN_CHALLENGE_INVALID']

type Stage = 'code' | 'pin' | 'again'

function Code({ id = '', product }: PageParams) {
  const { t } = useText()
  const binding = useLoad(() => call('GET /v1/bindings/:bindingId', { params: { bindingId: id } }), [id])
  const [stage, setStage] = useState<Stage>('code')
  const [smsCode, setSmsCode] = useState('')
  const [first, setFirst] = useState<EncryptedPin>()
  const [turn, setTurn] = useState(1)
  const [waited, setWaited] = useState(false)

  const opened = async () => {
    dropDraft('bind')
    forgetBinding()
    noteMe(await call('GET /v1/me'))
    replace('bind-opened', { id, product })
  }
  const beginPin = () => {
    setFirst(undefined)
    setTurn((now) => now + 1)
    setStage('pin')
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
      // The answer may be lost and the account open all the same.
      const now = error.code.startsWith('CLIENT_')
        ? await call('GET /v1/bindings/:bindingId', { params: { bindingId: id } }).catch(() => undefined)
        : undefined
      if (now?.state !== 'opened') {
        if (OF_CODE.includes(error.code)) setStage('code')
        else beginPin()
        throw error
      }
    }
    await opened()
  })
  const resending = useAct(async () => {
    await call('POST /v1/bindings/:bindingId/code', { params: { bindingId: id } })
    confirming.clear()
    setSmsCode('')
    setWaited(false)
    await binding.reload()
  })
  const refusing = useAct(async () => {
    throw ownProblem('PIN_WEAK', { field: 'pin' })
  })

  const { dots, keys } = usePinEntry({
    purpose: 'set',
    turn,
    busy: confirming.busy,
    wrong: false,
    refuse: (digits) => {
      refusing.clear()
      if (stage !== 'pin' || !isWeakPin(digits)) return false
      void refusing.run()
      return true
    },
    entered: (pin) => {
      if (stage === 'pin') {
        setFirst(pin)
        setTurn((now) => now + 1)
        setStage('again')
      } else if (first) {
        void confirming.run(first, pin)
      }
    },
  })

  const problem = refusing.error?.problem ?? confirming.error?.problem ?? resending.error?.problem
  const codeError = problem && OF_CODE.includes(problem.code) ? problemText(problem) : undefined
  const pinError = problem && OF_PIN.includes(problem.code) ? problemText(problem) : undefined
  const other = problem && !codeError && !pinError ? problem : undefined
  const { data } = binding
  const over = data && (data.state === 'expired' || data.state === 'refused')
  const steps = [t('bind.step.form'), t('bind.step.code'), t('bind.step.pin')]

  if (data && isInReview(data)) return <Review binding={data} reload={binding.reload} />

  if (stage === 'code') {
    return (
      <Page
        title={t('bind.code.title')}
        loading={!data}
        skeleton='card'
        {...(binding.error && !data ? { error: binding.error.problem, onRetry: binding.reload } : {})}
        footer={
          over ? (
            <Button id='back-to-form' onTap={back}>
              {t('bind.code.wrong-form')}
            </Button>
          ) : (
            <Button
              id='to-pin'
              disabled={smsCode.length < 6}
              onTap={() => {
                confirming.clear()
                beginPin()
              }}
            >
              {t('bind.code.check')}
            </Button>
          )
        }
      >
        <Steps steps={steps} at={1} />
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
            <View className='bind-code__again'>
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
              <Button kind='plain' narrow id='back-to-form' onTap={back}>
                {t('bind.code.wrong-form')}
              </Button>
            </View>
          </>
        )}
        {other && <ProblemCard problem={other} />}
      </Page>
    )
  }

  return (
    <Page
      title={t('bind.pin.head')}
      onBack={() => {
        if (confirming.busy) return false
        if (stage === 'again') beginPin()
        else setStage('code')
        return false
      }}
      {...(keys ? { keys: true, footer: keys } : {})}
    >
      <Steps steps={steps} at={2} />
      <Intro
        title={stage === 'pin' ? t('bind.pin.head') : t('bind.pin.again')}
        about={stage === 'pin' ? t('bind.pin.about') : t('bind.pin.again-about')}
      />
      {dots}
      {confirming.busy && <View className='bind-code__state'>{t('bind.opening')}</View>}
      {confirming.slow && <View className='bind-code__state'>{t('common.slow')}</View>}
      {pinError && (
        <View className='bind-code__error' id='pin-error' {...aria({ role: 'alert' })}>
          {pinError}
        </View>
      )}
      {other && <ProblemCard problem={other} />}
    </Page>
  )
}

export default function CodePage() {
  const { t } = useText()
  return <Gate title={t('bind.code.title')}>{(params) => <Code {...params} />}</Gate>
}

import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { problemText } from '../lib/problem.ts'
import { Button, Countdown, Field, Intro, Page, ProblemCard } from '../ui/index.ts'
import { askProof, type Claim, type Proof } from './proof.ts'
import './security.scss'

const OF_CODE: readonly string[] = ['SMS_CODE_WRONG', 'SMS_CODE_EXPIRED', 'SMS_CODE_USED', 'SMS_TOO_OFTEN', 'NOT_FOUND']

export interface ProofCodeProps {
  readonly title: string
  readonly claim: Claim
  readonly proof: Proof
  /** Another code was sent: it is another proof. */
  readonly onAnother: (proof: Proof) => void
  readonly onProved: (proof: Proof) => void
  /** Back to where the number is typed. */
  readonly onBack: () => void
}

/** The code that came to a number. */
export function ProofCode({ title, claim, proof, onAnother, onProved, onBack }: ProofCodeProps) {
  const { t } = useText()
  const [code, setCode] = useState('')
  const [waited, setWaited] = useState(false)
  const checking = useAct(async () => {
    onProved(
      await call('POST /v1/mobile-proofs/:proofId/confirmation', { params: { proofId: proof.id }, body: { code } }),
    )
  })
  const resending = useAct(async () => {
    const another = await askProof(claim)
    checking.clear()
    setCode('')
    setWaited(false)
    onAnother(another)
  })
  const problem = checking.error?.problem ?? resending.error?.problem
  const codeError =
    problem && OF_CODE.includes(problem.code)
      ? problem.code === 'NOT_FOUND'
        ? t('security.code.again')
        : problemText(problem)
      : undefined
  return (
    <Page
      title={title}
      onBack={() => {
        onBack()
        return false
      }}
      footer={
        <Button id='check-code' loading={checking.busy} disabled={code.length < 6} onTap={checking.run}>
          {t('security.code.check')}
        </Button>
      }
    >
      <Intro title={t('security.code.head')} about={t('security.code.sent', { mobile: proof.maskedMobile })} />
      <Field
        id='code'
        label={t('security.code')}
        type='number'
        maxLength={6}
        focus
        value={code}
        error={codeError}
        hint={t('sign-in.keep-secret')}
        onChange={(text) => {
          checking.clear()
          setCode(text.replace(/\D/g, ''))
        }}
      />
      <View className='security__again'>
        {waited ? (
          <Button kind='plain' narrow id='resend' loading={resending.busy} onTap={resending.run}>
            {t('sign-in.resend')}
          </Button>
        ) : (
          <Countdown
            key={proof.id}
            seconds={Math.max(0, (proof.resendAt - Date.now()) / 1000)}
            words={(seconds) => t('sign-in.resend-in', { seconds })}
            onEnd={() => setWaited(true)}
          />
        )}
        {claim.purpose !== 'pin-reset' && (
          <Button kind='plain' narrow id='other-mobile' onTap={onBack}>
            {t('sign-in.other-mobile')}
          </Button>
        )}
      </View>
      {problem && !codeError && <ProblemCard problem={problem} />}
    </Page>
  )
}

import { useState } from 'react'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { asCallError, ownProblem } from '../lib/problem.ts'
import { CodeStep } from '../sms-code/CodeStep.tsx'
import { askProof, type Claim, type Proof } from './proof.ts'

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
  const checking = useAct(async () => {
    try {
      const params = { proofId: proof.id }
      onProved(await call('POST /v1/mobile-proofs/:proofId/confirmation', { params, body: { code } }))
    } catch (caught) {
      // The bank has forgotten the proof, and its code with it.
      throw asCallError(caught).code === 'NOT_FOUND' ? ownProblem('SMS_CODE_EXPIRED', { field: 'code' }) : caught
    }
  })
  return (
    <CodeStep
      title={title}
      onBack={() => {
        onBack()
        return false
      }}
      about={t('sign-in.sent', { mobile: proof.maskedMobile })}
      code={code}
      onCode={(typed) => {
        checking.clear()
        setCode(typed)
      }}
      problem={checking.error?.problem}
      resendAt={proof.resendAt}
      resend={async () => onAnother(await askProof(claim))}
      next={{ id: 'check-code', words: t('common.next'), busy: checking.busy, onTap: checking.run }}
      {...(claim.purpose === 'pin-reset'
        ? {}
        : { correct: { id: 'other-mobile', words: t('sign-in.other-mobile'), onTap: onBack } })}
    />
  )
}

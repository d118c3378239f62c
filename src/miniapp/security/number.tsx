import { View } from '@tarojs/components'
import { useState } from 'react'
import { isIdNumber, isMobile } from '../../contract/checks.ts'
import { maskMobile } from '../../contract/masks.ts'
import { IdNumberField } from '../fields/IdNumberField.tsx'
import { MobileField } from '../fields/MobileField.tsx'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { platform } from '../lib/platform.ts'
import { ownProblem, textAmong } from '../lib/problem.ts'
import { noteMe } from '../lib/session.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { usePinOrder } from '../pin/usePinOrder.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { Button, Intro, Page, ProblemCard } from '../ui/index.ts'
import { Finished } from './Finished.tsx'
import { ProofCode } from './ProofCode.tsx'
import { askProof, type Proof } from './proof.ts'
import { WORDS } from './words.ts'
import './security.scss'

const OF_MOBILE: readonly string[] = ['MOBILE_INVALID', 'MOBILE_SAME', 'MOBILE_TAKEN', 'SMS_TOO_OFTEN']
const OF_ID: readonly string[] = ['ID_NUMBER_NEEDED', 'ID_NUMBER_INVALID', 'ID_NUMBER_DIFFERS']
/** With these the number or its proof is to be given anew. */
const BACK_TO_NUMBER: readonly string[] = [...OF_MOBILE, 'MOBILE_PROOF_INVALID']

/** Another mobile number: a code at the new one, then the PIN. */
function ChangeNumber() {
  const { t } = useText(WORDS)
  const [{ mobile }, change, done] = useDraft('number', { mobile: '' })
  const [idNumber, setIdNumber] = useState('')
  const [proof, setProof] = useState<Proof>()
  const [masked, setMasked] = useState<string>()
  const claim = { purpose: 'mobile-change' as const, mobile }

  const sending = useAct(async () => {
    if (!isMobile(mobile)) throw ownProblem('MOBILE_INVALID', { field: 'mobile' })
    order.clear()
    setProof(await askProof(claim))
  })
  const order = usePinOrder(
    async (id, token) => {
      const given = idNumber ? { idNumber } : {}
      return call('POST /v1/mobile-changes', {
        body: { id, proofId: proof?.id ?? '', ...given, authorisation: { token } },
      })
    },
    (me) => {
      noteMe(me)
      done()
      setMasked(maskMobile(mobile))
    },
  )
  const checking = useAct(async () => {
    if (asksId && !isIdNumber(idNumber)) throw ownProblem('ID_NUMBER_INVALID', { field: 'idNumber' })
    await order.ask()
  })
  const refused = order.problem
  // In a browser one has signed in with a code to the old number: that is enough until the bank says otherwise.
  const asksId = platform === 'weapp' || (refused !== undefined && OF_ID.includes(refused.code))

  if (masked)
    return <Finished id='number-done' title={t('number.done')} about={t('number.done.about', { mobile: masked })} />

  const again = refused && BACK_TO_NUMBER.includes(refused.code)
  if (!proof || again) {
    const problem = sending.error?.problem ?? (again ? refused : undefined)
    const mobileError = textAmong(problem, OF_MOBILE)
    return (
      <Page
        title={t('security.mobile')}
        footer={
          <Button id='get-code' loading={sending.busy} onTap={sending.run}>
            {t('number.get-code')}
          </Button>
        }
      >
        <Intro title={t('number.head')} about={t('number.about')} />
        <MobileField
          id='mobile'
          label={t('number.new')}
          value={mobile}
          error={mobileError}
          hint={t('number.card-note')}
          onChange={(typed) => {
            sending.clear()
            order.clear()
            setProof(undefined)
            change({ mobile: typed })
          }}
        />
        {problem && !mobileError && <ProblemCard problem={problem} />}
      </Page>
    )
  }
  if (!proof.proved) {
    return (
      <ProofCode
        title={t('security.mobile')}
        claim={claim}
        proof={proof}
        onAnother={setProof}
        onProved={setProof}
        onBack={() => setProof(undefined)}
      />
    )
  }
  const problem = checking.error?.problem ?? refused
  const idError = textAmong(problem, OF_ID)
  const shown = maskMobile(mobile)
  return (
    <Page
      title={t('security.mobile')}
      onBack={() => {
        setProof(undefined)
        return false
      }}
      footer={
        <Button id='submit' loading={checking.busy} onTap={checking.run}>
          {t('number.submit')}
        </Button>
      }
    >
      <Intro title={t('number.confirm', { mobile: shown })} about={t('number.confirm.about')} />
      {asksId && (
        <IdNumberField
          value={idNumber}
          error={idError}
          onChange={(typed) => {
            checking.clear()
            order.clear()
            setIdNumber(typed)
          }}
        />
      )}
      <View className='security__note'>{t('number.card-note')}</View>
      {problem && !idError && <ProblemCard problem={problem} onRetry={checking.run} />}
      <PinSheet
        order={order.id ? { kind: 'mobile-change', orderId: order.id, proofId: proof.id } : null}
        subject={t('number.pin', { mobile: shown })}
        onClose={order.cancel}
        onAuthorised={order.authorised}
      />
    </Page>
  )
}

export default function NumberPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('security.mobile')}>{() => <ChangeNumber />}</Gate>
}

import { useRef, useState } from 'react'
import { isCardNumber, isIdNumber, isMobile } from '../../contract/checks.ts'
import { CardField } from '../fields/CardField.tsx'
import { IdNumberField } from '../fields/IdNumberField.tsx'
import { MobileField } from '../fields/MobileField.tsx'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { isOpen } from '../lib/orders.ts'
import type { EncryptedPin } from '../lib/pin.ts'
import { asCallError, ownProblem, problemText } from '../lib/problem.ts'
import { newId } from '../lib/random.ts'
import { useSession } from '../lib/session.ts'
import { callBank } from '../lib/telephone.ts'
import { NewPin } from '../pin/NewPin.tsx'
import { isSlip } from '../pin/PinProblem.tsx'
import { Gate } from '../sign-in/Gate.tsx'
import { Button, Intro, Page, ProblemCard } from '../ui/index.ts'
import { Finished } from './Finished.tsx'
import { ProofCode } from './ProofCode.tsx'
import { askProof, type Proof } from './proof.ts'
import { WORDS } from './words.ts'

/** A forgotten PIN: a code at the number on record, ID number and card, then the new one. */
function ResetPin() {
  const { t } = useText(WORDS)
  const { me } = useSession()
  const [form, change, done] = useDraft('pin-reset', { idNumber: '', cardNumber: '', cardMobile: '' })
  const [proof, setProof] = useState<Proof>()
  const [told, setTold] = useState(false)
  const [finished, setFinished] = useState(false)
  const id = useRef<string | undefined>(undefined)
  const { idNumber, cardNumber, cardMobile } = form

  const sending = useAct(async () => {
    saving.clear()
    setProof(await askProof({ purpose: 'pin-reset' }))
  })
  const calling = useAct(callBank)
  const telling = useAct(async () => {
    if (!isIdNumber(idNumber)) throw ownProblem('ID_NUMBER_INVALID', { field: 'idNumber' })
    if (!isCardNumber(cardNumber)) throw ownProblem('CARD_INVALID', { field: 'cardNumber' })
    if (cardMobile && !isMobile(cardMobile)) throw ownProblem('MOBILE_INVALID', { field: 'cardMobile' })
    saving.clear()
    setTold(true)
  })
  const saving = useAct(async (pin: EncryptedPin, pinAgain: EncryptedPin) => {
    id.current ??= await newId()
    const given = { idNumber, cardNumber, ...(cardMobile ? { cardMobile } : {}) }
    try {
      await call('POST /v1/pin-resets', {
        body: { id: id.current, proofId: proof?.id ?? '', ...given, pin, pinAgain },
      })
    } catch (caught) {
      const error = asCallError(caught)
      if (!isOpen(error)) id.current = undefined
      if (error.code === 'MOBILE_PROOF_INVALID') setProof(undefined)
      if (!isSlip(error.problem)) setTold(false)
      throw error
    }
    done()
    setFinished(true)
  })

  if (finished) return <Finished id='pin-reset-done' title={t('pin-reset.done')} about={t('pin-reset.done.about')} />
  if (!proof) {
    const problem = sending.error?.problem ?? saving.error?.problem
    return (
      <Page
        title={t('security.forgot')}
        footer={
          <>
            <Button id='get-code' loading={sending.busy} onTap={sending.run}>
              {t('pin-reset.get-code', { mobile: me?.maskedMobile ?? '' })}
            </Button>
            <Button kind='plain' id='call-bank' loading={calling.busy} onTap={calling.run}>
              {t('common.call')}
            </Button>
          </>
        }
      >
        <Intro title={t('pin-reset.head')} about={t('pin-reset.about')} />
        {problem && <ProblemCard problem={problem} />}
      </Page>
    )
  }
  if (!proof.proved) {
    return (
      <ProofCode
        title={t('security.forgot')}
        claim={{ purpose: 'pin-reset' }}
        proof={proof}
        onAnother={setProof}
        onProved={setProof}
        onBack={() => setProof(undefined)}
      />
    )
  }
  if (told) {
    return (
      <NewPin
        title={t('security.forgot')}
        busy={saving.busy}
        slow={saving.slow}
        problem={saving.error?.problem}
        onChosen={saving.run}
        onBack={() => setTold(false)}
      />
    )
  }
  const problem = telling.error?.problem ?? saving.error?.problem
  const at = (field: string) => (problem?.field === field ? problemText(problem) : undefined)
  const placed = problem && ['idNumber', 'cardNumber', 'cardMobile'].includes(problem.field ?? '')
  const fill = (fields: Partial<typeof form>) => {
    telling.clear()
    saving.clear()
    change(fields)
  }
  return (
    <Page
      title={t('security.forgot')}
      footer={
        <Button id='to-new-pin' onTap={telling.run}>
          {t('pin.new')}
        </Button>
      }
    >
      <Intro title={t('pin-reset.identity')} about={t('pin-reset.identity.about')} />
      <IdNumberField value={idNumber} error={at('idNumber')} onChange={(typed) => fill({ idNumber: typed })} />
      <CardField
        label={t('pin-reset.card')}
        value={cardNumber}
        error={at('cardNumber')}
        hint={t('pin-reset.card.hint')}
        onChange={(typed) => fill({ cardNumber: typed })}
      />
      {(problem?.code === 'CARD_MISMATCH' || cardMobile !== '') && (
        <MobileField
          id='card-mobile'
          label={t('pin-reset.other-mobile')}
          value={cardMobile}
          error={at('cardMobile')}
          onChange={(typed) => change({ cardMobile: typed })}
        />
      )}
      {problem && !placed && (
        <ProblemCard
          problem={problem}
          action={
            <Button kind='plain' narrow id='call-bank' loading={calling.busy} onTap={calling.run}>
              {t('common.call')}
            </Button>
          }
        />
      )}
    </Page>
  )
}

export default function ResetPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('security.forgot')}>{() => <ResetPin />}</Gate>
}

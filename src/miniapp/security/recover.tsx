import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { isIdNumber, isMobile } from '../../contract/checks.ts'
import { IdNumberField } from '../fields/IdNumberField.tsx'
import { MobileField } from '../fields/MobileField.tsx'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { isOpen } from '../lib/orders.ts'
import { open, replace } from '../lib/pages.ts'
import { asCallError, ownProblem, problemText, textAmong } from '../lib/problem.ts'
import { newId } from '../lib/random.ts'
import { noteMe, useSession } from '../lib/session.ts'
import { PinProblem } from '../pin/PinProblem.tsx'
import { usePinTry } from '../pin/usePinTry.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { Button, Empty, Intro, notify, Page, ProblemCard } from '../ui/index.ts'
import { ProofCode } from './ProofCode.tsx'
import { askProof, type Proof } from './proof.ts'
import { WORDS } from './words.ts'
import './security.scss'

/** The PIN, last of the three; what was wrong is told here, for it may have been any of them. */
function LastStep({
  proof,
  idNumber,
  onAgain,
  onBack,
  done,
}: {
  proof: Proof
  idNumber: string
  /** The code is over: begin with the number. */
  onAgain: () => void
  onBack: () => void
  done: () => void
}) {
  const { t } = useText(WORDS)
  const id = useRef<string | undefined>(undefined)
  const { dots, keys, busy, slow, problem } = usePinTry(
    async (pin) => {
      id.current ??= await newId()
      try {
        const { me } = await call('POST /v1/recoveries', {
          body: { id: id.current, proofId: proof.id, idNumber, pin },
        })
        noteMe(me)
        done()
        notify(t('recover.done', { name: me.name ?? '' }))
        replace('home')
      } catch (caught) {
        const error = asCallError(caught)
        if (!isOpen(error)) id.current = undefined
        if (error.code === 'MOBILE_PROOF_INVALID') onAgain()
        throw error
      }
    },
    ['RECOVERY_REFUSED'],
  )
  return (
    <Page
      title={t('recover.title')}
      onBack={() => {
        if (!busy) onBack()
        return false
      }}
      {...(keys ? { keys: true, footer: keys } : {})}
    >
      <Intro title={t('recover.pin')} about={t('recover.pin.about')} />
      {dots}
      {slow && <View className='pin__state'>{t('common.slow')}</View>}
      <PinProblem
        problem={problem}
        action={
          <Button kind='plain' narrow id='sign-in-instead' onTap={() => open('sign-in')}>
            {t('recover.sign-in')}
          </Button>
        }
      />
    </Page>
  )
}

/** Back with a new WeChat account or phone: number and code, ID number, PIN. */
function Recover() {
  const { t } = useText(WORDS)
  const { me } = useSession()
  const [{ mobile, idNumber }, change, done] = useDraft('recover', { mobile: '', idNumber: '' })
  const [proof, setProof] = useState<Proof>()
  const [told, setTold] = useState(false)
  const claim = { purpose: 'recovery' as const, mobile }
  const sending = useAct(async () => {
    if (!isMobile(mobile)) throw ownProblem('MOBILE_INVALID', { field: 'mobile' })
    setProof(await askProof(claim))
  })
  const telling = useAct(async () => {
    if (!isIdNumber(idNumber)) throw ownProblem('ID_NUMBER_INVALID', { field: 'idNumber' })
    setTold(true)
  })

  if (me?.stage === 'customer') {
    return (
      <Page title={t('recover.title')}>
        <Empty
          icon='shield-check'
          text={t('recover.here')}
          hint={t('recover.here.about')}
          action={
            <Button narrow id='to-home' onTap={() => open('home')}>
              {t('common.home')}
            </Button>
          }
        />
      </Page>
    )
  }
  if (!proof) {
    const problem = sending.error?.problem
    const mobileError = textAmong(problem, ['MOBILE_INVALID', 'SMS_TOO_OFTEN'])
    return (
      <Page
        title={t('recover.title')}
        footer={
          <Button id='get-code' loading={sending.busy} onTap={sending.run}>
            {t('recover.get-code')}
          </Button>
        }
      >
        <Intro title={t('recover.head')} about={t('recover.about')} />
        <MobileField
          id='mobile'
          label={t('recover.mobile')}
          value={mobile}
          error={mobileError}
          onChange={(typed) => {
            sending.clear()
            change({ mobile: typed })
          }}
        />
        <View className='security__note'>
          {t('recover.forgot')} {t('recover.forgot.about')}
        </View>
        <Button kind='plain' id='sign-in-instead' onTap={() => open('sign-in')}>
          {t('recover.sign-in')}
        </Button>
        {problem && !mobileError && <ProblemCard problem={problem} />}
      </Page>
    )
  }
  const anew = () => {
    setProof(undefined)
    setTold(false)
  }
  if (!proof.proved) {
    return (
      <ProofCode
        title={t('recover.title')}
        claim={claim}
        proof={proof}
        onAnother={setProof}
        onProved={setProof}
        onBack={anew}
      />
    )
  }
  if (told) {
    return <LastStep proof={proof} idNumber={idNumber} onAgain={anew} onBack={() => setTold(false)} done={done} />
  }
  const problem = telling.error?.problem
  return (
    <Page
      title={t('recover.title')}
      onBack={() => {
        anew()
        return false
      }}
      footer={
        <Button id='to-pin' onTap={telling.run}>
          {t('common.next')}
        </Button>
      }
    >
      <Intro title={t('recover.identity')} about={t('recover.identity.about')} />
      <IdNumberField
        focus
        value={idNumber}
        error={problem && problemText(problem)}
        onChange={(typed) => {
          telling.clear()
          change({ idNumber: typed })
        }}
      />
    </Page>
  )
}

export default function RecoverPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('recover.title')}>{() => <Recover />}</Gate>
}

/**
 * transfer/: sending money to another customer by mobile number. Imports contract/'s money, checks and capitals, lib/,
 * ui/, fields/, pin/ and sign-in/.
 */
import { isMobile } from '../../contract/checks.ts'
import { MobileField } from '../fields/MobileField.tsx'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { open } from '../lib/pages.ts'
import { ownProblem, problemText } from '../lib/problem.ts'
import { useSession } from '../lib/session.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { Button, Empty, Intro, Page, ProblemCard } from '../ui/index.ts'

/** Refusals that have to do with the number, told next to it before any PIN, with the way out. */
const OF_PAYEE: readonly string[] = [
  'MOBILE_INVALID',
  'PAYEE_UNKNOWN',
  'PAYEE_SELF',
  'PAYEE_NOT_IDENTIFIED',
  'PAYEE_LOOKUP_LIMIT',
]

function Transfer() {
  const { t } = useText()
  const { me } = useSession()
  const [{ mobile }, change] = useDraft('transfer-payee', { mobile: '' })
  const finding = useAct(async () => {
    if (!isMobile(mobile)) throw ownProblem('MOBILE_INVALID', { field: 'mobile' })
    const payee = await call('POST /v1/payee-lookups', { body: { mobile } })
    open('transfer-amount', {
      payee: payee.payeeId,
      name: payee.maskedName,
      mobile: payee.maskedMobile,
      known: payee.known ? '1' : undefined,
    })
  })
  const problem = finding.error?.problem
  const refusal = problem && OF_PAYEE.includes(problem.code) ? problemText(problem) : undefined

  if (me?.stage === 'visitor') {
    return (
      <Page title={t('transfer.title')}>
        <Empty
          icon='credit-card'
          text={t('transfer.no-account')}
          hint={t('transfer.no-account.about')}
          action={
            <Button id='to-bind' onTap={() => open('bind', { for: 'chat' })}>
              {t('transfer.no-account.go')}
            </Button>
          }
        />
      </Page>
    )
  }
  return (
    <Page
      title={t('transfer.title')}
      footer={
        <Button id='find' loading={finding.busy} onTap={finding.run}>
          {t('common.next')}
        </Button>
      }
    >
      <Intro title={t('transfer.head')} about={t('transfer.about')} />
      <MobileField
        id='payee-mobile'
        label={t('transfer.mobile')}
        focus
        value={mobile}
        error={refusal}
        hint={t('transfer.lookup-hint')}
        onChange={(typed) => {
          finding.clear()
          change({ mobile: typed })
        }}
      />
      {problem && !refusal && <ProblemCard problem={problem} onRetry={finding.run} />}
    </Page>
  )
}

export default function TransferPage() {
  const { t } = useText()
  return <Gate title={t('transfer.title')}>{() => <Transfer />}</Gate>
}

import { useState } from 'react'
import { isMobile } from '../../contract/checks.ts'
import { maskMobile } from '../../contract/masks.ts'
import { MobileField } from '../fields/MobileField.tsx'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { back, replace } from '../lib/pages.ts'
import { platform } from '../lib/platform.ts'
import { ownProblem, textAmong } from '../lib/problem.ts'
import { signInBySms, signInByWechat } from '../lib/session.ts'
import { CodeStep } from '../sms-code/CodeStep.tsx'
import { Button, Intro, Page, ProblemCard } from '../ui/index.ts'

/** Codes of the problem that belong next to the mobile number. */
const OF_MOBILE: readonly string[] = ['MOBILE_INVALID', 'SMS_TOO_OFTEN']

export default function SignIn() {
  const { t } = useText()
  const [{ mobile }, change, done] = useDraft('sign-in', { mobile: '' })
  const [code, setCode] = useState('')
  /** Milliseconds; a code is on its way until the person goes back to the number. */
  const [resendAt, setResendAt] = useState<number>()

  const send = async () => {
    if (!isMobile(mobile)) throw ownProblem('MOBILE_INVALID', { field: 'mobile' })
    const { resendAfterSeconds } = await call('POST /v1/sms-codes', { body: { mobile } })
    setResendAt(Date.now() + resendAfterSeconds * 1000)
  }
  const sending = useAct(async () => {
    await send()
    entering.clear()
    setCode('')
  })
  const entering = useAct(async () => {
    await signInBySms(mobile, code)
    done()
    back()
  })
  const byWechat = useAct(async () => {
    await signInByWechat({ asked: true })
    back()
  })

  // A new WeChat account or phone: WeChat says who this is, then the account is asked for.
  const recovering = useAct(async () => {
    await signInByWechat({ asked: true })
    replace('recover')
  })

  if (resendAt !== undefined) {
    return (
      <CodeStep
        title={t('sign-in.title')}
        head={t('sign-in.head')}
        about={t('sign-in.sent', { mobile: maskMobile(mobile) })}
        code={code}
        onCode={(typed) => {
          entering.clear()
          setCode(typed)
        }}
        problem={entering.error?.problem}
        resendAt={resendAt}
        resend={send}
        next={{ id: 'sign-in', words: t('sign-in.submit'), busy: entering.busy, onTap: entering.run }}
        correct={{
          id: 'other-mobile',
          words: t('sign-in.other-mobile'),
          onTap: () => setResendAt(undefined),
        }}
      />
    )
  }
  const problem = sending.error?.problem ?? byWechat.error?.problem ?? recovering.error?.problem
  const mobileError = textAmong(problem, OF_MOBILE)
  return (
    <Page
      title={t('sign-in.title')}
      footer={
        <>
          <Button id='get-code' loading={sending.busy} onTap={sending.run}>
            {t('sign-in.get-code')}
          </Button>
          {platform === 'weapp' && (
            <>
              <Button kind='plain' id='by-wechat' loading={byWechat.busy} onTap={byWechat.run}>
                {t('sign-in.wechat')}
              </Button>
              <Button kind='plain' id='recover' loading={recovering.busy} onTap={recovering.run}>
                {t('recover.head')}
              </Button>
            </>
          )}
        </>
      }
    >
      <Intro title={t('sign-in.head')} about={t('sign-in.about')} />
      <MobileField
        id='mobile'
        label={t('sign-in.mobile')}
        value={mobile}
        error={mobileError}
        onChange={(typed) => {
          sending.clear()
          change({ mobile: typed })
        }}
      />
      {problem && !mobileError && <ProblemCard problem={problem} />}
    </Page>
  )
}

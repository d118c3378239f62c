import { View } from '@tarojs/components'
import { useState } from 'react'
import { isMobile } from '../../contract/checks.ts'
import { maskMobile } from '../../contract/masks.ts'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { back, replace } from '../lib/pages.ts'
import { platform } from '../lib/platform.ts'
import { ownProblem, problemText } from '../lib/problem.ts'
import { signInBySms, signInByWechat } from '../lib/session.ts'
import { Button, Countdown, Field, Intro, Page, ProblemCard } from '../ui/index.ts'
import './index.scss'

/** Codes of the problem that belong next to the mobile number; the rest of a code's belong next to the code. */
const OF_MOBILE: readonly string[] = ['MOBILE_INVALID', 'SMS_TOO_OFTEN']
const OF_CODE: readonly string[] = ['SMS_CODE_WRONG', 'SMS_CODE_EXPIRED', 'SMS_CODE_USED']

export default function SignIn() {
  const { t } = useText()
  const [{ mobile }, change, done] = useDraft('sign-in', { mobile: '' })
  const [code, setCode] = useState('')
  const [sent, setSent] = useState<{ at: number; seconds: number }>()
  const [waited, setWaited] = useState(false)

  const sending = useAct(async () => {
    if (!isMobile(mobile)) throw ownProblem('MOBILE_INVALID', { field: 'mobile' })
    const { resendAfterSeconds } = await call('POST /v1/sms-codes', { body: { mobile } })
    entering.clear()
    setCode('')
    setWaited(false)
    setSent({ at: Date.now(), seconds: resendAfterSeconds })
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

  const problem =
    entering.error?.problem ?? sending.error?.problem ?? byWechat.error?.problem ?? recovering.error?.problem
  const mobileError = problem && OF_MOBILE.includes(problem.code) ? problemText(problem) : undefined
  const codeError = problem && OF_CODE.includes(problem.code) ? problemText(problem) : undefined

  return (
    <Page
      title={t('sign-in.title')}
      footer={
        sent ? (
          <Button id='sign-in' loading={entering.busy} disabled={code.length < 6} onTap={entering.run}>
            {t('sign-in.submit')}
          </Button>
        ) : (
          <>
            <Button id='get-code' loading={sending.busy} onTap={sending.run}>
              {t('sign-in.get-code')}
            </Button>
            {platform === 'weapp' && (
              <Button kind='plain' id='by-wechat' loading={byWechat.busy} onTap={byWechat.run}>
                {t('sign-in.wechat')}
              </Button>
            )}
            {platform === 'weapp' && (
              <Button kind='plain' id='recover' loading={recovering.busy} onTap={recovering.run}>
                {t('recover.head')}
              </Button>
            )}
          </>
        )
      }
    >
      <Intro
        title={t('sign-in.head')}
        about={sent ? t('sign-in.sent', { mobile: maskMobile(mobile) }) : t('sign-in.about')}
      />
      {!sent ? (
        <Field
          id='mobile'
          label={t('sign-in.mobile')}
          type='number'
          groups={[3, 4, 4]}
          maxLength={11}
          value={mobile}
          valid={isMobile(mobile)}
          error={mobileError}
          onChange={(text) => {
            sending.clear()
            change({ mobile: text })
          }}
        />
      ) : (
        <>
          <Field
            id='code'
            label={t('sign-in.code')}
            type='number'
            maxLength={6}
            focus
            value={code}
            error={codeError ?? mobileError}
            hint={t('sign-in.keep-secret')}
            onChange={(text) => {
              entering.clear()
              setCode(text)
            }}
          />
          <View className='sign-in__again'>
            {waited ? (
              <Button kind='plain' narrow id='resend' loading={sending.busy} onTap={sending.run}>
                {t('sign-in.resend')}
              </Button>
            ) : (
              <Countdown
                key={sent.at}
                seconds={sent.seconds}
                words={(seconds) => t('sign-in.resend-in', { seconds })}
                onEnd={() => setWaited(true)}
              />
            )}
            <Button kind='plain' narrow id='other-mobile' onTap={() => setSent(undefined)}>
              {t('sign-in.other-mobile')}
            </Button>
          </View>
        </>
      )}
      {problem && !mobileError && !codeError && <ProblemCard problem={problem} />}
    </Page>
  )
}

/**
 * sms-code/: the step in which a code that came by SMS is typed, for every capability that has one sent. Imports lib/
 * and ui/.
 */
import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import type { Problem } from '../../contract/errors.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { problemText } from '../lib/problem.ts'
import { Button, Countdown, Field, Intro, Page, ProblemCard } from '../ui/index.ts'
import './CodeStep.scss'

/** Told beside the code, for there it is put right; everything else is told below. */
export const OF_CODE: readonly string[] = ['SMS_CODE_WRONG', 'SMS_CODE_EXPIRED', 'SMS_CODE_USED', 'SMS_TOO_OFTEN']

/** No bank makes anybody wait longer for another code: whoever seems to have to has a clock that is wrong. */
const LONGEST_WAIT_SECONDS = 60

/** Something that a tap does, in the words of whoever has the code sent. */
interface Way {
  readonly id: string
  readonly words: string
  readonly onTap: () => void
}

export interface CodeStepProps {
  readonly title: string
  readonly head?: string
  /** Where the code was sent. */
  readonly about: string
  readonly code: string
  /** Typed anew: what was said of the last one is forgotten. */
  readonly onCode: (code: string) => void
  /** Why the code, or what went with it, was refused. */
  readonly problem: Problem | undefined
  /** From when on another may be asked for, in milliseconds. */
  readonly resendAt: number
  /** Has another sent, and with it brings a new `resendAt`. Throws CallError. */
  readonly resend: () => Promise<unknown>
  readonly next: Way & { readonly busy?: boolean }
  /** Back to what was given wrongly before. */
  readonly correct?: Way
  readonly onBack?: () => boolean
  /** Above all: how far one has come. */
  readonly above?: ReactNode
  readonly children?: ReactNode
}

/** One page: the code, when another can be had, the way on and the way back to put right what was sent. */
export function CodeStep({
  title,
  head,
  about,
  code,
  onCode,
  problem,
  resendAt,
  resend,
  next,
  correct,
  onBack,
  above,
  children,
}: CodeStepProps) {
  const { t } = useText()
  const [waitedUntil, setWaitedUntil] = useState<number>()
  const resending = useAct(async () => {
    await resend()
    onCode('')
  })
  const told = problem ?? resending.error?.problem
  const wrong = told && OF_CODE.includes(told.code)
  return (
    <Page
      title={title}
      {...(onBack ? { onBack } : {})}
      footer={
        <Button id={next.id} loading={next.busy ?? false} disabled={code.length < 6} onTap={next.onTap}>
          {next.words}
        </Button>
      }
    >
      {above}
      <Intro title={head ?? t('sign-in.code.head')} about={about} />
      <Field
        id='code'
        label={t('sign-in.code')}
        type='number'
        maxLength={6}
        focus
        value={code}
        error={wrong ? problemText(told) : undefined}
        hint={t('sign-in.keep-secret')}
        onChange={(text) => {
          resending.clear()
          onCode(text.replace(/\D/g, ''))
        }}
      />
      <View className='code-step__again'>
        {waitedUntil === resendAt ? (
          <Button kind='plain' narrow id='resend' loading={resending.busy} onTap={resending.run}>
            {t('sign-in.resend')}
          </Button>
        ) : (
          <Countdown
            key={resendAt}
            seconds={Math.min(LONGEST_WAIT_SECONDS, Math.max(0, (resendAt - Date.now()) / 1000))}
            words={(seconds) => t('sign-in.resend-in', { seconds })}
            onEnd={() => setWaitedUntil(resendAt)}
          />
        )}
        {correct && (
          <Button kind='plain' narrow id={correct.id} onTap={correct.onTap}>
            {correct.words}
          </Button>
        )}
      </View>
      {told && !wrong && <ProblemCard problem={told} />}
      {children}
    </Page>
  )
}

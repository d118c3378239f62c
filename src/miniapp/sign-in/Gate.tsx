/**
 * sign-in/: who is this. WeChat tells without a question; elsewhere, and when a person signed out, a code by SMS or a
 * tap does. Imports lib/, ui/, fields/ and sms-code/.
 */
import { useRouter } from '@tarojs/taro'
import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../lib/i18n.ts'
import { open, readQuery } from '../lib/pages.ts'
import { useSignedIn } from '../lib/signed-in.ts'
import { Button, Empty, Page } from '../ui/index.ts'

export type PageParams = Readonly<Record<string, string | undefined>>

export interface GateProps {
  readonly title: string
  /** The page, with the parameters that it was opened with. */
  readonly children: (params: PageParams) => ReactNode
}

/**
 * Draws a page for someone who is signed in; for anyone else the way to sign in, or why WeChat refused. It reads the
 * page's parameters as the page opens: its content may be drawn first while the sign-in page is still in front.
 */
export function Gate({ title, children }: GateProps) {
  const { t } = useText()
  const { params } = useRouter()
  const { me, waiting, problem, retry } = useSignedIn()
  const asks = problem?.code === 'SESSION_REQUIRED' || problem?.code === 'SESSION_ENDED'
  const asked = useRef(false)
  useEffect(() => {
    if (!asks || asked.current) return
    asked.current = true
    open('sign-in')
  }, [asks])

  if (me) return <>{children(readQuery(params))}</>
  return (
    <Page title={title} loading={waiting} {...(problem && !asks ? { error: problem, onRetry: retry } : {})}>
      <Empty
        icon='user-round'
        text={t('sign-in.first')}
        hint={t('sign-in.about')}
        action={
          <Button id='sign-in-first' onTap={() => open('sign-in')}>
            {t('sign-in.title')}
          </Button>
        }
      />
    </Page>
  )
}

/**
 * sign-in/: who is this. WeChat tells without a question; elsewhere, and when a person signed out, a code by SMS or a
 * tap does. Imports lib/ and ui/.
 */
import type { PropsWithChildren } from 'react'
import { useText } from '../lib/i18n.ts'
import { open } from '../lib/pages.ts'
import { useSignedIn } from '../lib/signed-in.ts'
import { Button, Empty, Page } from '../ui/index.ts'

/** Draws a page for someone who is signed in; for anyone else the way to sign in, or why WeChat refused. */
export function Gate({ title, children }: PropsWithChildren<{ title: string }>) {
  const { t } = useText()
  const { me, waiting, problem, retry } = useSignedIn()
  if (me) return <>{children}</>
  const asks = problem?.code === 'SESSION_REQUIRED' || problem?.code === 'SESSION_ENDED'
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

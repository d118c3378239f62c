import type { Problem } from '../../../contract/errors.ts'
import { useText } from '../../lib/i18n.ts'
import { open } from '../../lib/pages.ts'
import { platform } from '../../lib/platform.ts'
import { Button, Card, Empty, ProblemCard } from '../../ui/index.ts'

export interface NoAccountProps {
  readonly signedIn: boolean
  /** Why WeChat's sign-in failed. */
  readonly problem: Problem | undefined
  readonly onRetry: () => void
}

/** Where a customer's things would be, for who is none yet: sign in, open an account, or why WeChat refused. */
export function NoAccount({ signedIn, problem, onRetry }: NoAccountProps) {
  const { t } = useText()
  if (problem && problem.status !== 401) return <ProblemCard problem={problem} onRetry={onRetry} />
  return (
    <Card>
      <Empty
        icon='user-round'
        text={t(signedIn ? 'me.visitor' : 'me.signed-out')}
        hint={t(signedIn ? 'me.visitor.about' : 'me.signed-out.about')}
        action={
          <>
            <Button narrow id='begin' onTap={() => open(signedIn ? 'bind' : 'sign-in')}>
              {t(signedIn ? 'visitor.open' : 'me.sign-in')}
            </Button>
            {signedIn && platform === 'weapp' && (
              <Button narrow kind='plain' id='recover' onTap={() => open('recover')}>
                {t('recover.link')}
              </Button>
            )}
          </>
        }
      />
    </Card>
  )
}

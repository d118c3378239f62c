import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatInstant } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { replace } from '../lib/pages.ts'
import { Button, Outcome, Page, ProblemCard } from '../ui/index.ts'
import { WORDS } from './words.ts'

type Binding = Answer<'GET /v1/bindings/:bindingId'>

/** Whether a binding is with the bank's people, or has just come back from them. */
export const isInReview = ({ state }: Binding): boolean => state === 'under-review' || state === 'cleared'

/**
 * An application that the bank's people look at: what happens next and when, and the way on once they have. Nothing is
 * typed again.
 */
export function Review({ binding, reload }: { binding: Binding; reload: () => Promise<void> }) {
  const { t } = useText(WORDS)
  const cleared = binding.state === 'cleared'
  const resuming = useAct(async () => {
    await call('POST /v1/bindings/:bindingId/code', { params: { bindingId: binding.id } })
    await reload()
  })
  const looking = useAct(reload)
  return (
    <Page
      title={t('bind.review.title')}
      footer={
        cleared ? (
          <Button id='resume' loading={resuming.busy} onTap={resuming.run}>
            {t('bind.submit')}
          </Button>
        ) : (
          <>
            <Button id='look-again' loading={looking.busy} onTap={looking.run}>
              {t('bind.review.again')}
            </Button>
            <Button kind='plain' id='to-home' onTap={() => replace('home')}>
              {t('bind.leave')}
            </Button>
          </>
        )
      }
    >
      <Outcome
        id='review'
        tone={cleared ? 'good' : 'waiting'}
        title={cleared ? t('bind.review.cleared') : t('bind.review.head')}
        about={
          cleared
            ? t('bind.review.cleared-about')
            : t('bind.review.about', { until: formatInstant(binding.reviewBy ?? binding.expiresAt).slice(0, 16) })
        }
      />
      {resuming.error && <ProblemCard problem={resuming.error.problem} onRetry={resuming.run} />}
    </Page>
  )
}

/**
 * outcome/: the page on which an order ends: how it ended, that nobody knows yet, that it never arrived. What is said of an
 * order is its own capability's. Imports lib/ and ui/.
 */
import type { ReactNode } from 'react'
import { useText } from '../lib/i18n.ts'
import type { OutcomeOf } from '../lib/outcome.ts'
import { replace } from '../lib/pages.ts'
import { Button, Page } from '../ui/index.ts'
import { LostAnswer } from './LostAnswer.tsx'

const toHome = () => replace('home')

interface OutcomePageProps<T> {
  readonly outcome: OutcomeOf<T>
  /** The title under which it is looked at later, and left by the way back; right after the order it is the end of the way. */
  readonly later?: string | false
  /** In place of the button that leads home. */
  readonly done?: ReactNode
  /** On the button that begins anew, where there is reason to. */
  readonly again?: string | false | undefined
  readonly onAgain: () => void
  /** Further buttons. */
  readonly more?: ReactNode
  readonly children: (data: T) => ReactNode
}

export function OutcomePage<T>({ outcome, later = false, done, again, onAgain, more, children }: OutcomePageProps<T>) {
  const { t } = useText()
  const { data, error, lost, refusal, loading, reload } = outcome
  // Of what is looked at later nothing is open: that it cannot be read now is all there is to say.
  if (lost && !later) {
    return (
      <LostAnswer
        kind={lost}
        refusal={refusal}
        busy={loading}
        onAsk={() => (lost === 'open' ? void reload() : onAgain())}
        onHome={toHome}
      />
    )
  }
  const end = later
    ? null
    : done || (
        <Button id='done' onTap={toHome}>
          {t('common.done')}
        </Button>
      )
  const anew = again && (
    <Button kind={later ? 'soft' : 'plain'} id='again' onTap={onAgain}>
      {again}
    </Button>
  )
  return (
    <Page
      {...(later ? { title: later } : {})}
      back={later !== false || (error !== undefined && !data)}
      loading={!data}
      skeleton='card'
      {...(error && !data ? { error: error.problem, onRetry: reload } : {})}
      footer={
        (end || anew || more) && (
          <>
            {end}
            {anew}
            {more}
          </>
        )
      }
    >
      {data && children(data)}
    </Page>
  )
}

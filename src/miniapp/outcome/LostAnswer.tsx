import type { Problem } from '../../contract/errors.ts'
import { useText } from '../lib/i18n.ts'
import { problemText } from '../lib/problem.ts'
import { Button, Outcome, Page } from '../ui/index.ts'

interface LostAnswerProps {
  /** `open`: nobody knows yet. `never`: the order did not reach the bank, and nothing moved. */
  readonly kind: 'open' | 'never'
  /** Why it was refused, if it was. */
  readonly refusal: Problem | undefined
  readonly busy: boolean
  /** Asks again, or begins again. */
  readonly onAsk: () => void
  readonly onHome: () => void
}

/** In place of an order's result when its answer was lost on the way: honest, and nothing to fill in again. */
export function LostAnswer({ kind, refusal, busy, onAsk, onHome }: LostAnswerProps) {
  const { t } = useText()
  const open = kind === 'open'
  return (
    <Page
      back={false}
      footer={
        <>
          <Button id='ask' loading={busy} onTap={onAsk}>
            {open ? t('common.unknown.ask') : t('common.never.again')}
          </Button>
          <Button kind='plain' id='home' onTap={onHome}>
            {t('common.home')}
          </Button>
        </>
      }
    >
      <Outcome
        id={open ? 'outcome-open' : 'outcome-never'}
        tone={open ? 'waiting' : 'bad'}
        title={open ? t('common.unknown.title') : t(refusal ? 'common.refused.title' : 'common.never.title')}
        about={open ? t('common.unknown.body') : refusal ? problemText(refusal) : t('common.never.body')}
      />
    </Page>
  )
}

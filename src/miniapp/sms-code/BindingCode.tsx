import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { type Loaded, useLoad } from '../lib/load.ts'
import { type CallError, ownProblem } from '../lib/problem.ts'
import { Button, Page, ProblemCard } from '../ui/index.ts'
import { CodeStep, type CodeStepProps } from './CodeStep.tsx'

type Binding = Answer<'GET /v1/bindings/:bindingId'>

const readBinding = (bindingId: string) => call('GET /v1/bindings/:bindingId', { params: { bindingId } })

/** The binding of a card, as it stands. */
export const useBinding = (id: string): Loaded<Binding> => useLoad(() => readBinding(id), [id])

/** How a binding stands after an answer that was lost, for it may have gone through; undefined after any other. */
export async function stateAfter(error: CallError, id: string): Promise<Binding['state'] | undefined> {
  if (!error.code.startsWith('CLIENT_')) return undefined
  return (await readBinding(id).catch(() => undefined))?.state
}

export interface BindingCodeProps
  extends Pick<CodeStepProps, 'code' | 'onCode' | 'problem' | 'next' | 'above' | 'children'> {
  readonly binding: Loaded<Binding>
  /** Back to the card's number and what else was typed, which is kept. */
  readonly toForm: () => void
}

/** The code that a card's bank sent, or the way back to the form once the binding is over. */
export function BindingCode({ binding, toForm, ...step }: BindingCodeProps) {
  const { t } = useText()
  const { data, error } = binding
  if (!data || data.state === 'expired' || data.state === 'refused') {
    return (
      <Page
        title={t('bind.code.title')}
        loading={!data}
        skeleton='card'
        {...(error && !data ? { error: error.problem, onRetry: binding.reload } : {})}
        footer={
          <Button id='back-to-form' onTap={toForm}>
            {t('bind.code.wrong-form')}
          </Button>
        }
      >
        {step.above}
        <ProblemCard problem={ownProblem('BINDING_EXPIRED').problem} />
      </Page>
    )
  }
  return (
    <CodeStep
      {...step}
      title={t('bind.code.title')}
      about={t('bind.code.about', { bank: data.bankName, mobile: data.maskedMobile })}
      resendAt={data.resendAt}
      resend={async () => {
        await call('POST /v1/bindings/:bindingId/code', { params: { bindingId: data.id } })
        await binding.reload()
      }}
      correct={{ id: 'back-to-form', words: t('bind.code.wrong-form'), onTap: toForm }}
    />
  )
}

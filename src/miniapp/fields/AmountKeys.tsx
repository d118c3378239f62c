import { type ReactNode, useState } from 'react'
import { pressAmount } from '../lib/amount-entry.ts'
import { useText } from '../lib/i18n.ts'
import { useSettings } from '../lib/settings.ts'
import { Button, Keypad } from '../ui/index.ts'

interface Typed {
  readonly amount: string
}

interface AmountKeysProps {
  /** The draft's. */
  readonly change: (press: (now: Typed) => Typed) => void
  /** Takes away what was said of the amount before. */
  readonly clear: () => void
  /** The page's main button, under the keys. */
  readonly action: ReactNode
  /** The button alone. */
  readonly away?: boolean
  /** In place of the action while the keys lie over the rest of the form: puts them away. */
  readonly onDone?: (() => void) | undefined
}

/** Keys that type a draft's amount. Go into Page's footer. */
export function AmountKeys({ change, clear, action, away = false, onDone }: AmountKeysProps) {
  const { t } = useText()
  if (away) return action
  const done = onDone && (
    <Button id='keys-done' onTap={onDone}>
      {t('common.done')}
    </Button>
  )
  return (
    <Keypad
      onKey={(key) => {
        clear()
        change((now) => ({ amount: pressAmount(now.amount, key) }))
      }}
      action={done || action}
    />
  )
}

/**
 * Of a form that asks for more than an amount: whether its keys are there. They lie over half of it, and in care mode over
 * nearly all: they go when something else is answered, and there come when asked for.
 */
export function useKeysAway(): {
  readonly away: boolean
  readonly send: () => void
  /** Of the AmountInput, while they are away. */
  readonly call: (() => void) | undefined
  /** In care mode, while they are there. */
  readonly done: (() => void) | undefined
} {
  const { care } = useSettings()
  const [away, setAway] = useState(!!care)
  const send = () => setAway(true)
  return { away, send, call: away ? () => setAway(false) : undefined, done: care ? send : undefined }
}

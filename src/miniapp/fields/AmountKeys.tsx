import { type ReactNode, useState } from 'react'
import { pressAmount } from '../lib/amount-entry.ts'
import { useSettings } from '../lib/settings.ts'
import { Keypad } from '../ui/index.ts'

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
}

/** Keys that type a draft's amount. Go into Page's footer. */
export function AmountKeys({ change, clear, action, away = false }: AmountKeysProps) {
  if (away) return action
  return (
    <Keypad
      onKey={(key) => {
        clear()
        change((now) => ({ amount: pressAmount(now.amount, key) }))
      }}
      action={action}
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
} {
  const { care } = useSettings()
  const [away, setAway] = useState(!!care)
  return { away, send: () => setAway(true), call: away ? () => setAway(false) : undefined }
}

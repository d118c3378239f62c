import { View } from '@tarojs/components'
import { type ReactNode, useEffect, useState } from 'react'
import { isWeakPin } from '../../contract/checks.ts'
import type { Problem } from '../../contract/errors.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import type { EncryptedPin } from '../lib/pin.ts'
import { ownProblem } from '../lib/problem.ts'
import { Intro, Page } from '../ui/index.ts'
import { PinProblem } from './PinProblem.tsx'
import { usePinEntry } from './usePinEntry.tsx'
import './pin.scss'

export interface NewPinProps {
  readonly title: string
  readonly head?: string
  /** What it is for, before it is typed the first time. */
  readonly about?: string
  /** Above all: how far one has come. */
  readonly above?: ReactNode
  /** Said while the bank is at work with it. */
  readonly working?: string
  readonly busy: boolean
  readonly slow: boolean
  /** Why the bank did not take it: then both are typed anew. */
  readonly problem: Problem | undefined
  readonly onChosen: (pin: EncryptedPin, pinAgain: EncryptedPin) => void
  readonly onBack: () => void
}

/** A new PIN, typed twice. */
export function NewPin({ title, head, about, above, working, busy, slow, problem, onChosen, onBack }: NewPinProps) {
  const { t } = useText()
  const [first, setFirst] = useState<EncryptedPin>()
  const [turn, setTurn] = useState(1)
  const begin = () => {
    setFirst(undefined)
    setTurn((now) => now + 1)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal begins anew
  useEffect(() => {
    if (problem) begin()
  }, [problem])
  const refusing = useAct(async () => {
    throw ownProblem('PIN_WEAK', { field: 'pin' })
  })
  const { dots, keys } = usePinEntry({
    purpose: 'set',
    turn,
    busy,
    wrong: false,
    refuse: (digits) => {
      refusing.clear()
      if (first || !isWeakPin(digits)) return false
      void refusing.run()
      return true
    },
    entered: (pin) => {
      if (first) return onChosen(first, pin)
      setFirst(pin)
      setTurn((now) => now + 1)
    },
  })
  return (
    <Page
      title={title}
      onBack={() => {
        if (busy) return false
        if (first) begin()
        else onBack()
        return false
      }}
      {...(keys ? { keys: true, footer: keys } : {})}
    >
      {above}
      {first ? (
        <Intro title={t('pin.again')} about={t('pin.again.about')} />
      ) : (
        <Intro title={head ?? t('pin.new')} about={about ?? t('pin.new.about')} />
      )}
      {dots}
      {busy && <View className='pin__state'>{slow ? t('common.slow') : (working ?? t('pin.saving'))}</View>}
      <PinProblem problem={refusing.error?.problem ?? problem} />
    </Page>
  )
}

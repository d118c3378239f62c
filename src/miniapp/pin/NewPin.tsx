import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { isWeakPin } from '../../contract/checks.ts'
import type { Problem } from '../../contract/errors.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import type { EncryptedPin } from '../lib/pin.ts'
import { ownProblem, problemText } from '../lib/problem.ts'
import { usePinEntry } from '../pin/usePinEntry.tsx'
import { aria, Intro, Page, ProblemCard } from '../ui/index.ts'
import './security.scss'

const OF_PIN: readonly string[] = ['PIN_WEAK', 'PIN_MISMATCH', 'PIN_CHALLENGE_INVALID']

export interface NewPinProps {
  readonly title: string
  readonly busy: boolean
  readonly slow: boolean
  /** Why the bank did not take it: then both are typed anew. */
  readonly problem: Problem | undefined
  readonly onChosen: (pin: EncryptedPin, pinAgain: EncryptedPin) => void
  readonly onBack: () => void
}

/** A new PIN, typed twice. */
export function NewPin({ title, busy, slow, problem, onChosen, onBack }: NewPinProps) {
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
  const wrong = refusing.error?.problem ?? problem
  const pinError = wrong && OF_PIN.includes(wrong.code) ? problemText(wrong) : undefined
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
      <Intro
        title={first ? t('security.new-pin.again') : t('security.new-pin')}
        about={first ? t('security.new-pin.again-about') : t('security.new-pin.about')}
      />
      {dots}
      {busy && <View className='security__state'>{slow ? t('common.slow') : t('security.saving')}</View>}
      {pinError && (
        <View className='security__wrong' id='pin-error' {...aria({ role: 'alert' })}>
          {pinError}
        </View>
      )}
      {wrong && !pinError && (
        <View className='security__problem'>
          <ProblemCard problem={wrong} />
        </View>
      )}
    </Page>
  )
}

/**
 * pin/: how a PIN is typed, for every capability that moves money. On WeChat its safe keyboard takes the digits, so
 * that no code of ours ever sees them; elsewhere our own keypad does. Imports lib/ and ui/.
 */
import { Input, View } from '@tarojs/components'
import { type ReactNode, useEffect, useState } from 'react'
import type { AmountKey } from '../lib/amount-entry.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { type EncryptedPin, encryptPin, SAFE_KEYBOARD_CERTIFICATE, SAFE_KEYBOARD_HASH } from '../lib/pin.ts'
import { hasSafeKeyboard } from '../lib/platform.ts'
import { Keypad, PinDots, ProblemCard, Skeleton } from '../ui/index.ts'
import './pin.scss'

const LENGTH = 6

export interface PinEntry {
  /** Six places, and where WeChat's safe keyboard takes the digits, its input over them. */
  readonly dots: ReactNode
  /** Our keypad for the bottom of the page or sheet; null while WeChat's keyboard is used. */
  readonly keys: ReactNode
  /** How much of the screen's bottom WeChat's keyboard covers, px. */
  readonly covered: number
}

/**
 * One PIN, typed once. A challenge is fetched, the digits are encrypted for it, `entered` gets the cipher.
 * @param purpose what the challenge is good for
 * @param turn a new number begins again, with empty places and a new challenge: a challenge is good for one try
 * @param refuse told the digits where we can see them; true refuses them before they are sent (a weak PIN)
 */
export function usePinEntry(given: {
  purpose: 'set' | 'authorise'
  turn: number
  busy: boolean
  wrong: boolean
  entered: (pin: EncryptedPin) => void
  refuse?: (digits: string) => boolean
}): PinEntry {
  const { purpose, turn, busy, wrong, entered, refuse } = given
  const { t } = useText()
  const challenge = useLoad(() => call('POST /v1/pin-challenges', { body: { purpose } }), [purpose, turn])
  const [safe, setSafe] = useState(hasSafeKeyboard)
  // Our keypad's digits, or the dots that WeChat's keyboard shows in their place.
  const [typed, setTyped] = useState('')
  const [focused, setFocused] = useState(true)
  const [covered, setCovered] = useState(0)

  const current = challenge.loading ? undefined : challenge.data
  const sealing = useAct(async (digits: string) => {
    if (current) entered(await encryptPin(digits, current))
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn begins with empty places
  useEffect(() => {
    setTyped('')
    setFocused(true)
  }, [turn])

  // Digits are taken while the challenge is still on its way, and are encrypted as soon as it is here.
  const press = (key: AmountKey) => {
    if (busy || key === '.') return
    setTyped((now) => (now.length === LENGTH ? now : key === 'delete' ? now.slice(0, -1) : now + key))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: six digits and their challenge are sent once
  useEffect(() => {
    if (safe || !current || typed.length < LENGTH) return
    if (refuse?.(typed)) return setTyped('')
    void sealing.run(typed)
  }, [typed, current])

  // Three digits and 'done' are no PIN: the keyboard may be opened again.
  const left = (detail: { value: string; encryptedValue?: string; encryptError?: unknown }) => {
    setFocused(false)
    if (detail.encryptError) return setSafe(false)
    if (Math.max(typed.length, detail.value.length) === LENGTH && detail.encryptedValue && current) {
      entered({ challengeId: current.id, cipher: detail.encryptedValue })
    }
  }

  const error = challenge.error ?? sealing.error
  if (error) return { dots: <ProblemCard problem={error.problem} onRetry={challenge.reload} />, keys: null, covered: 0 }
  return {
    covered: safe ? covered : 0,
    dots: (
      <View className='pin-entry'>
        <PinDots filled={typed.length} wrong={wrong} />
        {busy && <View className='pin-entry__state'>{t('pin.checking')}</View>}
        {safe && current && !busy && (
          <Input
            key={current.id}
            id='pin-input'
            className='pin-entry__safe'
            type='safe-password'
            value={typed}
            maxlength={LENGTH}
            focus={focused}
            // The sheet itself makes room for the keyboard: pushing the page would leave the sheet behind.
            adjustPosition={false}
            safePasswordCertPath={SAFE_KEYBOARD_CERTIFICATE}
            safePasswordLength={LENGTH}
            safePasswordTimeStamp={current.timestamp}
            safePasswordNonce={current.nonce}
            safePasswordCustomHash={SAFE_KEYBOARD_HASH}
            onInput={({ detail }) => {
              setTyped(detail.value)
              // Six are enough: losing the focus makes WeChat hand the cipher over.
              if (detail.value.length === LENGTH) setFocused(false)
            }}
            onFocus={({ detail }) => {
              setFocused(true)
              setCovered(detail.height || 0)
            }}
            onKeyboardHeightChange={({ detail }) => setCovered(detail.height)}
            onBlur={({ detail }) => left(detail)}
          />
        )}
        {safe && !busy && <View className='pin-entry__state'>{focused ? t('pin.safe') : t('pin.safe-tap')}</View>}
      </View>
    ),
    keys: safe ? null : challenge.data ? <Keypad whole onKey={press} /> : <Skeleton shape='card' />,
  }
}

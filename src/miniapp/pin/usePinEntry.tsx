/**
 * pin/: how a PIN is typed, for every capability that moves money. On WeChat its safe keyboard takes the digits, so
 * that no code of ours ever sees them; elsewhere our own keypad does. Imports lib/ and ui/.
 */
import { Input, View } from '@tarojs/components'
import { type ReactNode, useEffect, useState } from 'react'
import type { AmountKey } from '../lib/amount-entry.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
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
  const [digits, setDigits] = useState('')
  const [filled, setFilled] = useState(0)
  const [focused, setFocused] = useState(true)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn begins with empty places
  useEffect(() => {
    setDigits('')
    setFilled(0)
    setFocused(true)
  }, [turn])

  const current = challenge.loading ? undefined : challenge.data
  const ready = current !== undefined && !busy

  const press = (key: AmountKey) => {
    if (!ready || key === '.') return
    const next = key === 'delete' ? digits.slice(0, -1) : `${digits}${key}`.slice(0, LENGTH)
    if (digits.length === LENGTH) return
    setDigits(next)
    if (next.length < LENGTH) return
    if (refuse?.(next)) return setDigits('')
    encryptPin(next, current).then(entered, () => setDigits(''))
  }

  const left = (detail: { encryptedValue?: string; encryptError?: unknown }) => {
    setFocused(false)
    if (detail.encryptError) return setSafe(false)
    if (filled === LENGTH && detail.encryptedValue && current) {
      entered({ challengeId: current.id, cipher: detail.encryptedValue })
    }
  }

  if (challenge.error) {
    return { dots: <ProblemCard problem={challenge.error.problem} onRetry={challenge.reload} />, keys: null }
  }
  return {
    dots: (
      <View className='pin-entry'>
        <PinDots filled={safe ? filled : digits.length} wrong={wrong} />
        {busy && <View className='pin-entry__state'>{t('pin.checking')}</View>}
        {safe && current && !busy && (
          <Input
            key={current.id}
            id='pin-input'
            className='pin-entry__safe'
            type='safe-password'
            value=''
            maxlength={LENGTH}
            focus={focused}
            safePasswordCertPath={SAFE_KEYBOARD_CERTIFICATE}
            safePasswordLength={LENGTH}
            safePasswordTimeStamp={current.timestamp}
            safePasswordNonce={current.nonce}
            safePasswordCustomHash={SAFE_KEYBOARD_HASH}
            onInput={({ detail }) => {
              setFilled(detail.value.length)
              // Six are enough: losing the focus makes WeChat hand the cipher over.
              if (detail.value.length === LENGTH) setFocused(false)
            }}
            onFocus={() => setFocused(true)}
            onBlur={({ detail }) => left(detail as { encryptedValue?: string; encryptError?: unknown })}
          />
        )}
        {safe && !busy && <View className='pin-entry__state'>{focused ? t('pin.safe') : t('pin.safe-tap')}</View>}
      </View>
    ),
    keys: safe ? null : challenge.data ? <Keypad whole onKey={press} /> : <Skeleton shape='card' />,
  }
}

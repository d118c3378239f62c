import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Fen } from '../../contract/money.ts'
import type { Body } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { open } from '../lib/pages.ts'
import type { EncryptedPin } from '../lib/pin.ts'
import { problemText } from '../lib/problem.ts'
import { callBank } from '../lib/telephone.ts'
import { Amount, aria, Button, ProblemCard, Sheet } from '../ui/index.ts'
import { usePinEntry } from './usePinEntry.tsx'

type AuthorisedOrder = Body<'POST /v1/authorisations'>['order']

export interface PinSheetProps {
  /** The order that waits; the sheet is open while there is one. */
  readonly order: AuthorisedOrder | null
  /** What the PIN is for, in words: 转给 *华 138****8001. */
  readonly subject: string
  readonly fen?: Fen
  readonly onClose: () => void
  /** Gets the single-use authorisation and sends the order. */
  readonly onAuthorised: (token: string) => Promise<void>
}

/** Asks for the PIN of one order, says what it is for, and buys its authorisation. */
export function PinSheet({ order, ...rest }: PinSheetProps) {
  return order ? <OpenPinSheet key={order.orderId} order={order} {...rest} /> : null
}

function OpenPinSheet({ order, subject, fen, onClose, onAuthorised }: PinSheetProps & { order: AuthorisedOrder }) {
  const { t } = useText()
  const [turn, setTurn] = useState(1)
  const authorising = useAct(async (pin: EncryptedPin) => {
    try {
      const { token } = await call('POST /v1/authorisations', { body: { pin, order } })
      await onAuthorised(token)
    } catch (caught) {
      setTurn((now) => now + 1)
      throw caught
    }
  })
  const calling = useAct(callBank)
  // What waits for the PIN stays filled in on the page below.
  const reset = () => {
    onClose()
    open('pin-reset')
  }
  const problem = authorising.error?.problem
  const locked = problem?.code === 'PIN_LOCKED'
  const slip = problem && ['PIN_WRONG', 'PIN_CHALLENGE_INVALID'].includes(problem.code)
  const { dots, keys, covered } = usePinEntry({
    purpose: 'authorise',
    turn,
    busy: authorising.busy,
    wrong: problem?.code === 'PIN_WRONG',
    entered: authorising.run,
  })

  return (
    <Sheet
      open
      id='pin-sheet'
      title={locked ? t('pin.locked.title') : t('pin.title')}
      // While the bank is deciding nobody leaves by accident.
      onClose={authorising.busy ? () => undefined : onClose}
      {...(locked || !keys ? {} : { footer: <View className='pin-sheet__keys'>{keys}</View> })}
    >
      {locked ? (
        <>
          <View className='pin-sheet__problem'>
            <ProblemCard problem={problem} />
          </View>
          <Button id='reset-pin' onTap={reset}>
            {t('pin.reset')}
          </Button>
          <Button kind='plain' id='call-bank' loading={calling.busy} onTap={calling.run}>
            {t('common.call')}
          </Button>
        </>
      ) : (
        <>
          <View className='pin-sheet__subject' id='pin-subject'>
            {subject}
          </View>
          {fen !== undefined && (
            <View className='pin-sheet__amount'>
              <Amount fen={fen} size='hero' />
            </View>
          )}
          {dots}
          {slip && (
            <View className='pin-sheet__wrong' id='pin-error' {...aria({ role: 'alert' })}>
              {problemText(problem)}
            </View>
          )}
          {authorising.slow && <View className='pin-sheet__wrong'>{t('common.slow')}</View>}
          {problem && !slip && (
            <View className='pin-sheet__problem'>
              <ProblemCard problem={problem} />
            </View>
          )}
          <View className='pin-sheet__forgot'>
            <Button kind='plain' narrow id='forgot-pin' disabled={authorising.busy} onTap={reset}>
              {t('pin.forgot')}
            </Button>
          </View>
          <View style={{ height: `${covered}px` }} />
        </>
      )}
    </Sheet>
  )
}

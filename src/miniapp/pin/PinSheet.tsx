import { View } from '@tarojs/components'
import type { Fen } from '../../contract/money.ts'
import type { Body } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { open } from '../lib/pages.ts'
import type { EncryptedPin } from '../lib/pin.ts'
import { callBank } from '../lib/telephone.ts'
import { Amount, Button, Sheet } from '../ui/index.ts'
import { PinProblem } from './PinProblem.tsx'
import { usePinTry } from './usePinTry.ts'
import './pin.scss'

type AuthorisedOrder = Body<'POST /v1/authorisations'>['order']

interface OfSheet {
  /** The order that waits; the sheet is open while there is one. */
  readonly order: AuthorisedOrder | null
  /** What the PIN is for, in words: 转给 *华 138****8001. */
  readonly subject: string
  readonly fen?: Fen
  readonly onClose: () => void
}
export type PinSheetProps = OfSheet &
  (
    | {
        /** Sends the order with the PIN: one request. Throws CallError when the PIN is refused. */
        readonly onPin: (pin: EncryptedPin) => Promise<void>
      }
    | {
        /** Gets the single-use authorisation that the PIN has bought, and sends the order. */
        readonly onAuthorised: (token: string) => Promise<void>
      }
  )

/** Asks for the PIN of one order and says what it is for. */
export function PinSheet({ order, ...rest }: PinSheetProps) {
  return order ? <OpenPinSheet key={order.orderId} order={order} {...rest} /> : null
}

function OpenPinSheet(props: PinSheetProps & { order: AuthorisedOrder }) {
  const { order, subject, fen, onClose } = props
  const { t } = useText()
  const { dots, keys, covered, busy, slow, problem } = usePinTry(async (pin) => {
    if ('onPin' in props) return props.onPin(pin)
    const { token } = await call('POST /v1/authorisations', { body: { pin, order } })
    return props.onAuthorised(token)
  })
  const calling = useAct(callBank)
  // What waits for the PIN stays filled in on the page below.
  const reset = () => {
    onClose()
    open('pin-reset')
  }
  const locked = problem?.code === 'PIN_LOCKED'

  return (
    <Sheet
      open
      id='pin-sheet'
      title={locked ? t('pin.locked.title') : t('pin.title')}
      // While the bank is deciding nobody leaves by accident.
      onClose={busy ? () => undefined : onClose}
      {...(locked || !keys ? {} : { footer: <View className='pin-sheet__keys'>{keys}</View> })}
    >
      {locked ? (
        <>
          <PinProblem problem={problem} />
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
          {slow && <View className='pin__state'>{t('common.slow')}</View>}
          <PinProblem problem={problem} />
          <View className='pin-sheet__forgot'>
            <Button kind='plain' narrow id='forgot-pin' disabled={busy} onTap={reset}>
              {t('pin.forgot')}
            </Button>
          </View>
          <View style={{ height: `${covered}px` }} />
        </>
      )}
    </Sheet>
  )
}

import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Fen } from '../../../contract/money.ts'
import type { Answer } from '../../../contract/schema/index.ts'
import { type AmountKey, fenOf, pressAmount } from '../../lib/amount-entry.ts'
import { useText } from '../../lib/i18n.ts'
import { formatWhole } from '../../lib/term.ts'
import { AmountInput, Button, Choice, Keypad, Sheet } from '../../ui/index.ts'
import './AmountSheet.scss'

const USUAL = ['1000', '10000', '50000', '100000'] as const

export interface AmountSheetProps {
  readonly open: boolean
  readonly product: Answer<'GET /v1/products/:productId'>
  readonly onClose: () => void
  readonly onChange: (amount: Fen) => void
}

/** Asks for the amount that the yield is worked out for. */
export function AmountSheet({ open, product, onClose, onChange }: AmountSheetProps) {
  const { t } = useText()
  const [text, setText] = useState('')
  useEffect(() => {
    if (open) setText('')
  }, [open])

  const fen = fenOf(text)
  const tooSmall = fen !== undefined && fen < product.minimum
  const minimum = t('deposit.min', { amount: formatWhole(product.minimum) })
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('products.change-amount')}
      footer={
        <View className='amount-sheet__keys'>
          <Keypad
            onKey={(key: AmountKey) => setText((now) => pressAmount(now, key))}
            action={
              <Button
                id='work-out'
                disabled={fen === undefined || tooSmall}
                onTap={() => fen !== undefined && onChange(fen)}
              >
                {t('products.amount.done')}
              </Button>
            }
          />
        </View>
      }
    >
      <AmountInput label={t('products.amount')} value={text} hint={minimum} error={tooSmall ? minimum : undefined} />
      <View className='amount-sheet__usual'>
        <Choice
          label={t('products.amount')}
          options={USUAL.map((value) => ({ value, text: formatWhole((Number(value) * 100) as Fen) }))}
          value={text === '' ? undefined : USUAL.find((value) => value === text)}
          onChange={(value) => onChange((Number(value) * 100) as Fen)}
        />
      </View>
    </Sheet>
  )
}

import { View } from '@tarojs/components'
import { recogniseCard } from '../../contract/banks.ts'
import { isCardNumber, isMobile, luhn } from '../../contract/checks.ts'
import type { KnownFieldProps } from '../fields/MobileField.tsx'
import { useText } from '../lib/i18n.ts'
import { Field } from '../ui/index.ts'
import { looksMobile } from './numbers.ts'
import './PayeeField.scss'
import { CARD_WORDS } from './card-words.ts'

/** Enough digits for the list of banks to tell. */
const BANK_DIGITS = 6

/**
 * Whom to pay by number: somebody's mobile, or a card. Below a card's number stands its bank as soon as the first digits
 * tell. A number that fails Luhn is doubted and not refused: its bank decides.
 */
export function PayeeField(props: Omit<KnownFieldProps, 'label' | 'hint'>) {
  const { t, language } = useText(CARD_WORDS)
  const { value } = props
  const mobile = looksMobile(value)
  const odd = isCardNumber(value) && !luhn(value)
  const card = !mobile && value.length >= BANK_DIGITS
  const bank = card ? recogniseCard(value)?.bank[language] : undefined
  const said = odd ? t('card.luhn') : card ? (bank ?? t('card.bank-unknown')) : t('transfer.lookup-hint')
  return (
    <Field
      {...props}
      label={t('card.field')}
      type='number'
      groups={mobile ? [3, 4, 4] : [4, 4, 4, 4, 3]}
      maxLength={19}
      valid={mobile ? isMobile(value) : isCardNumber(value) && !odd}
      hint={
        <View className={odd ? 'payee-field__odd' : bank ? 'payee-field__bank' : ''} id='payee-bank'>
          {said}
        </View>
      }
      onChange={(text) => props.onChange(text.replace(/\D/g, ''))}
    />
  )
}

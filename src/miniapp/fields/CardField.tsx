import { View } from '@tarojs/components'
import { recogniseCard } from '../../contract/banks.ts'
import { isCardNumber, luhn } from '../../contract/checks.ts'
import { useText } from '../lib/i18n.ts'
import { isOwnCard, useInstitution } from '../lib/institution.ts'
import { Field } from '../ui/index.ts'
import './CardField.scss'
import type { KnownFieldProps } from './MobileField.tsx'

/**
 * A bank card's number, spaced as it stands on the card. Below it, whose card it is as soon as the first digits tell;
 * until then `hint`. A number that fails Luhn is doubted and not refused: its bank decides.
 */
export function CardField({ hint, ...props }: Omit<KnownFieldProps, 'id'> & { hint: string }) {
  const { t, language } = useText()
  const known = recogniseCard(props.value)
  const institution = useInstitution()
  const odd = props.value.length >= 16 && !luhn(props.value)
  const own = isOwnCard(institution, props.value) && institution?.[language === 'zh' ? 'name' : 'nameEn']
  const bank = own
    ? t('bind.card.own', { bank: own })
    : known && t(`bind.card.${known.kind}`, { bank: known.bank[language] })
  return (
    <Field
      {...props}
      id='card-number'
      type='number'
      groups={[4, 4, 4, 4, 3]}
      maxLength={19}
      valid={isCardNumber(props.value) && !odd}
      hint={
        <View className={odd ? 'card-field__odd' : bank ? 'card-field__bank' : ''} id='card-bank'>
          {odd ? t('bind.card.luhn') : (bank ?? hint)}
        </View>
      }
      onChange={(text) => props.onChange(text.replace(/\D/g, ''))}
    />
  )
}

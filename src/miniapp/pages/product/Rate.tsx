import { Text, View } from '@tarojs/components'
import { type Fen, formatYuan } from '../../../contract/money.ts'
import type { Answer } from '../../../contract/schema/index.ts'
import { formatDate, formatDay } from '../../lib/format.ts'
import { useText } from '../../lib/i18n.ts'
import { formatWhole } from '../../lib/term.ts'
import { Card, Icon, Pressable, Timeline } from '../../ui/index.ts'
import './Rate.scss'

export interface RateProps {
  readonly product: Answer<'GET /v1/products/:productId'>
  /** Asks for another amount; without it the example stays as it is. */
  readonly onChange?: () => void
}

/** The rate, what it comes to for an amount, and the line from today to the day it is paid. */
export function Rate({ product, onChange }: RateProps) {
  const { t, language } = useText()
  const { principal, interest, from, to } = product.example
  return (
    <Card>
      <View className='rate'>
        <View>
          <View className='rate__percent' id='rate'>
            {product.ratePercent}
            <Text className='rate__sign'>%</Text>
          </View>
          <View className='rate__small'>{t('products.annual', { date: formatDate(product.rateFrom, language) })}</View>
        </View>
      </View>
      <Timeline
        from={{ title: t('products.today'), date: formatDay(from, language) }}
        to={{ title: t('products.maturity'), date: formatDate(to, language) }}
      />
      <Pressable className='rate__yield' id='change-amount' onTap={onChange}>
        <View className='rate__yield-words'>
          <View>{t('products.yield', { principal: formatWhole(principal) })}</View>
          {onChange && (
            <View className='rate__change'>
              {t('products.change-amount')}
              <Icon name='chevron-right' size='small' />
            </View>
          )}
        </View>
        <View className='rate__interest'>
          <View className='rate__figure' id='interest'>
            +{formatYuan(interest)}
          </View>
          <View className='rate__small'>
            {t('products.total')} {formatYuan((principal + interest) as Fen)}
          </View>
        </View>
      </Pressable>
    </Card>
  )
}

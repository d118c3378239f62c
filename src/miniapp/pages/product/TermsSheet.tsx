import { View } from '@tarojs/components'
import type { Answer } from '../../../contract/schema/index.ts'
import { useText } from '../../lib/i18n.ts'
import { formatWhole } from '../../lib/term.ts'
import { Sheet } from '../../ui/index.ts'
import './TermsSheet.scss'

export interface TermsSheetProps {
  readonly open: boolean
  readonly product: Answer<'GET /v1/products/:productId'>
  readonly onClose: () => void
}

/** The product's terms, in sentences. */
export function TermsSheet({ open, product, onClose }: TermsSheetProps) {
  const { t, language } = useText()
  const name = language === 'zh' ? product.name : product.nameEn
  const terms = [
    t('terms.1', { name, months: product.termMonths, minimum: formatWhole(product.minimum) }),
    t('terms.2', { rate: product.ratePercent }),
    t('terms.3', { early: product.earlyRatePercent }),
    t('terms.4'),
    ...(product.insured ? [t('terms.5')] : []),
    t('terms.6'),
  ]
  return (
    <Sheet open={open} onClose={onClose} title={t('products.terms')}>
      {terms.map((term, index) => (
        <View key={term} className='term'>
          <View className='term__number'>{index + 1}</View>
          <View className='term__words'>{term}</View>
        </View>
      ))}
    </Sheet>
  )
}

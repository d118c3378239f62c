import { Text, View } from '@tarojs/components'
import { formatYuan } from '../../../contract/money.ts'
import type { Answer } from '../../../contract/schema/index.ts'
import { call } from '../../lib/api.ts'
import { useText } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import { open } from '../../lib/pages.ts'
import { formatWhole } from '../../lib/term.ts'
import { aria, Card, Empty, Pressable, ProblemCard, Skeleton } from '../../ui/index.ts'
import './Shelf.scss'

type Product = Answer<'GET /v1/products'>['products'][number]

/** One product: how long, at what rate, and what that comes to. */
function Offer({ product }: { readonly product: Product }) {
  const { t, language } = useText()
  const { principal, interest } = product.example
  return (
    <Pressable className='offer' id={`product-${product.id}`} onTap={() => open('product', { id: product.id })}>
      <View className='offer__rate'>
        <View className='offer__percent'>
          {product.ratePercent}
          <Text className='offer__sign'>%</Text>
        </View>
        <View className='offer__small'>{t('products.rate')}</View>
      </View>
      <View className='offer__words'>
        <View className='offer__name'>{language === 'zh' ? product.name : product.nameEn}</View>
        <View className='offer__small'>{t('products.yield', { principal: formatWhole(principal) })}</View>
      </View>
      <View className='offer__interest' {...aria({ label: t('ui.yuan', { amount: formatYuan(interest) }) })}>
        +{formatYuan(interest)}
      </View>
    </Pressable>
  )
}

export interface ShelfProps {
  readonly title?: string
  /** How many to show; the one-year deposit first when it is not all of them. */
  readonly most?: number
}

/** What is on sale, readable by anyone. */
export function Shelf({ title, most }: ShelfProps) {
  const { t } = useText()
  const shelf = useLoad(() => call('GET /v1/products'), [])
  if (shelf.error && !shelf.data) {
    return <ProblemCard problem={shelf.error.problem} onRetry={() => void shelf.reload()} />
  }
  if (!shelf.data) return <Skeleton shape={most === 1 ? 'card' : 'list'} />
  const onSale = shelf.data.products.filter((product) => product.onSale)
  const year = onSale.find((product) => product.termMonths === 12)
  const shown = most === 1 && year ? [year] : onSale.slice(0, most)
  if (shown.length === 0) return <Empty icon='chart-no-axes-column' text={t('products.none')} />
  return (
    <Card className='shelf' {...(title ? { title } : {})}>
      {shown.map((product) => (
        <Offer key={product.id} product={product} />
      ))}
    </Card>
  )
}

import { Text, View } from '@tarojs/components'
import { getLaunchOptionsSync, useRouter, useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { useState } from 'react'
import type { Fen } from '../../../contract/money.ts'
import { call } from '../../lib/api.ts'
import { useText } from '../../lib/i18n.ts'
import { linkOf } from '../../lib/link.ts'
import { useAct, useLoad } from '../../lib/load.ts'
import { shareProduct } from '../../lib/share.ts'
import { formatWhole } from '../../lib/term.ts'
import { Assurance, Avatar, Badge, Button, Card, Page, Row, Rows } from '../../ui/index.ts'
import { AmountSheet } from './AmountSheet.tsx'
import { buy } from './buy.ts'
import { Rate } from './Rate.tsx'
import { ShareButton } from './ShareButton.tsx'
import { TermsSheet } from './TermsSheet.tsx'
import './index.scss'

/** Moments' single page: no sign-in, no other page, no form. */
const SINGLE_PAGE_SCENE = 1154
const PICTURE = '/assets/share/card.png'
const SQUARE = '/assets/share/square.png'

/** A product as a shared card opens it: readable by anyone, at once, with its numbers worked out. */
export default function ProductPage() {
  const { t, language } = useText()
  const { params } = useRouter()
  const linkId = linkOf({ query: params })
  const isSinglePage = process.env.TARO_ENV === 'weapp' && getLaunchOptionsSync().scene === SINGLE_PAGE_SCENE
  const [amount, setAmount] = useState<Fen>(1_000_000 as Fen)
  const [asking, setAsking] = useState(false)
  const [reading, setReading] = useState(false)

  // A mini-program code carries the link alone: what it points to is asked for.
  const link = useLoad(
    async () => (linkId ? call('GET /v1/links/:linkId', { params: { linkId } }).catch(() => null) : null),
    [linkId],
  )
  const productId = params.id ?? link.data?.productId
  const loaded = useLoad(
    async () => productId && call('GET /v1/products/:productId', { params: { productId }, query: { amount } }),
    [productId, amount],
  )
  const product = loaded.data || undefined
  const buying = useAct(async () => product && buy(product.id, amount))

  const share = () => product && shareProduct(product, PICTURE)
  useShareAppMessage(() => share() ?? {})
  useShareTimeline(() => {
    const card = share()
    return card ? { title: card.title, query: card.path.split('?')[1] ?? '', imageUrl: SQUARE } : {}
  })

  if (!product) {
    const failed = !link.loading && !loaded.loading
    return (
      <Page
        bare={isSinglePage}
        loading={!failed}
        skeleton='card'
        error={failed ? loaded.error?.problem : undefined}
        onRetry={() => void loaded.reload()}
      />
    )
  }
  return (
    <Page
      id='product'
      bare={isSinglePage}
      footer={
        isSinglePage ? (
          <View className='product__single'>{t('products.single-page')}</View>
        ) : (
          <View className='product__actions'>
            <ShareButton card={share} />
            <Button id='buy' loading={buying.busy} disabled={!product.onSale} onTap={() => void buying.run()}>
              {t(product.onSale ? 'products.buy' : 'products.not-on-sale')}
            </Button>
          </View>
        )
      }
    >
      <View className='product__head'>
        {link.data?.sharedBy && (
          <View className='product__shared' id='shared-by'>
            <Avatar name={link.data.sharedBy} tone='strong' size='small' />
            <Text className='product__shared-words'>{t('products.shared-by', { name: link.data.sharedBy })}</Text>
          </View>
        )}
        <View className='product__name'>{language === 'zh' ? product.name : product.nameEn}</View>
        <View className='product__badges'>
          <Badge tone='accent'>{t('products.time-deposit')}</Badge>
          <Badge>{t('products.minimum', { amount: formatWhole(product.minimum) })}</Badge>
          {product.insured && <Badge>{t('products.insured')}</Badge>}
        </View>
      </View>

      <Rate product={product} {...(isSinglePage ? {} : { onChange: () => setAsking(true) })} />

      <Card>
        <Rows>
          <Row label={t('products.early')} value={t('products.early-value', { rate: product.earlyRatePercent })} />
          <Row label={t('products.after')} value={t('products.after-value')} />
          <Row label={t('products.terms')} value='' onTap={() => setReading(true)} id='terms' />
        </Rows>
      </Card>
      {product.insured && <Assurance>{t('products.insurance')}</Assurance>}

      <AmountSheet
        open={asking}
        product={product}
        onClose={() => setAsking(false)}
        onChange={(chosen) => {
          setAmount(chosen)
          setAsking(false)
        }}
      />
      <TermsSheet open={reading} product={product} onClose={() => setReading(false)} />
    </Page>
  )
}

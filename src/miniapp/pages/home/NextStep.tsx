import { View } from '@tarojs/components'
import { formatYuan } from '../../../contract/money.ts'
import { stateOf } from '../../lib/attention.ts'
import { useText } from '../../lib/i18n.ts'
import { open } from '../../lib/pages.ts'
import { formatTerm, formatWhole } from '../../lib/term.ts'
import { Button, Card } from '../../ui/index.ts'
import type { HomeAnswer } from './index.tsx'
import './NextStep.scss'

/** What makes sense next, with its numbers worked out: money in for an empty account, a deposit for who holds none. */
export function NextStep({ home }: { readonly home: HomeAnswer }) {
  const { t, language } = useText()
  if (home.deposits.length > 0) return null

  if (home.accounts.length === 0) {
    if (home.classOne) return null
    return (
      <Card id='no-account'>
        <View className='next__head'>{t('home.no-account')}</View>
        <View className='next__about'>{t('home.no-account.about')}</View>
      </Card>
    )
  }

  // What would be refused makes no sense next: first things first (Attention).
  if (home.accounts.some((account) => stateOf(account) !== 'active')) return null

  const [card] = home.cards
  if (home.total === 0) {
    return (
      <Card tone='accent' id='next-topup'>
        <View className='next__head'>{t('home.begin')}</View>
        <View className='next__about'>
          {card ? t('home.begin.about', { bank: card.bankName, last4: card.last4 }) : t('home.begin.about-any')}
        </View>
        {home.accounts.some(({ receives }) => receives === 'after-topup') && (
          <View className='next__about'>{t('home.begin.receive')}</View>
        )}
        <View className='next__actions'>
          <Button narrow onTap={() => open('topup')}>
            {t('home.topup')}
          </Button>
        </View>
      </Card>
    )
  }

  const product = home.products.find((one) => one.termMonths === 12) ?? home.products[0]
  if (!product || home.available < product.minimum) return null
  const { principal, interest } = product.example
  return (
    <Card tone='accent' id='next-product'>
      <View className='next__head'>
        {t('home.idle', {
          principal: formatWhole(principal),
          term: formatTerm(product.termMonths, t),
          interest: formatYuan(interest),
        })}
      </View>
      <View className='next__about'>
        {t('home.idle.about', {
          name: language === 'zh' ? product.name : product.nameEn,
          rate: product.ratePercent,
        })}
      </View>
      <View className='next__actions'>
        <Button narrow onTap={() => open('product', { id: product.id })}>
          {t('home.look')}
        </Button>
      </View>
    </Card>
  )
}

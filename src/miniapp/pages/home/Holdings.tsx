import { View } from '@tarojs/components'
import { formatYuan } from '../../../contract/money.ts'
import type { Answer } from '../../../contract/schema/index.ts'
import { formatDate } from '../../lib/format.ts'
import { useText } from '../../lib/i18n.ts'
import { open } from '../../lib/pages.ts'
import { Amount, Avatar, Card, Row, Rows } from '../../ui/index.ts'
import './Holdings.scss'

type Deposit = Answer<'GET /v1/deposits'>['deposits'][number]

/** Running deposits: how much, until when, and what each will have earned. */
export function Holdings({ deposits, hidden }: { readonly deposits: readonly Deposit[]; readonly hidden: boolean }) {
  const { t, language } = useText()
  const running = deposits.filter((deposit) => deposit.state === 'running')
  if (running.length === 0) return null
  return (
    <Card title={t('home.holdings')} id='holdings'>
      <Rows>
        {running.map((deposit) => (
          <Row
            key={deposit.id}
            id={`holding-${deposit.id}`}
            kind='name'
            mark={<Avatar icon='piggy-bank' tone='accent' />}
            label={language === 'zh' ? deposit.productName : deposit.productNameEn}
            hint={t('home.holding.about', { date: formatDate(deposit.to, language) })}
            value={
              <View className='held'>
                <Amount fen={deposit.principal} hidden={hidden} />
                <View className='held__interest'>
                  {t('home.holding.interest', { interest: hidden ? '****' : formatYuan(deposit.interestAtMaturity) })}
                </View>
              </View>
            }
            arrow={false}
            onTap={() => open('holding', { id: deposit.id })}
          />
        ))}
      </Rows>
    </Card>
  )
}

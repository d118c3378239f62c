import { View } from '@tarojs/components'
import { call } from '../../lib/api.ts'
import { useText } from '../../lib/i18n.ts'
import { useLoad } from '../../lib/load.ts'
import { useSettings } from '../../lib/settings.ts'
import { useShownAgain } from '../../lib/shown-again.ts'
import { useSignedIn } from '../../lib/signed-in.ts'
import { Assurance, Page } from '../../ui/index.ts'
import { Holdings } from '../home/Holdings.tsx'
import { Shelf } from './Shelf.tsx'
import './index.scss'

/** The tab 理财: what one holds and what is on sale. */
export default function ProductsPage() {
  const { t } = useText()
  const { me } = useSignedIn()
  const { amountsHidden } = useSettings()
  const isCustomer = me?.stage === 'customer'
  const held = useLoad(async () => (isCustomer ? call('GET /v1/deposits') : { deposits: [] }), [isCustomer])
  useShownAgain(() => void held.reload())
  return (
    <Page tab title={t('products.title')} id='products'>
      <View className='products__head'>{t('products.head')}</View>
      <Shelf />
      {held.data && <Holdings deposits={held.data.deposits} hidden={amountsHidden} />}
      <Assurance>
        {t('products.risk')}
        {t('products.insurance')}
      </Assurance>
    </Page>
  )
}

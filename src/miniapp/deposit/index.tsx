/**
 * deposit/: buying a time deposit, holding it, taking it out early. Imports contract/'s money and dates, lib/, ui/, fields/,
 * pin/ and sign-in/.
 */
import { View } from '@tarojs/components'
import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { AmountKeys } from '../fields/AmountKeys.tsx'
import { fenOf } from '../lib/amount-entry.ts'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { formatDate, formatDay } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { withLink } from '../lib/link.ts'
import { useLoad } from '../lib/load.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import { open, replace } from '../lib/pages.ts'
import { textAmong } from '../lib/problem.ts'
import { useSettled } from '../lib/settled.ts'
import { formatWhole } from '../lib/term.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Amount, AmountInput, Assurance, Button, Card, Empty, Page, ProblemCard, Timeline } from '../ui/index.ts'
import { WORDS } from './words.ts'
import './index.scss'

type Account = Answer<'GET /v1/accounts'>['accounts'][number]
type Product = Answer<'GET /v1/products/:productId'>

const OF_AMOUNT: readonly string[] = ['AMOUNT_INVALID', 'BALANCE_INSUFFICIENT', 'DEPOSIT_BELOW_MINIMUM']
const readProduct = (productId: string, amount?: number) =>
  call('GET /v1/products/:productId', { params: { productId }, query: amount === undefined ? {} : { amount } })

/** What the amount yields and when it comes back, worked out by the bank while it is typed. */
function Yield({ product, fen }: { product: Product; fen: number | undefined }) {
  const { t, language } = useText(WORDS)
  const asked = useSettled(fen)
  const { data = product, loading } = useLoad(() => readProduct(product.id, asked), [product.id, asked])
  const { principal, interest, from, to } = data.example
  const settled = fen !== undefined && principal === fen && !loading
  return (
    <Card>
      <View className='yield'>
        <View className='yield__words'>{t('deposit.yields')}</View>
        <View className='yield__figure' id='interest'>
          {settled ? <Amount fen={interest} sign size='title' tone='in' /> : <View className='yield__wait'>—</View>}
        </View>
      </View>
      <Timeline
        from={{ title: t('deposit.today'), date: formatDay(from, language) }}
        to={{ title: t('deposit.maturity'), date: formatDate(to, language) }}
      />
      <View className='yield__terms' id='early-terms'>
        {t('deposit.terms', { rate: product.earlyRatePercent })}
      </View>
    </Card>
  )
}

function DepositForm({
  account,
  product,
  proposed,
}: {
  account: Account
  product: Product
  /** Fen, as the product's page worked it out. */
  proposed: string | undefined
}) {
  const { t, language } = useText(WORDS)
  const [form, change, done] = useDraft(`deposit-${product.id}`, {
    amount: proposed ? formatWhole(Number(proposed)).replace(/,/g, '') : '',
  })
  const order = useOrderFlow('POST /v1/deposits', (id) => {
    done()
    replace('deposit-result', { id, product: product.id })
  })
  const name = language === 'zh' ? product.name : product.nameEn
  const fen = fenOf(form.amount)
  const short = fen !== undefined && fen > account.available
  const fault =
    fen !== undefined && fen < product.minimum
      ? t('deposit.below-min', { amount: formatWhole(product.minimum) })
      : short
        ? t('deposit.over-balance', { amount: formatYuan(account.available) })
        : undefined
  const { problem } = order
  const refusal = textAmong(problem, OF_AMOUNT)

  return (
    <Page
      title={name}
      keys
      footer={
        <AmountKeys
          change={change}
          clear={order.clear}
          action={
            short ? (
              <Button id='to-topup' onTap={() => open('topup', { product: product.id })}>
                {t('deposit.topup')}
              </Button>
            ) : (
              <Button
                id='submit'
                disabled={fen === undefined || fault !== undefined || !product.onSale}
                onTap={() =>
                  fen && order.prepare({ accountId: account.id, productId: product.id, amount: fen, ...withLink() })
                }
              >
                {fen === undefined ? t('deposit.submit') : t('deposit.submit-amount', { amount: formatWhole(fen) })}
              </Button>
            )
          }
        />
      }
    >
      {problem && !refusal && <ProblemCard problem={problem} first />}
      <Card>
        <AmountInput
          id='amount'
          label={`${t('deposit.amount')} · ${t('deposit.rate', { rate: product.ratePercent })}`}
          value={form.amount}
          error={refusal ?? fault}
          hint={`${t('deposit.min', { amount: formatWhole(product.minimum) })} · ${t('common.available', { amount: formatYuan(account.available) })}`}
        />
      </Card>
      <Yield product={product} fen={fen} />
      {product.insured && <Assurance>{t('deposit.insured')}</Assurance>}
      <PinSheet
        order={
          order.prepared && {
            kind: 'deposit',
            orderId: order.prepared.id,
            productId: order.prepared.productId,
            amount: order.prepared.amount,
          }
        }
        subject={t('deposit.pin', { product: name })}
        {...(order.prepared ? { fen: order.prepared.amount } : {})}
        onClose={order.cancel}
        onPin={order.entered}
      />
    </Page>
  )
}

function Deposit({ product: productId = '', amount }: PageParams) {
  const { t } = useText(WORDS)
  const loaded = useLoad(async () => {
    const [product, { accounts, cards }] = await Promise.all([readProduct(productId), call('GET /v1/accounts')])
    const own = accounts.filter(({ status }) => status !== 'closed')
    return {
      product,
      account: own.find((one) => one.class === 'II'),
      // Class III buys no products, and can be moved up.
      light: own.find((one) => one.class === 'III'),
      hasCard: cards.length > 0,
    }
  }, [productId])
  const { data, error } = loaded
  if (data?.account) return <DepositForm account={data.account} product={data.product} proposed={amount} />
  const light = data?.light
  return (
    <Page
      title={t('deposit.title')}
      loading={!data}
      {...(error && !data ? { error: error.problem, onRetry: loaded.reload } : {})}
    >
      <Empty
        icon='credit-card'
        text={t(light ? 'deposit.up' : 'deposit.no-account')}
        hint={t(light ? 'deposit.up.about' : 'transfer.no-account.about')}
        action={
          light ? (
            <Button id='to-up' onTap={() => replace('bind-more', { account: light.id, product: productId })}>
              {t('deposit.up.go')}
            </Button>
          ) : (
            <Button id='to-bind' onTap={() => open(data?.hasCard ? 'bind-more' : 'bind', { product: productId })}>
              {t('transfer.no-account.go')}
            </Button>
          )
        }
      />
    </Page>
  )
}

export default function DepositPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('deposit.title')}>{(params) => <Deposit {...params} />}</Gate>
}

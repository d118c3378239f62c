import { formatYuan } from '../../contract/money.ts'
import { call } from '../lib/api.ts'
import { groupDigits } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { backToCard, waitingCard } from '../lib/opened-card.ts'
import { replace } from '../lib/pages.ts'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Card, Outcome, Page, Row, Rows } from '../ui/index.ts'
import { WORDS } from './words.ts'

function Opened({ id = '', product }: PageParams) {
  const { t } = useText(WORDS)
  const binding = useLoad(() => call('GET /v1/bindings/:bindingId', { params: { bindingId: id } }), [id])
  const { data } = binding
  const account = data?.account
  const card = waitingCard()
  return (
    <Page
      back={false}
      loading={!data}
      {...(binding.error && !data ? { error: binding.error.problem, onRetry: binding.reload } : {})}
      footer={
        <>
          {account ? (
            <Button id='to-topup' onTap={() => replace('topup', { product })}>
              {t('bind.opened.topup')}
            </Button>
          ) : (
            <Button id='to-more' onTap={() => replace('bind-more', { product })}>
              {t('bind.opened.more.I')}
            </Button>
          )}
          {card && (
            <Button kind='plain' id='to-card' onTap={() => backToCard(card)}>
              {t('topup.to-card')}
            </Button>
          )}
          {product ? (
            <Button kind='plain' id='to-product' onTap={() => replace('product', { id: product })}>
              {t('bind.opened.product')}
            </Button>
          ) : (
            <Button kind='plain' id='to-home' onTap={() => replace('home')}>
              {t('bind.leave')}
            </Button>
          )}
        </>
      }
    >
      {data && !account && (
        <Outcome
          id='opened'
          tone='good'
          title={t('bind.opened.head.I')}
          about={t('bind.opened.about.I', { card: data.maskedCard })}
        >
          <Card>
            <Rows>
              <Row label={t('bind.opened.see.I')} value={t('bind.opened.see.I.about')} />
            </Rows>
          </Card>
        </Outcome>
      )}
      {data && account && (
        <Outcome
          id='opened'
          tone='good'
          title={t('bind.opened.head')}
          about={t('bind.opened.about', { class: account.class, number: groupDigits(account.number, [4, 4, 4, 4, 3]) })}
        >
          <Card>
            <Rows>
              <Row label={t('bind.opened.card')} value={`${data.bankName} ${data.maskedCard.slice(-4)}`} />
              <Row
                label={t('bind.opened.limit')}
                value={t('bind.opened.limit-value', { amount: formatYuan(account.out.dayLimit) })}
              />
              <Row
                label={t('bind.opened.receive')}
                value={
                  account.in
                    ? t('bind.opened.limit-value', { amount: formatYuan(account.in.dayLimit) })
                    : t(
                        account.receives === 'after-topup'
                          ? 'bind.opened.receive.after-topup'
                          : 'bind.opened.receive-value',
                      )
                }
              />
              {account.cap && <Row label={t('bind.opened.cap')} value={formatYuan(account.cap.amount)} />}
            </Rows>
          </Card>
        </Outcome>
      )}
    </Page>
  )
}

export default function OpenedPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('bind.opened.head')}>{(params) => <Opened {...params} />}</Gate>
}

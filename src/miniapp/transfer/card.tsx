import { formatYuan } from '../../contract/money.ts'
import { call } from '../lib/api.ts'
import { dropDraft, useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import { open, replace } from '../lib/pages.ts'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Avatar, Button, Empty, Page, Row } from '../ui/index.ts'
import { AmountForm } from './AmountForm.tsx'
import { CARD_WORDS } from './card-words.ts'
import { PayeeBadge, ReportedSheet, useWarned } from './ReportedSheet.tsx'
import { type Source, sourcesOf } from './sources.ts'

/** To a card: of somebody's (`payee`), or one's own (`own`). */
function ToCard({
  sources,
  params,
}: {
  readonly sources: readonly [Source, ...Source[]]
  readonly params: PageParams
}) {
  const { t } = useText(CARD_WORDS)
  const { payee, own, name = '', bank = t('card.some-bank'), last4 = '', known, reported } = params
  const toId = own ?? payee ?? ''
  const to = own === undefined ? { payeeId: toId } : { cardId: toId }
  const card = t('card.line', { bank, last4 })
  const [form, change, done] = useDraft(`transfer-${toId}`, { amount: '', note: '', sourceId: '' })
  const source = sources.find(({ id }) => id === form.sourceId) ?? sources[0]
  const order = useOrderFlow('POST /v1/card-transfers', (id) => {
    done()
    dropDraft('transfer-payee')
    replace('card-transfer-result', { id })
  })
  const { prepared } = order
  const [warned, read] = useWarned(reported !== undefined, order)
  return (
    <AmountForm
      sources={sources}
      source={source}
      onSource={({ id }) => change({ sourceId: id })}
      payee={
        own === undefined ? (
          <Row
            id='payee'
            kind='name'
            mark={<Avatar name={name} tone='accent' />}
            label={name}
            hint={card}
            value={<PayeeBadge known={known !== undefined} reported={reported !== undefined} />}
          />
        ) : (
          <Row
            id='payee'
            kind='name'
            mark={<Avatar icon='credit-card' tone='accent' />}
            label={card}
            hint={t('card.own')}
          />
        )
      }
      warning={own !== undefined || known ? undefined : t('card.stranger')}
      terms={t('card.terms')}
      noteHint={t('card.note-hint')}
      submit={own === undefined ? t('transfer.submit-to', { name }) : t('card.submit-own')}
      // To one's own card no limit holds.
      heldAgainst={own === undefined ? 'limits' : 'balance'}
      {...(own === undefined ? {} : { has: t('card.available', { available: formatYuan(source.available ?? 0) }) })}
      form={form}
      change={change}
      order={order}
      onSubmit={(ordered) => void order.prepare({ ...ordered, to })}
      pin={{
        order: prepared && { kind: 'card-transfer', orderId: prepared.id, toId, amount: prepared.amount },
        subject: own === undefined ? t('card.pin', { name, card }) : t('card.pin-own', { card }),
        fen: prepared?.amount,
      }}
    >
      {!warned && <ReportedSheet payeeId={toId} onRead={read} />}
    </AmountForm>
  )
}

function CardAmount(params: PageParams) {
  const { t } = useText(CARD_WORDS)
  const accounts = useLoad(() => call('GET /v1/accounts'), [])
  const { data } = accounts
  // A Class I account's money is in the bank's core, and is sent to cards from there.
  const [first, ...others] = data ? sourcesOf({ accounts: data.accounts, classOne: null }) : []
  if (first) return <ToCard sources={[first, ...others]} params={params} />
  return (
    <Page
      title={t('transfer.title')}
      loading={!data}
      {...(accounts.error && !data ? { error: accounts.error.problem, onRetry: accounts.reload } : {})}
    >
      <Empty
        icon='wallet'
        text={t('card.no-source')}
        hint={t('card.no-source.about')}
        action={
          <Button id='to-open' onTap={() => open('bind-more')}>
            {t('card.no-source.go')}
          </Button>
        }
      />
    </Page>
  )
}

export default function CardPage() {
  const { t } = useText()
  return <Gate title={t('transfer.title')}>{(params) => <CardAmount {...params} />}</Gate>
}

import { useState } from 'react'
import { call } from '../lib/api.ts'
import { dropDraft, useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import type { Orders } from '../lib/orders.ts'
import { replace } from '../lib/pages.ts'
import type { PinSheetProps } from '../pin/PinSheet.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Avatar, Page, Row } from '../ui/index.ts'
import { AmountForm } from './AmountForm.tsx'
import { NoAccount } from './NoAccount.tsx'
import { PayeeBadge, ReportedSheet, useWarned } from './ReportedSheet.tsx'
import { type Source, sourcesOf } from './sources.ts'
import { WhenRow, WhenSheet } from './WhenRow.tsx'
import { type When, whenWords } from './when.ts'
import { WORDS } from './words.ts'

/** What the PIN is for: the one of the two that waits for it. */
function authorised(
  atOnce: Orders['POST /v1/transfers'] | null,
  later: Orders['POST /v1/scheduled-transfers'] | null,
): PinSheetProps['order'] {
  if (later) {
    const { id: orderId, payeeId, amount, when } = later
    return { kind: 'scheduled-transfer', orderId, payeeId, amount, when }
  }
  return atOnce && { kind: 'transfer', orderId: atOnce.id, payeeId: atOnce.payeeId, amount: atOnce.amount }
}

interface ToPersonForm {
  readonly amount: string
  readonly note: string
  readonly sourceId: string
  readonly when: When | undefined
}
const EMPTY: ToPersonForm = { amount: '', note: '', sourceId: '', when: undefined }

interface ToPersonProps {
  /** The one to begin with first. */
  readonly sources: readonly [Source, ...Source[]]
  readonly params: PageParams
}

/** To a person, by their mobile number: at once, or later. */
function ToPerson({ sources, params }: ToPersonProps) {
  const { t, language } = useText(WORDS)
  const { payee = '', name = '', mobile = '', known, reported } = params
  const [form, change, done] = useDraft<ToPersonForm>(`transfer-${payee}`, EMPTY)
  const { when } = form
  const source = sources.find(({ id }) => id === form.sourceId) ?? sources[0]
  const [timing, setTiming] = useState(false)
  const choices = useLoad(() => call('GET /v1/scheduled-transfers/choices'), [])
  const whenSaid = whenWords(when, choices.data, t, language)
  const finished = (page: 'transfer-result' | 'transfer-order') => (id: string) => {
    done()
    dropDraft('transfer-payee')
    replace(page, { id })
  }
  const atOnce = useOrderFlow('POST /v1/transfers', finished('transfer-result'))
  const later = useOrderFlow('POST /v1/scheduled-transfers', finished('transfer-order'))
  const order = when ? later : atOnce
  const [warned, read] = useWarned(reported !== undefined, order)

  return (
    <AmountForm
      sources={sources}
      source={source}
      onSource={({ id }) => change({ sourceId: id })}
      payee={
        <Row
          id='payee'
          kind='name'
          mark={<Avatar name={name} tone='accent' />}
          label={name}
          hint={t('transfer.own-bank', { mobile })}
          value={<PayeeBadge known={known !== undefined} reported={reported !== undefined} />}
        />
      }
      warning={known ? undefined : t('transfer.stranger')}
      terms={t(when ? 'later.terms' : 'transfer.terms')}
      noteHint={t('transfer.note-hint')}
      submit={t(when ? 'later.submit' : 'transfer.submit-to', { name })}
      heldAgainst={!when ? 'limits' : when.arrival === 'ordinary' ? 'balance' : 'nothing'}
      when={<WhenRow value={whenSaid} onTap={() => setTiming(true)} />}
      form={form}
      change={change}
      order={order}
      onSubmit={(ordered) => {
        const content = { ...ordered, payeeId: payee }
        void (when ? later.prepare({ ...content, when }) : atOnce.prepare(content))
      }}
      pin={{
        order: authorised(atOnce.prepared, later.prepared),
        subject: when ? t('later.pin', { when: whenSaid, name, mobile }) : t('transfer.pin', { name, mobile }),
        fen: order.prepared?.amount,
      }}
    >
      {!warned && <ReportedSheet payeeId={payee} onRead={read} />}
      <WhenSheet
        open={timing}
        choices={choices}
        when={when}
        onClose={() => setTiming(false)}
        onChange={(next) => {
          order.clear()
          change({ when: next })
        }}
      />
    </AmountForm>
  )
}

function TransferAmount(params: PageParams) {
  const { t } = useText()
  const accounts = useLoad(() => call('GET /v1/accounts'), [])
  const [first, ...others] = accounts.data ? sourcesOf(accounts.data) : []
  if (first) return <ToPerson sources={[first, ...others]} params={params} />
  // Whose last account was closed meanwhile.
  if (accounts.data) return <NoAccount hasCard={accounts.data.cards.length > 0} />
  return (
    <Page
      title={t('transfer.title')}
      loading
      {...(accounts.error ? { error: accounts.error.problem, onRetry: accounts.reload } : {})}
    />
  )
}

export default function AmountPage() {
  const { t } = useText()
  return <Gate title={t('transfer.title')}>{(params) => <TransferAmount {...params} />}</Gate>
}

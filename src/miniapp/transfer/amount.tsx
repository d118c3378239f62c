import { View } from '@tarojs/components'
import { useState } from 'react'
import { inCapitals } from '../../contract/capitals.ts'
import { formatYuan, parseYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { pressAmount } from '../lib/amount-entry.ts'
import { call } from '../lib/api.ts'
import { dropDraft, useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import { replace } from '../lib/pages.ts'
import { problemText } from '../lib/problem.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import {
  AmountInput,
  Avatar,
  Badge,
  Button,
  Card,
  Field,
  Keypad,
  Page,
  Pressable,
  ProblemCard,
  Row,
  Rows,
  Sheet,
} from '../ui/index.ts'
import './amount.scss'

type Account = Answer<'GET /v1/accounts'>['accounts'][number]

const OF_AMOUNT: readonly string[] = ['AMOUNT_INVALID', 'BALANCE_INSUFFICIENT', 'CLASS_LIMIT_DAY', 'CLASS_LIMIT_YEAR']

function AmountForm({ account, params }: { account: Account; params: PageParams }) {
  const { t } = useText()
  const { payee = '', name = '', mobile = '', known } = params
  const [form, change, done] = useDraft(`transfer-${payee}`, { amount: '', note: '' })
  const [writing, setWriting] = useState(false)
  const order = useOrderFlow('POST /v1/transfers', (id) => {
    done()
    dropDraft('transfer-payee')
    replace('transfer-result', { id })
  })

  const amount = parseYuan(form.amount)
  const fen = 'fen' in amount ? amount.fen : undefined
  const over =
    fen === undefined
      ? undefined
      : fen > account.available
        ? t('transfer.over-balance', { amount: formatYuan(account.available) })
        : fen > account.out.dayLeft
          ? t('transfer.over-day', { amount: formatYuan(account.out.dayLeft) })
          : undefined
  const { problem } = order
  const refusal = problem && OF_AMOUNT.includes(problem.code) ? problemText(problem) : undefined
  const note = form.note.trim()

  return (
    <Page
      title={t('transfer.title')}
      keys
      footer={
        <Keypad
          onKey={(key) => {
            order.clear()
            change((now) => ({ amount: pressAmount(now.amount, key) }))
          }}
          action={
            <Button
              id='submit'
              disabled={fen === undefined || over !== undefined}
              onTap={() =>
                fen &&
                order.prepare({ accountId: account.id, payeeId: payee, amount: fen, ...(note === '' ? {} : { note }) })
              }
            >
              {t('transfer.submit-to', { name })}
            </Button>
          }
        />
      }
    >
      <Card>
        <Rows>
          <Row
            id='payee'
            kind='name'
            mark={<Avatar name={name} tone='accent' />}
            label={name}
            hint={t('transfer.own-bank', { mobile })}
            value={<Badge tone={known ? 'accent' : 'warn'}>{known ? t('transfer.known') : t('transfer.new')}</Badge>}
          />
        </Rows>
      </Card>
      {!known && <View className='transfer__warning'>{t('transfer.stranger', { name })}</View>}
      <Card>
        <AmountInput
          id='amount'
          label={t('transfer.amount')}
          value={form.amount}
          error={refusal ?? over}
          hint={<View id='capitals'>{fen === undefined ? t('transfer.terms') : inCapitals(fen)}</View>}
        />
        <Pressable className='transfer__note' id='note' onTap={() => setWriting(true)}>
          <View className={`transfer__note-text ${note ? '' : 'transfer__note-text--none'}`}>
            {note || t('transfer.note-add')}
          </View>
          {note && <View className='transfer__note-change'>{t('common.change')}</View>}
        </Pressable>
      </Card>
      <View className='transfer__left' id='left-today'>
        {t('transfer.left', {
          available: formatYuan(account.available),
          left: formatYuan(Math.min(account.out.dayLeft, account.out.yearLeft)),
        })}
      </View>
      {problem && !refusal && <ProblemCard problem={problem} />}
      <Sheet
        open={writing}
        title={t('transfer.note')}
        onClose={() => setWriting(false)}
        footer={
          <Button id='note-done' onTap={() => setWriting(false)}>
            {t('common.done')}
          </Button>
        }
      >
        <View className='transfer__note-field'>
          <Field
            id='note-text'
            label={t('transfer.note-hint')}
            maxLength={50}
            focus
            value={form.note}
            hint={t('common.chars-left', { n: 50 - form.note.length })}
            onChange={(text) => change({ note: text })}
          />
        </View>
      </Sheet>
      <PinSheet
        order={
          order.prepared && {
            kind: 'transfer',
            orderId: order.prepared.id,
            payeeId: order.prepared.payeeId,
            amount: order.prepared.amount,
          }
        }
        subject={t('transfer.pin', { name, mobile })}
        {...(order.prepared ? { fen: order.prepared.amount } : {})}
        onClose={order.cancel}
        onAuthorised={order.authorised}
      />
    </Page>
  )
}

/** How much an account can send to others now, fen. */
const canSend = ({ available, out }: Account): number => Math.min(available, out.dayLeft, out.yearLeft)

function TransferAmount(params: PageParams) {
  const { t } = useText()
  const accounts = useLoad(() => call('GET /v1/accounts'), [])
  // Of several the one that can send most today.
  const account = accounts.data?.accounts.reduce((best, one) => (canSend(one) > canSend(best) ? one : best))
  if (account) return <AmountForm account={account} params={params} />
  return (
    <Page
      title={t('transfer.title')}
      loading={!accounts.data}
      {...(accounts.error ? { error: accounts.error.problem, onRetry: accounts.reload } : {})}
    />
  )
}

export default function AmountPage() {
  const { t } = useText()
  return <Gate title={t('transfer.title')}>{(params) => <TransferAmount {...params} />}</Gate>
}

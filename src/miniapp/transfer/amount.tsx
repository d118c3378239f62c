import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { inCapitals } from '../../contract/capitals.ts'
import { formatYuan, parseYuan } from '../../contract/money.ts'
import { SourceSheet, useSourceName } from '../fields/SourceSheet.tsx'
import { pressAmount } from '../lib/amount-entry.ts'
import { call } from '../lib/api.ts'
import { dropDraft, useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import type { Orders } from '../lib/orders.ts'
import { replace } from '../lib/pages.ts'
import { problemText } from '../lib/problem.ts'
import { PinSheet, type PinSheetProps } from '../pin/PinSheet.tsx'
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
import { NoAccount } from './NoAccount.tsx'
import { ReportedSheet } from './ReportedSheet.tsx'
import { type Source, sourcesOf } from './sources.ts'
import { WhenRow, WhenSheet } from './WhenRow.tsx'
import { type When, whenWords } from './when.ts'
import { WORDS } from './words.ts'
import './amount.scss'

const OF_AMOUNT: readonly string[] = [
  'AMOUNT_INVALID',
  'BALANCE_INSUFFICIENT',
  'CLASS_LIMIT_DAY',
  'CLASS_LIMIT_YEAR',
  'AGREED_LIMIT_DAY',
  'AGREED_LIMIT_COUNT',
  'AGREED_LIMIT_YEAR',
  'SIGNATURE_REQUIRED',
]

interface AmountFormProps {
  /** The one to begin with first. */
  readonly sources: readonly [Source, ...Source[]]
  readonly params: PageParams
}

/** What is said of an amount beyond what may go out now, by the narrowest limit. */
const overLeft = ({ own, class: of }: Source) =>
  own ? 'later.over-own' : of === 'I' ? 'transfer.over-unsigned' : 'transfer.over-day'

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

function AmountForm({ sources, params }: AmountFormProps) {
  const { t, language } = useText(WORDS)
  const [source, setSource] = useState(sources[0])
  const [choosing, setChoosing] = useState(false)
  const { payee = '', name = '', mobile = '', known, reported } = params
  const [warned, setWarned] = useState(reported !== '1')
  const [form, change, done] = useDraft(`transfer-${payee}`, { amount: '', note: '' })
  const [writing, setWriting] = useState(false)
  const [chosen, setWhen] = useState<When>()
  const [timing, setTiming] = useState(false)
  // The bank's core is asked about money that is to move now.
  const when = source.class === 'I' ? undefined : chosen
  const finished = (page: 'transfer-result' | 'transfer-order') => (id: string) => {
    done()
    dropDraft('transfer-payee')
    replace(page, { id })
  }
  const atOnce = useOrderFlow('POST /v1/transfers', finished('transfer-result'))
  const later = useOrderFlow('POST /v1/scheduled-transfers', finished('transfer-order'))
  const order = when ? later : atOnce

  const amount = parseYuan(form.amount)
  const fen = 'fen' in amount ? amount.fen : undefined
  const { available, left } = source
  // On a day to come there may be more, and the limits are that day's.
  const over =
    fen === undefined || (when && when.arrival !== 'ordinary')
      ? undefined
      : available !== undefined && fen > available
        ? t('transfer.over-balance', { amount: formatYuan(available) })
        : fen > left && !when
          ? t(overLeft(source), { amount: formatYuan(left) })
          : undefined
  const leftToday =
    available === undefined
      ? t('transfer.left-today', { left: formatYuan(left) })
      : t('transfer.left', { available: formatYuan(available), left: formatYuan(left) })
  const nameOf = useSourceName()
  const { problem } = order
  // Reported since the page was opened: the warning comes now.
  useEffect(() => {
    if (problem?.code === 'PAYEE_REPORTED') setWarned(false)
  }, [problem])
  const refusal = problem && OF_AMOUNT.includes(problem.code) ? problemText(problem) : undefined
  const note = form.note.trim()
  const ofNote = problem?.field === 'note' ? problemText(problem) : undefined

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
              onTap={() => {
                if (!fen) return
                const content = { accountId: source.id, payeeId: payee, amount: fen, ...(note === '' ? {} : { note }) }
                void (when ? later.prepare({ ...content, when }) : atOnce.prepare(content))
              }}
            >
              {t(when ? 'later.submit' : 'transfer.submit-to', { name })}
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
            value={
              <Badge tone={known && !reported ? 'accent' : 'warn'}>
                {t(reported ? 'reported.badge' : known ? 'transfer.known' : 'transfer.new')}
              </Badge>
            }
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
          hint={
            <View id='capitals'>
              {fen === undefined ? t(when ? 'later.terms' : 'transfer.terms') : inCapitals(fen)}
            </View>
          }
        />
        <Pressable className='transfer__note' id='note' onTap={() => setWriting(true)}>
          <View className={`transfer__note-text ${note ? '' : 'transfer__note-text--none'}`}>
            {note || t('transfer.note-add')}
          </View>
          {note && <View className='transfer__note-change'>{t('common.change')}</View>}
        </Pressable>
        {ofNote && (
          <View className='transfer__note-error' id='note-error'>
            {ofNote}
          </View>
        )}
        {source.class !== 'I' && <WhenRow when={when} onTap={() => setTiming(true)} />}
      </Card>
      {sources.length > 1 ? (
        <Card>
          <Rows>
            <Row id='source' kind='name' label={nameOf(source)} hint={leftToday} onTap={() => setChoosing(true)} />
          </Rows>
        </Card>
      ) : (
        <View className='transfer__left' id='left-today'>
          {leftToday}
        </View>
      )}
      {problem && !refusal && !ofNote && <ProblemCard problem={problem} />}
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
            error={ofNote}
            onChange={(text) => {
              order.clear()
              change({ note: text })
            }}
          />
        </View>
      </Sheet>
      {!warned && <ReportedSheet payeeId={payee} onRead={() => setWarned(true)} />}
      <WhenSheet
        open={timing}
        when={when}
        onClose={() => setTiming(false)}
        onChange={(next) => {
          order.clear()
          setWhen(next)
        }}
      />
      <SourceSheet
        open={choosing}
        sources={sources}
        chosen={source}
        onClose={() => setChoosing(false)}
        onChosen={(one) => {
          order.clear()
          setSource(one)
          setChoosing(false)
        }}
      />
      <PinSheet
        order={authorised(atOnce.prepared, later.prepared)}
        subject={
          when
            ? t('later.pin', { when: whenWords(when, t, language), name, mobile })
            : t('transfer.pin', { name, mobile })
        }
        {...(order.prepared ? { fen: order.prepared.amount } : {})}
        onClose={order.cancel}
        onPin={order.entered}
      />
    </Page>
  )
}

function TransferAmount(params: PageParams) {
  const { t } = useText()
  const accounts = useLoad(() => call('GET /v1/accounts'), [])
  const [first, ...others] = accounts.data ? sourcesOf(accounts.data) : []
  if (first) return <AmountForm sources={[first, ...others]} params={params} />
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

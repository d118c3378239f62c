import { View } from '@tarojs/components'
import { type PropsWithChildren, type ReactNode, useEffect, useState } from 'react'
import { inCapitals } from '../../contract/capitals.ts'
import { type Fen, formatYuan } from '../../contract/money.ts'
import { AmountKeys } from '../fields/AmountKeys.tsx'
import { SourceSheet, useSourceName } from '../fields/SourceSheet.tsx'
import { fenOf } from '../lib/amount-entry.ts'
import { useText } from '../lib/i18n.ts'
import type { OrderFlow } from '../lib/order-flow.ts'
import type { OrderRoute } from '../lib/orders.ts'
import { platform } from '../lib/platform.ts'
import { problemText, textAmong } from '../lib/problem.ts'
import { useSettings } from '../lib/settings.ts'
import { PinSheet, type PinSheetProps } from '../pin/PinSheet.tsx'
import {
  AmountInput,
  Button,
  Card,
  clearOfFooter,
  Field,
  Page,
  Pressable,
  ProblemCard,
  Row,
  Rows,
  Sheet,
} from '../ui/index.ts'
import { SureSheet, useSure } from './SureSheet.tsx'
import type { Source } from './sources.ts'
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

/** What is ordered, whoever is paid. */
interface Ordered {
  readonly accountId: string
  readonly amount: Fen
  readonly note?: string
}

interface Form {
  readonly amount: string
  readonly note: string
}

interface AmountFormProps {
  readonly sources: readonly Source[]
  readonly source: Source
  readonly onSource: (source: Source) => void
  /** Whom it goes to, as a row. */
  readonly payee: ReactNode
  /** Said of who was not paid before: below, or in care mode, which has no room there, by asking once more. */
  readonly warning?: string | undefined
  readonly terms: string
  readonly noteHint: string
  readonly submit: string
  /**
   * What the amount is held against: what may go out now, by the narrowest limit, and what is there; what is there alone;
   * or nothing, for on a day to come there may be more, and the limits are that day's.
   */
  readonly heldAgainst: 'limits' | 'balance' | 'nothing'
  /** Said of the source instead of what it has and what may go out today. */
  readonly has?: string
  /** When the payee is to have it, as a row under the note. */
  readonly when?: ReactNode
  readonly form: Form
  readonly change: (fields: Partial<Form> | ((now: Form) => Partial<Form>)) => void
  readonly order: Pick<OrderFlow<OrderRoute>, 'cancel' | 'entered' | 'problem' | 'clear'>
  readonly onSubmit: (ordered: Ordered) => void
  readonly pin: { readonly order: PinSheetProps['order']; readonly subject: string; readonly fen: Fen | undefined }
}

/** What is said of an amount beyond what may go out now, by the narrowest limit. */
const overLeft = ({ own, class: of }: Source) =>
  own ? 'later.over-own' : of === 'I' ? 'transfer.over-unsigned' : 'transfer.over-day'

/** How much, from which account, with which words; then the PIN. Sheets of the page's own are its children. */
export function AmountForm({
  sources,
  source,
  form,
  change,
  order,
  pin,
  children,
  ...props
}: PropsWithChildren<AmountFormProps>) {
  const { t } = useText(WORDS)
  const [choosing, setChoosing] = useState(false)
  const [writing, setWriting] = useState(false)
  const { care } = useSettings()
  const sure = useSure(props.warning, props.onSubmit)

  const fen = fenOf(form.amount)
  const { available, left } = source
  const over =
    fen === undefined || props.heldAgainst === 'nothing'
      ? undefined
      : available !== undefined && fen > available
        ? t('transfer.over-balance', { amount: formatYuan(available) })
        : fen > left && props.heldAgainst === 'limits'
          ? t(overLeft(source), { amount: formatYuan(left) })
          : undefined
  const has =
    props.has ??
    (available === undefined
      ? t('transfer.left-today', { left: formatYuan(left) })
      : t('transfer.left', { available: formatYuan(available), left: formatYuan(left) }))
  const nameOf = useSourceName()
  const { problem } = order
  const refusal = textAmong(problem, OF_AMOUNT)
  const note = form.note.trim()
  const ofNote = problem?.field === 'note' ? problemText(problem) : undefined
  useEffect(() => {
    if (ofNote) clearOfFooter('#note-error')
  }, [ofNote])

  return (
    <Page
      title={t('transfer.title')}
      keys
      footer={
        <AmountKeys
          change={change}
          clear={order.clear}
          action={
            <Button
              id='submit'
              disabled={fen === undefined || over !== undefined}
              onTap={() => fen && sure.start({ accountId: source.id, amount: fen, ...(note === '' ? {} : { note }) })}
            >
              {props.submit}
            </Button>
          }
        />
      }
    >
      {problem && !refusal && !ofNote && <ProblemCard problem={problem} first />}
      <Card>
        <Rows>{props.payee}</Rows>
      </Card>
      {props.warning && !care && <View className='transfer__warning'>{props.warning}</View>}
      <Card>
        <AmountInput
          id='amount'
          label={t('transfer.amount')}
          value={form.amount}
          error={refusal ?? over}
          hint={<View id='capitals'>{fen === undefined ? props.terms : inCapitals(fen)}</View>}
        />
        {/* Words to others pass WeChat's check, which knows nobody elsewhere. */}
        {platform === 'weapp' && (
          <Pressable className='transfer__note' id='note' onTap={() => setWriting(true)}>
            <View className={`transfer__note-text ${note ? '' : 'transfer__note-text--none'}`}>
              {note || t('transfer.note-add')}
            </View>
            {note && <View className='transfer__note-change'>{t('common.change')}</View>}
          </Pressable>
        )}
        {ofNote && (
          <View className='transfer__note-error' id='note-error'>
            {ofNote}
          </View>
        )}
        {props.when}
      </Card>
      {sources.length > 1 ? (
        <Card>
          <Rows>
            <Row id='source' kind='name' label={nameOf(source)} hint={has} onTap={() => setChoosing(true)} />
          </Rows>
        </Card>
      ) : (
        <View className='transfer__left' id='left-today'>
          {has}
        </View>
      )}
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
            label={props.noteHint}
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
      {children}
      <SourceSheet
        open={choosing}
        sources={sources}
        chosen={source}
        onClose={() => setChoosing(false)}
        onChosen={(one) => {
          order.clear()
          props.onSource(one)
          setChoosing(false)
        }}
      />
      <SureSheet sure={sure} fen={sure.asked?.amount} subject={pin.subject} warning={props.warning} />
      <PinSheet
        order={pin.order}
        subject={pin.subject}
        {...(pin.fen === undefined ? {} : { fen: pin.fen })}
        onClose={order.cancel}
        onPin={order.entered}
      />
    </Page>
  )
}

/**
 * claimable/: money sent by a card in the chat. This page makes one; sent.tsx is its state for the payer, open.tsx what the
 * friend sees. Imports contract/'s money and checks, lib/, ui/, fields/, pin/, share-card/, sign-in/ and transfer/'s warning of
 * who was reported.
 */
import { View } from '@tarojs/components'
import { isMobile } from '../../contract/checks.ts'
import { formatYuan } from '../../contract/money.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { AmountKeys, useKeysAway } from '../fields/AmountKeys.tsx'
import { MobileField } from '../fields/MobileField.tsx'
import { fenOf } from '../lib/amount-entry.ts'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import { open, replace } from '../lib/pages.ts'
import { codeText, textAmong } from '../lib/problem.ts'
import { formatWhole } from '../lib/term.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { Gate } from '../sign-in/Gate.tsx'
import { ReportedSheet, warnedOf } from '../transfer/ReportedSheet.tsx'
import { AmountInput, Button, Card, Choice, Empty, Page, ProblemCard, Row, Rows } from '../ui/index.ts'
import './index.scss'
import { WORDS } from './words.ts'

type Mode = Body<'POST /v1/claimables'>['mode']
type Account = Answer<'GET /v1/accounts'>['accounts'][number]
type Terms = Answer<'GET /v1/claimables/terms'>

const MODES: readonly Mode[] = ['named', 'confirm', 'first']
const OF_AMOUNT: readonly string[] = [
  'AMOUNT_INVALID',
  'BALANCE_INSUFFICIENT',
  'CLASS_LIMIT_DAY',
  'CLASS_LIMIT_YEAR',
  'CLAIMABLE_FIRST_LIMIT',
]
const OF_MOBILE: readonly string[] = ['MOBILE_INVALID', 'PAYEE_SELF', 'CLAIMABLE_MOBILE_NEEDED', 'CLAIMABLE_REPORTED']

interface Form {
  readonly amount: string
  readonly mode: Mode
  readonly mobile: string
  readonly shares: string
}

function Make({ account, terms }: { readonly account: Account; readonly terms: Terms }) {
  const { t } = useText(WORDS)
  const [form, change, done] = useDraft<Form>('claimable', { amount: '', mode: 'named', mobile: '', shares: '1' })
  const order = useOrderFlow('POST /v1/claimables', (id) => {
    done()
    replace('claim-sent', { id, made: '1' })
  })
  const keys = useKeysAway()
  const { amount: typed, mode, mobile } = form
  const named = mode === 'named'
  const shares = named ? 1 : Number(form.shares)
  const fen = fenOf(typed)
  const { problem } = order
  const [amountError, mobileError] = [textAmong(problem, OF_AMOUNT), textAmong(problem, OF_MOBILE)]
  const reported = warnedOf(problem)
  const available = formatYuan(account.available)
  const over =
    fen === undefined
      ? undefined
      : mode === 'first' && fen > terms.firstMost
        ? codeText('CLAIMABLE_FIRST_LIMIT', { max: formatYuan(terms.firstMost) })
        : fen * shares > account.available
          ? t('transfer.over-balance', { amount: available })
          : undefined
  const changed = (fields: Partial<Form>) => {
    keys.send()
    order.clear()
    change(fields)
  }

  const action = (
    <Button
      id='submit'
      disabled={fen === undefined || over !== undefined || (named && !isMobile(mobile))}
      onTap={() => {
        // What is refused stands where the keys are.
        keys.send()
        if (fen) void order.prepare({ accountId: account.id, amount: fen, shares, mode, ...(named ? { mobile } : {}) })
      }}
    >
      {t('claim.next')}
    </Button>
  )
  return (
    <Page
      title={t('claim.title')}
      keys={!keys.away}
      footer={<AmountKeys away={keys.away} onDone={keys.done} change={change} clear={order.clear} action={action} />}
    >
      <Card>
        <AmountInput
          id='amount'
          label={t(shares > 1 ? 'claim.amount.each' : 'claim.amount')}
          value={typed}
          error={amountError ?? over}
          onTap={keys.call}
          hint={
            fen && shares > 1
              ? t('claim.total', { total: formatYuan(fen * shares), available })
              : t('claim.available', { available })
          }
        />
      </Card>
      <Card>
        <View className='claim__label'>{t('claim.whom')}</View>
        <Choice
          id='whom'
          label={t('claim.whom')}
          options={MODES.map((value) => ({ value, text: t(`claim.whom.${value}`) }))}
          value={mode}
          onChange={(chosen) => changed({ mode: chosen })}
        />
        <View className='claim__about'>{t(`claim.whom.${mode}.about`, { most: formatWhole(terms.firstMost) })}</View>
        {!named && (
          <>
            <View className='claim__label claim__label--next'>{t('claim.shares')}</View>
            <Choice
              id='shares'
              label={t('claim.shares')}
              options={Array.from({ length: terms.sharesMost }, (_, nth) => ({
                value: `${nth + 1}`,
                text: `${nth + 1}`,
              }))}
              value={form.shares}
              onChange={(chosen) => changed({ shares: chosen })}
            />
          </>
        )}
      </Card>
      {named && (
        <MobileField
          id='mobile'
          label={t('claim.mobile')}
          value={mobile}
          error={mobileError}
          onFocus={keys.send}
          onChange={(text) => changed({ mobile: text })}
        />
      )}
      <View className='claim__life'>{t('claim.life', { hours: terms.hours })}</View>
      {problem && !amountError && !mobileError && <ProblemCard problem={problem} />}
      <Card>
        <Rows>
          <Row id='list' label={t('claim.list')} onTap={() => open('claim-sent')} />
        </Rows>
      </Card>
      {reported && <ReportedSheet payeeId={reported} onRead={order.clear} />}
      <PinSheet
        order={
          order.prepared && {
            kind: 'claimable',
            orderId: order.prepared.id,
            amount: order.prepared.amount,
            shares: order.prepared.shares,
            mode: order.prepared.mode,
            ...(order.prepared.mobile === undefined ? {} : { mobile: order.prepared.mobile }),
          }
        }
        subject={shares > 1 ? t('claim.pin.shares', { count: shares }) : t('claim.pin')}
        {...(order.prepared ? { fen: order.prepared.amount * shares } : {})}
        onClose={order.cancel}
        onPin={order.entered}
      />
    </Page>
  )
}

function FromAccount() {
  const { t } = useText(WORDS)
  const { data, error, reload } = useLoad(async () => {
    const [{ accounts }, terms] = await Promise.all([call('GET /v1/accounts'), call('GET /v1/claimables/terms')])
    return { accounts, terms }
  }, [])
  const own = data?.accounts.filter(({ status }) => status === 'active') ?? []
  // The fullest: a card is no reason to think of accounts.
  const [account] = [...own].sort((one, other) => other.available - one.available)
  if (data && account) return <Make account={account} terms={data.terms} />
  return (
    <Page
      title={t('claim.title')}
      loading={!data}
      skeleton='card'
      {...(error && !data ? { error: error.problem, onRetry: reload } : {})}
    >
      <Empty
        icon='wallet'
        text={t('transfer.no-account')}
        hint={t('transfer.no-account.about')}
        action={
          <Button id='to-bind' onTap={() => open('bind', { for: 'chat' })}>
            {t('transfer.no-account.go')}
          </Button>
        }
      />
    </Page>
  )
}

export default function ClaimablePage() {
  const { t } = useText(WORDS)
  return <Gate title={t('claim.title')}>{() => <FromAccount />}</Gate>
}

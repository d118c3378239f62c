/**
 * request/: asking for money by a card in the chat, of one person or of several who split a bill. This page makes one;
 * sent.tsx is its state for who asks, pay.tsx what the friend sees. Imports contract/'s plain functions, lib/, ui/,
 * fields/, pin/, share-card/, sign-in/.
 */
import { View } from '@tarojs/components'
import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { splitEqually } from '../../contract/shares.ts'
import { AmountKeys, useKeysAway } from '../fields/AmountKeys.tsx'
import { fenOf } from '../lib/amount-entry.ts'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { open, replace } from '../lib/pages.ts'
import { platform } from '../lib/platform.ts'
import { textAmong } from '../lib/problem.ts'
import { newId } from '../lib/random.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { AmountInput, Button, Card, Choice, Empty, Field, Page, ProblemCard, Row, Rows, Toggle } from '../ui/index.ts'
import './index.scss'
import { WORDS } from './words.ts'

type Account = Answer<'GET /v1/accounts'>['accounts'][number]

interface Form {
  readonly amount: string
  readonly of: 'one' | 'several'
  readonly title: string
  readonly people: string
  readonly withMe: boolean
  /** What was sent last, under which id: sent again unchanged, it is the same request. */
  readonly sent?: { readonly id: string; readonly content: string }
}
const EMPTY: Form = { amount: '', of: 'one', title: '', people: '3', withMe: true }

const OF_AMOUNT: readonly string[] = ['AMOUNT_INVALID']
const OF_TITLE: readonly string[] = ['PAYMENT_REQUEST_TITLE', 'NOTE_REFUSED', 'NOTE_UNCHECKED']
const OF_PEOPLE: readonly string[] = ['PAYMENT_REQUEST_PEOPLE']

function Ask({ account }: { readonly account: Account }) {
  const { t } = useText(WORDS)
  const [form, change, done] = useDraft<Form>('payment-request', EMPTY)
  const keys = useKeysAway()
  const several = form.of === 'several'
  const people = several ? Number(form.people) : 1
  const askerCounts = several && form.withMe
  const fen = fenOf(form.amount)
  const title = form.title.trim()
  const split = fen !== undefined && people >= 1 ? splitEqually(fen, people, askerCounts) : undefined

  const asking = useAct(async () => {
    if (fen === undefined) return
    // What is refused stands where the keys are.
    keys.send()
    const order = { accountId: account.id, ...(title && { title }), total: fen, people, askerCounts }
    const content = JSON.stringify(order)
    const id = form.sent?.content === content ? form.sent.id : await newId()
    change({ sent: { id, content } })
    await call('POST /v1/payment-requests', { body: { id, ...order } })
    done()
    replace('request-sent', { id, made: '1' })
  })
  const problem = asking.error?.problem
  const [ofAmount, ofTitle, ofPeople] = [
    textAmong(problem, OF_AMOUNT),
    textAmong(problem, OF_TITLE),
    textAmong(problem, OF_PEOPLE),
  ]
  const changed = (fields: Partial<Form>) => {
    keys.send()
    asking.clear()
    change(fields)
  }

  const action = (
    <Button id='make' loading={asking.busy} disabled={!split} onTap={() => void asking.run()}>
      {t('request.make')}
    </Button>
  )
  return (
    <Page
      title={t('request.title')}
      keys={!keys.away}
      footer={<AmountKeys away={keys.away} onDone={keys.done} change={change} clear={asking.clear} action={action} />}
    >
      <Card>
        <AmountInput
          id='amount'
          label={t(several ? 'request.total' : 'request.amount')}
          value={form.amount}
          error={ofAmount}
          onTap={keys.call}
          hint={
            several && split ? (
              <View id='each'>
                {t('request.each', { each: formatYuan(split.shares[0] ?? 0), count: split.shares.length })}
              </View>
            ) : (
              t('request.to', { last4: account.number.slice(-4) })
            )
          }
        />
      </Card>
      {/* Words to others pass WeChat's check, which knows nobody elsewhere. */}
      {platform === 'weapp' && (
        <Field
          id='title'
          label={t('request.about')}
          maxLength={20}
          value={form.title}
          error={ofTitle}
          hint={t('request.about.hint')}
          onFocus={keys.send}
          onChange={(text) => changed({ title: text })}
        />
      )}
      <Card>
        <View className='request__label'>{t('request.for')}</View>
        <Choice
          id='of'
          label={t('request.for')}
          options={[
            { value: 'one', text: t('request.for.one') },
            { value: 'several', text: t('request.for.several') },
          ]}
          value={form.of}
          onChange={(of) => changed({ of })}
        />
      </Card>
      {several && (
        <>
          <Field
            id='people'
            type='number'
            label={t('request.people')}
            maxLength={2}
            value={form.people}
            error={ofPeople}
            onFocus={keys.send}
            onChange={(text) => changed({ people: text })}
          />
          <Card>
            <Rows>
              <Toggle
                id='with-me'
                label={t('request.people.with-me')}
                {...(split && split.asker !== null
                  ? { hint: t('request.each.mine', { mine: formatYuan(split.asker) }) }
                  : {})}
                on={form.withMe}
                onChange={(on) => changed({ withMe: on })}
              />
            </Rows>
          </Card>
        </>
      )}
      {problem && !ofAmount && !ofTitle && !ofPeople && <ProblemCard problem={problem} onRetry={asking.run} />}
      <Card>
        <Rows>
          <Row id='list' label={t('request.list')} onTap={() => open('request-sent')} />
        </Rows>
      </Card>
    </Page>
  )
}

/** For who has no account that others may pay into: what opens one. */
function NoReceiver({ accounts }: { readonly accounts: readonly Account[] }) {
  const { t } = useText(WORDS)
  const reasons = accounts.map(({ receives }) => receives)
  const why = (['after-topup', 'after-identification'] as const).find((reason) => reasons.includes(reason)) ?? 'none'
  const go = () => {
    if (why === 'after-topup') open('topup')
    else if (why === 'after-identification') open('identify')
    else if (accounts.length > 0) open('bind-more')
    else open('bind', { for: 'chat' })
  }
  return (
    <Page title={t('request.title')}>
      <Empty
        icon='wallet'
        text={t('request.account')}
        hint={t(`request.account.${why}`)}
        action={
          <Button id={`to-${why}`} onTap={go}>
            {t(`request.account.go.${why}`)}
          </Button>
        }
      />
    </Page>
  )
}

function IntoAccount() {
  const { t } = useText(WORDS)
  const { data, error, reload } = useLoad(() => call('GET /v1/accounts'), [])
  if (!data)
    return <Page title={t('request.title')} loading {...(error ? { error: error.problem, onRetry: reload } : {})} />
  const active = data.accounts.filter(({ status }) => status === 'active')
  // Without a cap first: a bill of many does not fill it.
  const able = active.filter(({ receives }) => receives === 'yes')
  const account = able.find(({ cap }) => cap === null) ?? able[0]
  return account ? <Ask account={account} /> : <NoReceiver accounts={active} />
}

export default function RequestPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('request.title')}>{() => <IntoAccount />}</Gate>
}

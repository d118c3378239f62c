import { View } from '@tarojs/components'
import { useState } from 'react'
import { isMobile } from '../../contract/checks.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { MobileField } from '../fields/MobileField.tsx'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { withLink } from '../lib/link.ts'
import { useLoad } from '../lib/load.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import { replace } from '../lib/pages.ts'
import { useSession } from '../lib/session.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Card, Choice, Intro, notify, Page, ProblemCard, Row, Rows, Select } from '../ui/index.ts'
import { DiligenceFields } from './ChosenFields.tsx'
import { Consents, NONE } from './Consents.tsx'
import { errorsOf, showFirst } from './errors.ts'
import {
  CONSENTS,
  checkConsents,
  checkDiligence,
  diligenceBody,
  EMPTY_DILIGENCE,
  FIELDS,
  type PersonalClass,
} from './form.ts'
import { WORDS } from './words.ts'
import './index.scss'

type Held = Answer<'GET /v1/accounts'>
type Account = Held['accounts'][number]

interface MoreProps {
  readonly held: Held
  /** The Class III account that moves up; without it one more account is opened. */
  readonly account: Account | undefined
  readonly product: string | undefined
}

/** For who is a customer: a Class III moves up, or one more account is opened. Asks what the bank does not know yet. */
function MoreForm({ held, account, product }: MoreProps) {
  const { t } = useText(WORDS)
  const { me } = useSession()
  const open = (['III', 'II'] as const).filter((kind) => held.mayOpen[kind] > 0)
  const [chosen, setChosen] = useState<PersonalClass>(open[0] ?? 'III')
  const accountClass = account ? 'II' : chosen
  const [diligence, setDiligence] = useState(EMPTY_DILIGENCE)
  const [consents, setConsents] = useState(NONE)
  const [cardId, setCardId] = useState(held.cards[0]?.id ?? '')
  const [mobile, setMobile] = useState('')
  const [told, setTold] = useState<ReadonlySet<(typeof FIELDS)[number]>>(new Set())

  const finished = () => {
    notify(t(account ? 'bind.more-up.done' : 'bind.more-open.done'))
    if (product) replace('product', { id: product })
    else replace('me')
  }
  const up = useOrderFlow('POST /v1/accounts/:accountId/upgrade', finished)
  const another = useOrderFlow('POST /v1/accounts', finished)
  const problem = up.problem ?? another.problem
  const asks = accountClass === 'II' && !me?.details.known
  const today = businessDate(Date.now())
  const faults = { ...(asks ? checkDiligence(diligence, today) : {}), ...checkConsents(consents) }
  const errors = errorsOf(faults, told, problem, t)
  // The card's bank may know another number than the one that is used here.
  const otherMobile = problem?.code === 'CARD_MISMATCH' || mobile !== ''

  const clear = () => {
    up.clear()
    another.clear()
  }
  const submit = () => {
    setTold(new Set(FIELDS))
    if (showFirst(faults)) return
    const asked = {
      cardId,
      consents: CONSENTS,
      ...(asks ? { diligence: diligenceBody(diligence) } : {}),
      ...(isMobile(mobile) ? { mobile } : {}),
    }
    if (account) void up.prepare({ ...asked, accountId: account.id })
    else void another.prepare({ ...asked, class: accountClass, ...withLink() })
  }
  const cardName = (card: Held['cards'][number]) => t('topup.card', { bank: card.bankName, last4: card.last4 })
  const card = held.cards.find(({ id }) => id === cardId)

  return (
    <Page
      title={t(account ? 'bind.more-up.title' : 'bind.more-open.title')}
      footer={
        <Button id='submit' onTap={submit}>
          {t(account ? 'bind.more-up.submit' : 'bind.more-open.submit')}
        </Button>
      }
    >
      <Intro
        title={account ? t('bind.more-up.head') : t(`bind.more-open.head.${accountClass}`)}
        about={t(account ? 'bind.more-up.about' : 'bind.more-open.about')}
      />
      {!account && open.length > 1 && (
        <View className='bind__class'>
          <Choice
            id='class'
            label={t('bind.class')}
            options={open.map((value) => ({ value, text: t(`bind.class.${value}`) }))}
            value={accountClass}
            onChange={setChosen}
          />
          <View className='bind__reason' id='class-about'>
            {t(`bind.class.${accountClass}.about`)}
          </View>
        </View>
      )}
      <Card title={t('bind.more.known')} id='known'>
        <Rows>
          <Row label={t('bind.name')} value={me?.name ?? ''} />
          <Row label={t('bind.id-number')} value={me?.maskedIdNumber ?? ''} />
          {card && held.cards.length === 1 && <Row label={t('bind.opened.card')} value={cardName(card)} />}
        </Rows>
      </Card>
      {account?.receives === 'yes' && !me?.identified && (
        <View className='bind__note' id='receive-note'>
          {t('bind.more-up.receive')}
        </View>
      )}
      {held.cards.length > 1 && (
        <Select
          id='card'
          label={t('bind.opened.card')}
          options={held.cards.map((one) => ({ value: one.id, text: cardName(one) }))}
          value={cardId}
          onChange={(id) => {
            clear()
            setCardId(id)
          }}
        />
      )}
      {otherMobile && (
        <MobileField
          id='mobile'
          label={t('bind.more.mobile')}
          value={mobile}
          hint={t('bind.more.mobile.hint')}
          onChange={setMobile}
        />
      )}
      {asks && (
        <>
          <View className='bind__part'>{t('bind.more')}</View>
          <View className='bind__reason'>{t('bind.more.why')}</View>
          <DiligenceFields
            form={diligence}
            change={(fields) => {
              clear()
              setDiligence((now) => ({ ...now, ...fields }))
            }}
            errors={errors}
            today={today}
          />
        </>
      )}
      <Consents accountClass={accountClass} given={consents} errors={errors} onChange={setConsents} />
      {problem && <ProblemCard problem={problem} />}
      <PinSheet
        order={
          up.prepared
            ? { kind: 'upgrade', orderId: up.prepared.id, accountId: up.prepared.accountId }
            : another.prepared && {
                kind: 'account',
                orderId: another.prepared.id,
                class: another.prepared.class,
                cardId: another.prepared.cardId,
              }
        }
        subject={account ? t('bind.more-up.pin') : t('bind.more-open.pin', { class: accountClass })}
        onClose={() => {
          up.cancel()
          another.cancel()
        }}
        onPin={(pin) => (account ? up.entered(pin) : another.entered(pin))}
      />
    </Page>
  )
}

function More({ account: accountId, product }: PageParams) {
  const { t } = useText(WORDS)
  const loaded = useLoad(() => call('GET /v1/accounts'), [])
  const { data, error } = loaded
  const account = data?.accounts.find(({ id }) => id === accountId)
  if (data) {
    return <MoreForm held={data} account={account?.class === 'III' ? account : undefined} product={product} />
  }
  return (
    <Page
      title={t(accountId ? 'bind.more-up.title' : 'bind.more-open.title')}
      loading
      {...(error ? { error: error.problem, onRetry: loaded.reload } : {})}
    />
  )
}

export default function MorePage() {
  const { t } = useText(WORDS)
  return <Gate title={t('bind.more-open.title')}>{(params) => <More {...params} />}</Gate>
}

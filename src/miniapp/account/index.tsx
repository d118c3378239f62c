/**
 * account/: one account: how it stands, what stops it and the way out, what is left of its limits, and its end. Imports
 * contract/'s dates and money, lib/, ui/, pin/ and sign-in/.
 */
import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { type Account, type Attention, attentionsOf, stateOf } from '../lib/attention.ts'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { useOrderFlow } from '../lib/order-flow.ts'
import { open, replace } from '../lib/pages.ts'
import { newId } from '../lib/random.ts'
import { type Me, noteMe } from '../lib/session.ts'
import { useShownAgain } from '../lib/shown-again.ts'
import { callBank } from '../lib/telephone.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { usePinned } from '../pin/usePinned.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Amount, Avatar, Badge, Button, Card, Page, ProblemCard, Row, Rows, Toggle } from '../ui/index.ts'
import { ClassOne } from './ClassOne.tsx'
import { CloseSheet } from './CloseSheet.tsx'
import { FreezeSheet } from './FreezeSheet.tsx'
import { Limits } from './Limits.tsx'
import { NumberRow } from './NumberRow.tsx'
import { RenewSheet } from './RenewSheet.tsx'
import { Missing, Standing } from './Standing.tsx'
import { thawing } from './thawing.ts'
import './index.scss'

type BankCard = Answer<'GET /v1/accounts'>['cards'][number]

interface Seen {
  readonly me: Me
  readonly account: Account | undefined
  readonly cards: readonly BankCard[]
  readonly classOne: Answer<'GET /v1/accounts'>['classOne']
}

async function read(id: string | undefined): Promise<Seen> {
  const [me, { accounts, classOne, cards }] = await Promise.all([call('GET /v1/me'), call('GET /v1/accounts')])
  noteMe(me)
  return { me, account: accounts.find((one) => one.id === id) ?? accounts[0], classOne, cards }
}

type Sheets = 'freeze' | 'renew' | 'close'

function AccountDetail({
  me,
  account,
  cards,
  reload,
}: Omit<Seen, 'classOne'> & { account: Account; reload: () => Promise<void> }) {
  const { t, language } = useText()
  const [sheet, setSheet] = useState<Sheets>()
  const [family, setFamily] = useState(false)
  const attentions = attentionsOf(account, me)
  const [first] = attentions
  const state = stateOf(account)
  const pinned = usePinned(() => void reload())
  const closing = useOrderFlow('POST /v1/accounts/:accountId/closure', (id) => replace('closure', { id }))

  function awaken({ id }: NonNullable<Attention['restriction']>): void {
    pinned.ask({
      order: { kind: 'awakening', orderId: id },
      subject: t('account.awaken.pin'),
      done: t('account.awaken.done'),
      send: (token) =>
        call('POST /v1/accounts/:accountId/awakening', {
          params: { accountId: account.id },
          body: { authorisation: { token } },
        }),
    })
  }
  async function renew(validUntil: string | null): Promise<void> {
    setSheet(undefined)
    const id = await newId()
    pinned.ask({
      order: { kind: 'id-validity', orderId: id, validUntil },
      subject: t('account.renew.pin'),
      done: t('account.renew.done'),
      send: (token) => call('POST /v1/me/id-validity', { body: { id, validUntil, authorisation: { token } } }),
    })
  }

  /** The one main action: the way out of what is most pressing, or to freeze. */
  function action() {
    if (state === 'closed' || state === 'closing') return undefined
    if (first?.way === 'thaw' || first?.way === 'awaken') {
      const { restriction, way } = first
      if (!restriction) return undefined
      return (
        <Button id={way} onTap={() => (way === 'thaw' ? pinned.ask(thawing(restriction.id, t)) : awaken(restriction))}>
          {t(`account.${way}`)}
        </Button>
      )
    }
    if (first?.way === 'renew') {
      return (
        <Button id='renew-id' onTap={() => setSheet('renew')}>
          {t('account.renew')}
        </Button>
      )
    }
    if (first?.way === 'details') {
      return (
        <Button id='to-details' onTap={() => open('bind-details')}>
          {t('account.details')}
        </Button>
      )
    }
    if (first?.way === 'call') {
      return (
        <Button id='call-bank' onTap={() => void callBank().catch(() => undefined)}>
          {t('common.call')}
        </Button>
      )
    }
    return (
      <Button kind='soft' id='freeze' onTap={() => setSheet('freeze')}>
        {t('account.freeze')}
      </Button>
    )
  }

  return (
    <Page title={t('account.title')} id='account' footer={action()}>
      <View className='account-head'>
        <View className='account-head__line'>
          <View>
            {account.class === 'II' || account.class === 'III'
              ? t('me.account', { class: account.class })
              : t('me.account.organisation')}
          </View>
          <Badge tone={state === 'active' ? 'accent' : 'warn'}>{t(`account.${state}`)}</Badge>
        </View>
        <View className='account-head__label'>{t('account.balance')}</View>
        <View id='balance'>
          <Amount fen={account.balance} size='hero' hidden={family} />
        </View>
      </View>
      {family ? <Missing attentions={attentions} /> : <Standing attentions={attentions} />}
      {closing.problem && <ProblemCard problem={closing.problem} />}
      <Card>
        <Rows>
          <Toggle
            id='family'
            label={t('account.family')}
            hint={t('account.family.hint')}
            on={family}
            onChange={setFamily}
          />
        </Rows>
      </Card>
      {!family && (
        <>
          {state !== 'closed' && <Limits account={account} />}
          <Card>
            <Rows>
              <NumberRow number={account.number} />
              {cards.map((card) => (
                <Row
                  key={card.id}
                  kind='name'
                  mark={<Avatar icon='credit-card' />}
                  label={card.bankName}
                  hint={`${t(`me.${card.kind}`)} · ${t('me.card', { last4: card.last4 })}`}
                />
              ))}
            </Rows>
          </Card>
        </>
      )}
      <Card title={t('account.identity')} id='identification'>
        <Rows>
          <Row
            label={t('account.identity.branch')}
            value={
              <Badge tone={me.identified ? 'accent' : 'plain'}>
                {t(me.identified ? 'me.identified.yes' : 'me.identified.no')}
              </Badge>
            }
          />
          {me.idCard && (
            <Row
              id='id-until'
              label={t('account.identity.id')}
              value={me.idCard.validUntil ? formatDate(me.idCard.validUntil, language) : t('account.identity.life')}
              {...(state === 'closed' ? {} : { onTap: () => setSheet('renew') })}
            />
          )}
        </Rows>
      </Card>
      {!family && state === 'active' && (
        <>
          <View className='account-freeze'>{t('account.freeze.about')}</View>
          <View className='account-close'>
            <Button kind='plain' narrow id='close-account' onTap={() => setSheet('close')}>
              {t('account.close')}
            </Button>
          </View>
        </>
      )}
      <FreezeSheet
        open={sheet === 'freeze'}
        onClose={() => setSheet(undefined)}
        onFrozen={() => {
          setSheet(undefined)
          void reload()
        }}
      />
      <RenewSheet
        open={sheet === 'renew'}
        onClose={() => setSheet(undefined)}
        onChosen={(validUntil) => void renew(validUntil)}
      />
      <CloseSheet
        open={sheet === 'close'}
        account={account}
        card={cards[0]}
        onClose={() => setSheet(undefined)}
        onConfirm={() => {
          setSheet(undefined)
          void closing.prepare({ accountId: account.id })
        }}
      />
      {pinned.sheet}
      <PinSheet
        order={closing.prepared && { kind: 'closure', orderId: closing.prepared.id, accountId: account.id }}
        subject={t('account.close.pin')}
        fen={account.balance}
        onClose={closing.cancel}
        onPin={closing.entered}
      />
    </Page>
  )
}

function AccountOf({ id }: PageParams) {
  const { t } = useText()
  const seen = useLoad(() => read(id), [id])
  useShownAgain(() => void seen.reload())
  const { data, error, reload } = seen
  if (data?.classOne && (data.classOne.id === id || !data.account)) {
    return <ClassOne me={data.me} account={data.classOne} reload={reload} />
  }
  if (data?.account) return <AccountDetail {...data} account={data.account} reload={reload} />
  return (
    <Page
      title={t('account.title')}
      loading={!data}
      {...(error && !data ? { error: error.problem, onRetry: reload } : {})}
    >
      <Button id='to-bind' onTap={() => replace('bind')}>
        {t('visitor.open')}
      </Button>
    </Page>
  )
}

export default function AccountPage() {
  const { t } = useText()
  return <Gate title={t('account.title')}>{(params) => <AccountOf {...params} />}</Gate>
}

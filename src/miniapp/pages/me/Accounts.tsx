import { Text, View } from '@tarojs/components'
import { setClipboardData } from '@tarojs/taro'
import { useState } from 'react'
import { formatYuan } from '../../../contract/money.ts'
import type { Answer } from '../../../contract/schema/index.ts'
import { stateOf } from '../../lib/attention.ts'
import { groupDigits } from '../../lib/format.ts'
import { useText } from '../../lib/i18n.ts'
import type { Loaded } from '../../lib/load.ts'
import { open } from '../../lib/pages.ts'
import { formatWhole } from '../../lib/term.ts'
import { Amount, Avatar, Badge, Card, Icon, notify, Pressable, ProblemCard, Row, Rows, Sheet } from '../../ui/index.ts'
import './Accounts.scss'

type Held = Answer<'GET /v1/accounts'>
type Account = Held['accounts'][number]
const LIMITS = ['me.limits.1', 'me.limits.2', 'me.limits.3'] as const

function AccountCard({ account }: { readonly account: Account }) {
  const { t } = useText()
  const held = account.balance - account.available
  const state = stateOf(account)
  const copy = () =>
    setClipboardData({ data: account.number }).then(
      () => notify(t('common.copied')),
      () => undefined,
    )
  return (
    <Card id={`account-${account.id}`}>
      <View className='account__head'>
        <Text className='account__class'>
          {account.class === 'II' || account.class === 'III'
            ? t('me.account', { class: account.class })
            : t('me.account.organisation')}
        </Text>
        {state !== 'active' && <Badge tone='warn'>{t(`account.${state}`)}</Badge>}
      </View>
      <Pressable className='account__number' id='copy-account' label={t('me.copy')} onTap={() => void copy()}>
        <Text className='account__digits'>{groupDigits(account.number, [4, 4, 4, 4, 4])}</Text>
        <Icon name='copy' size='small' />
      </Pressable>
      <Rows>
        <Row label={t('me.balance')} value={<Amount fen={account.balance} />} />
        {held > 0 && <Row label={t('me.held')} value={<Amount fen={held} />} />}
        <Row
          label={t('me.out')}
          hint={t('me.out.hint', { day: formatWhole(account.out.dayLimit), year: formatWhole(account.out.yearLeft) })}
          value={formatYuan(account.out.dayLeft)}
        />
        {account.in ? (
          <Row
            label={t('me.in')}
            hint={t('me.in.hint', { day: formatWhole(account.in.dayLimit), year: formatWhole(account.in.yearLeft) })}
            value={formatYuan(account.in.dayLeft)}
          />
        ) : (
          <Row label={t('me.in')} value={t(`me.in.${account.receives === 'yes' ? 'never' : account.receives}`)} />
        )}
        {account.cap && (
          <Row
            id='cap'
            label={t('me.cap')}
            hint={t('me.cap.hint', { amount: formatWhole(account.cap.amount) })}
            value={formatYuan(account.cap.left)}
          />
        )}
        {account.class === 'III' && account.status === 'active' && (
          <Row
            id='to-up'
            label={t('me.up')}
            hint={t('me.up.hint')}
            onTap={() => open('bind-more', { account: account.id })}
          />
        )}
        <Row
          id={`more-${account.id}`}
          kind='name'
          label={t('me.account.more')}
          onTap={() => open('account', { id: account.id })}
        />
      </Rows>
    </Card>
  )
}

/** Accounts with what is left of their limits, and the cards they are fed from. */
export function Accounts({ held }: { readonly held: Loaded<Held> }) {
  const { t } = useText()
  const [why, setWhy] = useState(false)
  if (held.error && !held.data) {
    return <ProblemCard problem={held.error.problem} onRetry={() => void held.reload()} />
  }
  const { accounts = [], classOne, cards = [], mayOpen } = held.data ?? {}
  const personal = accounts.some((account) => account.class === 'II' || account.class === 'III')
  return (
    <>
      {accounts.map((account) => (
        <AccountCard key={account.id} account={account} />
      ))}
      {classOne && (
        <Card id={`account-${classOne.id}`}>
          <View className='account__head'>
            <Text className='account__class'>{t('me.account', { class: 'I' })}</Text>
          </View>
          <Rows>
            <Row
              label={t('me.balance')}
              value={classOne.balance === null ? t('account.one.away') : <Amount fen={classOne.balance} />}
            />
            <Row
              id={`more-${classOne.id}`}
              kind='name'
              label={t('statement.title')}
              onTap={() => open('account', { id: classOne.id })}
            />
          </Rows>
        </Card>
      )}
      {(personal || classOne) && (
        <Card id='limits'>
          <Rows>
            <Row id='why-limits' label={t('me.limits')} onTap={() => setWhy(true)} />
            {mayOpen && cards.length > 0 && mayOpen.II + mayOpen.III > 0 && (
              <Row
                id='another'
                label={t('me.another')}
                hint={t('me.another.hint', { second: mayOpen.II, third: mayOpen.III })}
                onTap={() => open('bind-more')}
              />
            )}
          </Rows>
        </Card>
      )}
      <Sheet open={why} id='limits-sheet' title={t('me.limits')} onClose={() => setWhy(false)}>
        {LIMITS.map((line) => (
          <View key={line} className='account__reason'>
            {t(line)}
          </View>
        ))}
      </Sheet>
      {cards.length > 0 && (
        <Card title={t('me.cards')} id='cards'>
          <Rows>
            {cards.map((card) => (
              <Row
                key={card.id}
                kind='name'
                mark={<Avatar icon='credit-card' />}
                label={card.bankName}
                hint={`${t(`me.${card.kind}`)} · ${t('me.card', { last4: card.last4 })}`}
              />
            ))}
            <Row kind='name' id='manage-cards' label={t('me.cards.manage')} onTap={() => open('cards')} />
          </Rows>
        </Card>
      )}
    </>
  )
}

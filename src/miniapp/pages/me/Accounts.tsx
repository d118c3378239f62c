import { Text, View } from '@tarojs/components'
import { setClipboardData } from '@tarojs/taro'
import type { Answer } from '../../../contract/schema/index.ts'
import { stateOf } from '../../lib/attention.ts'
import { groupDigits } from '../../lib/format.ts'
import { useText } from '../../lib/i18n.ts'
import type { Loaded } from '../../lib/load.ts'
import { open } from '../../lib/pages.ts'
import { formatWhole } from '../../lib/term.ts'
import { Amount, Avatar, Badge, Card, Icon, notify, Pressable, ProblemCard, Row, Rows } from '../../ui/index.ts'
import './Accounts.scss'

type Held = Answer<'GET /v1/accounts'>
type Account = Held['accounts'][number]

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
          label={t(state === 'closed' ? 'me.account.closed' : 'me.account.more')}
          hint={state === 'active' ? t('me.account.more.hint', { left: formatWhole(account.out.dayLeft) }) : undefined}
          onTap={() => open('account', { id: account.id })}
        />
      </Rows>
    </Card>
  )
}

/** Accounts, and the cards they are fed from. What is left of their limits stands on each account's page. */
export function Accounts({ held }: { readonly held: Loaded<Held> }) {
  const { t } = useText()
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
      {(personal || classOne) && mayOpen && cards.length > 0 && mayOpen.II + mayOpen.III > 0 && (
        <Card>
          <Rows>
            <Row
              id='another'
              label={t('me.another')}
              hint={t('me.another.hint', { second: mayOpen.II, third: mayOpen.III })}
              onTap={() => open('bind-more')}
            />
          </Rows>
        </Card>
      )}
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

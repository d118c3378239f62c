import { Text, View } from '@tarojs/components'
import { setClipboardData } from '@tarojs/taro'
import { formatYuan } from '../../../contract/money.ts'
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
        <Row
          label={t('me.out')}
          hint={t('me.out.hint', { day: formatWhole(account.out.dayLimit), year: formatWhole(account.out.yearLeft) })}
          value={formatYuan(account.out.dayLeft)}
        />
        <Row label={t('me.in')} value={account.in ? formatYuan(account.in.dayLeft) : t('me.in.none')} />
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
  if (held.error && !held.data) {
    return <ProblemCard problem={held.error.problem} onRetry={() => void held.reload()} />
  }
  const { accounts = [], cards = [] } = held.data ?? {}
  return (
    <>
      {accounts.map((account) => (
        <AccountCard key={account.id} account={account} />
      ))}
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
          </Rows>
        </Card>
      )}
    </>
  )
}

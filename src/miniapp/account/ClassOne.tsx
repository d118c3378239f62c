import { View } from '@tarojs/components'
import { setClipboardData } from '@tarojs/taro'
import type { Answer } from '../../contract/schema/index.ts'
import { groupDigits } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { open } from '../lib/pages.ts'
import { RETRIED_AFTER_SECONDS, useRetried } from '../lib/retried.ts'
import { StatementList } from '../statement/StatementList.tsx'
import { Amount, Badge, Card, Icon, notify, Page, Row, Rows } from '../ui/index.ts'

type ClassOneAccount = NonNullable<Answer<'GET /v1/accounts'>['classOne']>

/** This bank's own Class I account: its balance and statement come from the core, and no class limit holds for it. */
export function ClassOne({ account, reload }: { account: ClassOneAccount; reload: () => Promise<void> }) {
  const { t } = useText()
  useRetried(account.balance === null, reload)
  const copy = () =>
    setClipboardData({ data: account.number }).then(
      () => notify(t('common.copied')),
      () => undefined,
    )
  return (
    <Page title={t('account.title')} id='class-one'>
      <View className='account-head'>
        <View className='account-head__line'>
          <View>{t('me.account', { class: 'I' })}</View>
          <Badge tone={account.balance === null ? 'warn' : 'accent'}>
            {t(account.balance === null ? 'account.one.away' : 'account.active')}
          </Badge>
        </View>
        <View className='account-head__label'>{t('account.balance')}</View>
        <View id='balance'>
          {account.balance === null ? (
            <View id='balance-away'>{t('account.one.away.about', { seconds: RETRIED_AFTER_SECONDS })}</View>
          ) : (
            <Amount fen={account.balance} size='hero' />
          )}
        </View>
      </View>
      <Card>
        <Rows>
          <Row
            id='copy-number'
            kind='name'
            label={groupDigits(account.number, [4, 4, 4, 4, 4])}
            hint={t('me.copy')}
            value={<Icon name='copy' size='small' />}
            arrow={false}
            onTap={() => void copy()}
          />
          <Row id='no-limits' label={t('account.limits')} value={t('account.one.limits')} />
          <Row kind='name' id='to-cards' label={t('account.one.unlink')} onTap={() => open('cards')} />
        </Rows>
      </Card>
      <StatementList accountId={account.id} />
    </Page>
  )
}

import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { attentionsOf, isPressing } from '../lib/attention.ts'
import { useText } from '../lib/i18n.ts'
import { open } from '../lib/pages.ts'
import { RETRIED_AFTER_SECONDS, useRetried } from '../lib/retried.ts'
import type { Me } from '../lib/session.ts'
import { callBank } from '../lib/telephone.ts'
import { formatWhole } from '../lib/term.ts'
import { usePinned } from '../pin/usePinned.tsx'
import { StatementList } from '../statement/StatementList.tsx'
import { Amount, Badge, Button, Card, Meter, Page, Row, Rows } from '../ui/index.ts'
import { FreezeSheet } from './FreezeSheet.tsx'
import { OwnLimitsRow } from './Limits.tsx'
import { NumberRow } from './NumberRow.tsx'
import { Standing } from './Standing.tsx'
import { thawing } from './thawing.ts'

type ClassOneAccount = NonNullable<Answer<'GET /v1/accounts'>['classOne']>

interface ClassOneProps {
  readonly me: Me
  readonly account: ClassOneAccount
  readonly reload: () => Promise<void>
}

/**
 * This bank's own Class I account: its balance and statement come from the core, and no class limit holds for it. What
 * stops all of a person's accounts stops payments from it too.
 */
export function ClassOne({ me, account, reload }: ClassOneProps) {
  const { t } = useText()
  const [freezing, setFreezing] = useState(false)
  const pinned = usePinned(() => void reload())
  const attentions = attentionsOf({ status: 'active', restrictions: account.restrictions }, me).filter(isPressing)
  const [first] = attentions
  const { dayLeft, dayLimit } = account.out
  useRetried(account.balance === null, reload)
  const { restriction } = first ?? {}
  const action =
    first?.way === 'thaw' && restriction ? (
      <Button id='thaw' onTap={() => pinned.ask(thawing(restriction.id, t))}>
        {t('account.thaw')}
      </Button>
    ) : first?.way === 'call' ? (
      <Button id='call-bank' onTap={() => void callBank().catch(() => undefined)}>
        {t('common.call')}
      </Button>
    ) : (
      <Button kind='soft' id='freeze' onTap={() => setFreezing(true)}>
        {t('account.freeze')}
      </Button>
    )
  return (
    <Page title={t('account.title')} id='class-one' footer={action}>
      <View className='account-head'>
        <View className='account-head__line'>
          <View>{t('me.account', { class: 'I' })}</View>
          <Badge tone={account.balance === null || restriction ? 'warn' : 'accent'}>
            {t(account.balance === null ? 'account.one.away' : restriction ? 'account.restricted' : 'account.active')}
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
      <Standing attentions={attentions} />
      <Card title={t('account.limits')} id='limits'>
        <Meter
          id='limit-out-day'
          label={t('account.limits.out-day')}
          words={t('account.limits.left', { left: formatWhole(dayLeft), limit: formatWhole(dayLimit) })}
          left={dayLimit === 0 ? 0 : dayLeft / dayLimit}
        />
        <View className='limits__none'>{t('account.one.limits')}</View>
        <Rows>
          <OwnLimitsRow id={account.id} />
        </Rows>
      </Card>
      <Card>
        <Rows>
          <NumberRow number={account.number} />
          <Row kind='name' id='to-cards' label={t('account.one.unlink')} onTap={() => open('cards')} />
        </Rows>
      </Card>
      <StatementList accountId={account.id} />
      <FreezeSheet
        open={freezing}
        onClose={() => setFreezing(false)}
        onFrozen={() => {
          setFreezing(false)
          void reload()
        }}
      />
      {pinned.sheet}
    </Page>
  )
}

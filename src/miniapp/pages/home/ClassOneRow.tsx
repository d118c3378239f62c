import { useText } from '../../lib/i18n.ts'
import { open } from '../../lib/pages.ts'
import { RETRIED_AFTER_SECONDS } from '../../lib/retried.ts'
import { Amount, Avatar, Card, Row, Rows } from '../../ui/index.ts'
import type { HomeAnswer } from './index.tsx'

/** This bank's own Class I account, with its balance; while the core is away the row says so, and the page is there. */
export function ClassOneRow({ account, hidden }: { account: HomeAnswer['classOne']; hidden: boolean }) {
  const { t } = useText()
  if (!account) return null
  return (
    <Card id='class-one'>
      <Rows>
        <Row
          id='class-one-row'
          kind='name'
          mark={<Avatar icon='wallet' tone='accent' />}
          label={t('me.account', { class: 'I' })}
          hint={
            account.balance === null
              ? t('account.one.away.about', { seconds: RETRIED_AFTER_SECONDS })
              : t('me.card', { last4: account.number.slice(-4) })
          }
          value={account.balance === null ? t('account.one.away') : <Amount fen={account.balance} hidden={hidden} />}
          arrow={false}
          onTap={() => open('account', { id: account.id })}
        />
      </Rows>
    </Card>
  )
}

import { attentionsOf, isPressing } from '../../lib/attention.ts'
import { useText } from '../../lib/i18n.ts'
import { open } from '../../lib/pages.ts'
import { Card, Icon, Row, Rows } from '../../ui/index.ts'
import type { HomeAnswer } from './index.tsx'

/** What keeps an account from full use, before anything else; its page has the way out. */
export function Attention({ home }: { readonly home: Pick<HomeAnswer, 'accounts' | 'classOne' | 'me'> }) {
  const { t } = useText()
  const inCore = home.classOne ? [{ ...home.classOne, status: 'active' as const }] : []
  const [pressing] = [...home.accounts, ...inCore].flatMap((account) =>
    attentionsOf(account, home.me)
      .filter(isPressing)
      .map((attention) => ({ account, attention })),
  )
  if (!pressing) return null
  const { what } = pressing.attention
  return (
    <Card tone='warn' id='attention'>
      <Rows>
        <Row
          id='to-account'
          kind='name'
          mark={<Icon name='circle-alert' />}
          label={t(`account.${what}`)}
          hint={t('home.attention.about')}
          onTap={() => open('account', { id: pressing.account.id })}
        />
      </Rows>
    </Card>
  )
}

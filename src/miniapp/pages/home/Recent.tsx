import { View } from '@tarojs/components'
import type { Answer } from '../../../contract/schema/index.ts'
import { formatRecent } from '../../lib/format.ts'
import { useText } from '../../lib/i18n.ts'
import { open } from '../../lib/pages.ts'
import { ENTRY_ICONS } from '../../statement/icons.ts'
import { Amount, Avatar, Card, Empty, Pressable, Row, Rows } from '../../ui/index.ts'
import './Recent.scss'

type Entry = Answer<'GET /v1/home'>['recent'][number]

/** What came and went last, and from whom. */
export function Recent({ entries, hidden }: { readonly entries: readonly Entry[]; readonly hidden: boolean }) {
  const { t, language } = useText()
  const now = Date.now()
  const all = (
    <Pressable className='recent__all' label={t('common.all')} onTap={() => open('statement')}>
      {t('common.all')}
    </Pressable>
  )
  return (
    <Card id='recent' title={t('home.recent')} {...(entries.length > 0 ? { more: all } : {})}>
      {entries.length === 0 ? (
        <Empty icon='receipt-text' text={t('home.recent.empty')} hint={t('home.recent.empty.about')} />
      ) : (
        <Rows>
          {entries.slice(0, 5).map((entry) => {
            const icon = ENTRY_ICONS[entry.kind]
            return (
              <Row
                key={`${entry.accountId} ${entry.id}`}
                kind='name'
                mark={icon ? <Avatar icon={icon} /> : <Avatar name={entry.counterparty} />}
                label={entry.counterparty}
                hint={
                  <View className='recent__hint'>
                    {[t(`home.entry.${entry.kind}`), entry.note ?? formatRecent(entry.at, now, language)].join(' · ')}
                  </View>
                }
                value={<Amount fen={entry.amount} sign tone={entry.amount > 0 ? 'in' : 'plain'} hidden={hidden} />}
                arrow={false}
                onTap={() => open('entry', { id: entry.id, account: entry.accountId })}
              />
            )
          })}
        </Rows>
      )}
    </Card>
  )
}

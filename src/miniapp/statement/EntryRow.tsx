import { View } from '@tarojs/components'
import type { Answer } from '../../contract/schema/index.ts'
import { formatRecent } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { open } from '../lib/pages.ts'
import { Amount, Avatar, Row } from '../ui/index.ts'
import './EntryRow.scss'
import { ENTRY_ICONS } from './icons.ts'

type Entry = Answer<'GET /v1/accounts/:accountId/entries'>['entries'][number]

/** One line of a statement; a tap leads to what is behind it. */
export function EntryRow({ entry, accountId, now }: { entry: Entry; accountId: string; now: number }) {
  const { t, language } = useText()
  const icon = ENTRY_ICONS[entry.kind]
  return (
    <Row
      id={`entry-${entry.id}`}
      kind='name'
      mark={icon ? <Avatar icon={icon} /> : <Avatar name={entry.counterparty} />}
      label={entry.counterparty}
      hint={
        <>
          {`${t(`statement.${entry.kind}`)} · ${formatRecent(entry.at, now, language)}`}
          {entry.note && <View className='entry-note'>{entry.note}</View>}
        </>
      }
      value={<Amount fen={entry.amount} sign tone={entry.amount > 0 ? 'in' : 'plain'} />}
      arrow={false}
      onTap={() => open('entry', { id: entry.id, account: accountId })}
    />
  )
}

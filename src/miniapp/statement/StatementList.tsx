/**
 * statement/: what came and went, line by line. Imports contract/'s dates, lib/, ui/ and sign-in/.
 */
import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatMonth } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { Button, Card, Empty, ProblemCard, Rows, Skeleton } from '../ui/index.ts'
import { EntryRow } from './EntryRow.tsx'
import { byMonth } from './months.ts'
import './StatementList.scss'

type Statement = Answer<'GET /v1/accounts/:accountId/entries'>

const PAGE = 20
/** A line is about nine nodes, and a page has 600 at most: of a long way back the newest are put away. */
const PAGES_SHOWN = 3

/** An account's statement: twenty lines, and the earlier ones when they are asked for. */
export function StatementList({ accountId }: { accountId: string }) {
  const { t, language } = useText()
  const read = (before?: string) =>
    call('GET /v1/accounts/:accountId/entries', {
      params: { accountId },
      query: { limit: PAGE, ...(before === undefined ? {} : { before }) },
    })
  const [earlier, setEarlier] = useState<{ of: Statement; pages: readonly Statement[] }>()
  const first = useLoad(() => read(), [accountId])
  const { data, error } = first
  const pages = data ? [data, ...(earlier?.of === data ? earlier.pages : [])] : []
  const next = pages.at(-1)?.next ?? null
  const more = useAct(async () => {
    if (!data || next === null) return
    const page = await read(next)
    setEarlier({ of: data, pages: [...pages.slice(1), page] })
  })

  if (!data) {
    return error ? <ProblemCard problem={error.problem} onRetry={first.reload} /> : <Skeleton shape='list' />
  }
  const now = Date.now()
  const months = byMonth(pages.slice(-PAGES_SHOWN).flatMap(({ entries }) => entries))
  if (months.length === 0) {
    return <Empty icon='receipt-text' text={t('statement.empty')} hint={t('statement.empty.about')} />
  }
  return (
    <View id='statement'>
      {pages.length > PAGES_SHOWN && (
        <View className='statement__end'>
          <Button kind='plain' id='newest' onTap={() => setEarlier(undefined)}>
            {t('statement.newest')}
          </Button>
        </View>
      )}
      {months.map(({ month, entries }) => (
        <Card key={month} title={formatMonth(month, language)}>
          <Rows>
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} accountId={accountId} now={now} />
            ))}
          </Rows>
        </Card>
      ))}
      {more.error && <ProblemCard problem={more.error.problem} />}
      <View className='statement__end'>
        {next === null ? (
          t('statement.end')
        ) : (
          <Button kind='plain' id='earlier' loading={more.busy} onTap={more.run}>
            {t('statement.more')}
          </Button>
        )}
      </View>
    </View>
  )
}

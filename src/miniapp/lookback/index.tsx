/**
 * lookback/: looking back over what moved: search, months, files to keep, receipts. Imports lib/, ui/, sign-in/ and
 * statement/'s rows.
 */
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { businessDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatDate, formatMonth } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { useSettings } from '../lib/settings.ts'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { EntryRow } from '../statement/EntryRow.tsx'
import { byMonth } from '../statement/months.ts'
import { Button, Card, Choice, Empty, Field, Page, ProblemCard, Rows, Select, Skeleton } from '../ui/index.ts'
import './lookback.scss'
import { WORDS } from './words.ts'

type Search = Body<'POST /v1/accounts/:accountId/entry-searches'>
type Found = Answer<'POST /v1/accounts/:accountId/entry-searches'>

const PAGE = 20
/** Lines that a page shows at most; further back, fewer conditions or a month help more. */
const MOST = 60
const MONTHS = 24

const DIRECTIONS = ['all', 'in', 'out'] as const
const GROUPS = ['all', 'people', 'card', 'deposit'] as const

function Lines({ accountId, search }: { accountId: string; search: Search }) {
  const { t, language } = useText(WORDS)
  const ask = (before?: string) =>
    call('POST /v1/accounts/:accountId/entry-searches', {
      params: { accountId },
      body: { ...search, limit: PAGE, ...(before === undefined ? {} : { before }) },
    })
  const first = useLoad(() => ask(), [accountId, JSON.stringify(search)])
  const [further, setFurther] = useState<{ of: Found; pages: readonly Found[] }>()
  const { data, error } = first
  const pages = data ? [data, ...(further?.of === data ? further.pages : [])] : []
  const last = pages.at(-1)
  const more = useAct(async () => {
    if (!data || !last?.next) return
    const page = await ask(last.next)
    setFurther({ of: data, pages: [...pages.slice(1), page] })
  })
  if (error) return <ProblemCard problem={error.problem} onRetry={first.reload} />
  if (!last || first.loading) return <Skeleton shape='list' />

  const entries = pages.flatMap((page) => page.entries)
  const looked = last.lookedTo === null ? '' : formatDate(businessDate(last.lookedTo), language)
  const next = last.next !== null && entries.length < MOST
  const now = Date.now()
  return (
    <View id='found'>
      {entries.length === 0 && (
        <Empty
          icon='receipt-text'
          text={next ? t('lookback.none.so-far', { date: looked }) : t('lookback.none')}
          hint={t('lookback.none.about')}
        />
      )}
      {byMonth(entries).map((month) => (
        <Card key={month.month} title={formatMonth(month.month, language)}>
          <Rows>
            {month.entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} accountId={accountId} now={now} />
            ))}
          </Rows>
        </Card>
      ))}
      {more.error && <ProblemCard problem={more.error.problem} />}
      {next && (
        <Button kind='plain' id='further' loading={more.busy} onTap={more.run}>
          {t('lookback.further')}
        </Button>
      )}
      {entries.length > 0 && (
        <View className='lookback__small'>
          {last.next === null ? t('lookback.all') : t('lookback.looked', { date: looked })}
        </View>
      )}
    </View>
  )
}

function SearchOf({ account = '', month: given }: PageParams) {
  const { t, language } = useText(WORDS)
  const { care } = useSettings()
  const [typed, setTyped] = useState('')
  const [text, setText] = useState('')
  const [direction, setDirection] = useState<(typeof DIRECTIONS)[number]>('all')
  const [group, setGroup] = useState<(typeof GROUPS)[number]>('all')
  const [month, setMonth] = useState(given ?? 'all')
  const months = useLoad(
    () => call('GET /v1/accounts/:accountId/months', { params: { accountId: account }, query: { limit: MONTHS } }),
    [account],
  )
  const known = months.data?.months.map((one) => one.month) ?? []
  const listed = month === 'all' || known.includes(month) ? known : [month, ...known]
  const search: Search = {
    ...(text === '' ? {} : { text }),
    ...(direction === 'all' ? {} : { direction }),
    ...(group === 'all' ? {} : { group }),
    ...(month === 'all' ? {} : { month }),
  }
  const find = () => {
    setText(typed.trim())
    // Where letters are large what is found stands below the screen.
    if (care) Taro.pageScrollTo({ selector: '.lookback__found', offsetTop: -120 }).catch(() => undefined)
  }
  return (
    <Page title={t('lookback.search')} id='search'>
      <View className='lookback__form'>
        <Field
          id='search-text'
          label={t('lookback.text')}
          value={typed}
          onChange={setTyped}
          maxLength={50}
          hint={t('lookback.text.hint')}
        />
        <Button id='search-go' onTap={find}>
          {t('lookback.find')}
        </Button>
        <View className='lookback__choice'>
          <Choice
            id='direction'
            label={t('lookback.direction')}
            options={DIRECTIONS.map((value) => ({ value, text: t(`lookback.direction.${value}`) }))}
            value={direction}
            onChange={setDirection}
          />
        </View>
        <View className='lookback__two'>
          <Select
            id='group'
            label={t('lookback.group')}
            options={GROUPS.map((value) => ({ value, text: t(`lookback.group.${value}`) }))}
            value={group}
            onChange={setGroup}
          />
          <Select
            id='month'
            label={t('lookback.month')}
            options={[
              { value: 'all', text: t('lookback.month.all') },
              ...listed.map((value) => ({ value, text: formatMonth(value, language) })),
            ]}
            value={month}
            onChange={setMonth}
          />
        </View>
      </View>
      <View className='lookback__found'>
        <Lines accountId={account} search={search} />
      </View>
    </Page>
  )
}

export default function SearchPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('lookback.search')}>{(params) => <SearchOf {...params} />}</Gate>
}

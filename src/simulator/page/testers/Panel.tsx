import { useEffect, useRef, useState } from 'react'
import { Clock } from './Clock.tsx'
import { useBench, useOutside } from './context.ts'
import { Failures, useFailures } from './Failures.tsx'
import { Inbox } from './Inbox.tsx'
import { Launches } from './Launches.tsx'
import { Log } from './Log.tsx'
import { Looks } from './Looks.tsx'
import type { Layout } from './layout.ts'
import { Masthead } from './Masthead.tsx'
import { useObserved } from './observable.ts'
import { People } from './People.tsx'
import { type Tab, Tabs } from './parts.tsx'
import { Shares } from './Shares.tsx'
import { useWords } from './words.ts'

export type TabKey = 'people' | 'inbox' | 'shares' | 'clock' | 'faults' | 'log'

export interface PanelProps {
  readonly layout: Layout
  readonly chosen: TabKey
  readonly onChoose: (key: TabKey) => void
}

/** The sections beside the phone. With room enough people and log have places of their own, else they are tabs too. */
export function Panel({ layout, chosen, onChoose }: PanelProps) {
  const { t } = useWords()
  const wide = layout === 'wide'
  const faults = useFailures()
  const ahead = useObserved(useOutside().ahead) ?? 0
  const unread = useUnread(chosen === 'inbox')
  useShares(onChoose)
  const tabs: Tab<TabKey>[] = [
    { key: 'inbox', title: t('inbox'), badge: unread > 0 ? String(unread) : undefined, body: () => <Inbox /> },
    { key: 'shares', title: t('shares'), body: () => <Shares /> },
    { key: 'clock', title: t('clock'), badge: ahead > 60_000 ? '●' : undefined, warn: true, body: () => <Clock /> },
    {
      key: 'faults',
      title: t('faults'),
      badge: faults > 0 ? String(faults) : undefined,
      warn: true,
      body: () => <Failures />,
    },
  ]
  if (!wide) {
    tabs.unshift({ key: 'people', title: t('people.tab'), body: () => <Beginning full={layout === 'narrow'} /> })
    tabs.push({ key: 'log', title: t('log'), body: () => <Log /> })
  }
  const own = tabs.some(({ key }) => key === chosen) ? chosen : 'inbox'
  return (
    <div className='panel'>
      <div className='card'>
        <Tabs label={t('panel')} tabs={tabs} chosen={own} onChoose={onChoose} />
      </div>
      {wide && (
        <section className='card' aria-label={t('log')}>
          <Log />
        </section>
      )}
    </div>
  )
}

/** Who, from where, and how the phone looks. */
export function Beginning({ full }: { full?: boolean }) {
  return (
    <div className='beginning scroll'>
      <People />
      <Launches />
      <Looks />
      {full && <Masthead />}
    </div>
  )
}

/** Messages to the chosen person since the inbox was last looked at. */
function useUnread(looking: boolean): number {
  const outside = useOutside()
  const messages = useObserved(outside.messages)
  const person = useObserved(useBench().persona)
  const mobile = useObserved(outside.personas).find(({ id }) => id === person)?.mobile
  const latest = messages[0]?.id ?? 0
  const [seen, setSeen] = useState<number | null>(null)
  useEffect(() => {
    if (looking || seen === null || latest < seen) setSeen(latest)
  }, [looking, latest, seen])
  return looking ? 0 : messages.filter((one) => one.mobile === mobile && one.id > (seen ?? latest)).length
}

/** A card that was just shared is what one wants to see next. */
function useShares(onChoose: (key: TabKey) => void): void {
  const shares = useObserved(useBench().shares)
  const known = useRef(shares)
  useEffect(() => {
    if (shares.length > 0 && shares !== known.current) onChoose('shares')
    known.current = shares
  }, [shares, onChoose])
}

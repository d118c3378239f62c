import { stopPullDownRefresh, usePullDownRefresh } from '@tarojs/taro'
import { useEffect } from 'react'
import type { Problem } from '../../../contract/errors.ts'
import type { Answer } from '../../../contract/schema/index.ts'
import { call } from '../../lib/api.ts'
import { useArrivals } from '../../lib/arrivals.ts'
import { useLoad } from '../../lib/load.ts'
import { useRetried } from '../../lib/retried.ts'
import { noteMe, useSession } from '../../lib/session.ts'
import { useSettings } from '../../lib/settings.ts'
import { useShownAgain } from '../../lib/shown-again.ts'
import { Page } from '../../ui/index.ts'
import { BlockedHome } from './BlockedHome.tsx'
import { CareHome } from './CareHome.tsx'
import { CustomerHome } from './CustomerHome.tsx'
import { Greeting } from './Greeting.tsx'
import { VisitorHome } from './VisitorHome.tsx'

export type HomeAnswer = Answer<'GET /v1/home'>

export interface HomeProps {
  readonly home: HomeAnswer
  /** Why what is shown could not be read anew. */
  readonly stale: Problem | undefined
  readonly reload: () => void
}

async function load(): Promise<HomeAnswer> {
  const home = await call('GET /v1/home')
  noteMe(home.me)
  return home
}

/** The first screen: a customer's home, its care-mode twin, or for who has no account yet what this bank is. */
export default function HomePage() {
  const { care } = useSettings()
  const { me } = useSession()
  const home = useLoad(load, [])
  // Another person has the phone, or nobody: another question. Signing in on the way to the first answer is none.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when the person changes, and only then
  useEffect(() => {
    if (!home.loading && me?.customerId !== home.data?.me.customerId) void home.reload()
  }, [me?.customerId])

  useRetried(home.data?.classOne?.balance === null, home.reload)
  // Money may have moved on the page one comes back from.
  useShownAgain(() => void home.reload())
  useArrivals(() => void home.reload())
  usePullDownRefresh(() => {
    void home.reload().finally(() => stopPullDownRefresh())
  })

  const isVisitor = home.error?.code === 'SESSION_REQUIRED' || home.data?.me.stage === 'visitor'
  if (isVisitor) return <VisitorHome signedIn={!!me} />
  if (home.error?.code === 'WECHAT_USER_BLOCKED') return <BlockedHome problem={home.error.problem} />
  if (!home.data) {
    return (
      <Page
        tab
        lead={<Greeting name={me?.name ?? null} />}
        loading={home.loading}
        error={home.error?.problem}
        onRetry={() => void home.reload()}
      />
    )
  }
  const stale = home.error && !home.loading ? home.error.problem : undefined
  const Home = care ? CareHome : CustomerHome
  return <Home home={home.data} stale={stale} reload={() => void home.reload()} />
}

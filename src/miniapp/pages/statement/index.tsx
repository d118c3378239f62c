import { View } from '@tarojs/components'
import { stopPullDownRefresh, usePullDownRefresh } from '@tarojs/taro'
import { useState } from 'react'
import { ArrivalBanner } from '../../arrivals/ArrivalBanner.tsx'
import { useArrivals } from '../../lib/arrivals.ts'
import { useHeld } from '../../lib/held.ts'
import { useText } from '../../lib/i18n.ts'
import { open } from '../../lib/pages.ts'
import { useShownAgain } from '../../lib/shown-again.ts'
import { useSignedIn } from '../../lib/signed-in.ts'
import { StatementList } from '../../statement/StatementList.tsx'
import { Button, Choice, Page } from '../../ui/index.ts'
import { NoAccount } from '../me/NoAccount.tsx'
import './index.scss'

/** The tab 账单: an account's lines; with more than one account, whose. */
export default function StatementPage() {
  const { t } = useText()
  const { me, waiting, problem, retry } = useSignedIn()
  const isCustomer = me?.stage === 'customer'
  const held = useHeld(me)
  const [chosen, setChosen] = useState<string>()
  // The accounts and the list are read anew each time the tab comes to the front.
  const [turn, setTurn] = useState(0)
  const again = () => {
    setTurn((now) => now + 1)
    void held.reload()
  }
  useShownAgain(again)
  useArrivals(again)
  usePullDownRefresh(() => {
    again()
    stopPullDownRefresh()
  })

  const { accounts: virtual = [], classOne = null } = held.data ?? {}
  const accounts = [...virtual, ...(classOne ? [classOne] : [])]
  const accountId = accounts.find(({ id }) => id === chosen)?.id ?? accounts[0]?.id
  return (
    <Page
      tab
      id='statement-tab'
      title={t('statement.title')}
      loading={waiting || (isCustomer && !held.data && held.loading)}
      skeleton='list'
      error={held.data ? undefined : held.error?.problem}
      onRetry={() => void held.reload()}
    >
      <ArrivalBanner />
      {!isCustomer && <NoAccount signedIn={!!me} problem={problem} onRetry={retry} />}
      {accounts.length > 1 && (
        <View className='statement-tab__accounts'>
          <Choice
            label={t('me.accounts')}
            options={accounts.map(({ id, number }) => ({ value: id, text: `···· ${number.slice(-4)}` }))}
            value={accountId}
            onChange={setChosen}
          />
        </View>
      )}
      {virtual.some(({ id }) => id === accountId) && (
        <View className='statement-tab__ways'>
          {(['search', 'months', 'export'] as const).map((way) => (
            <Button key={way} kind='plain' narrow id={`do-${way}`} onTap={() => open(way, { account: accountId })}>
              {t(`statement.${way}`)}
            </Button>
          ))}
        </View>
      )}
      {accountId && <StatementList key={`${accountId} ${turn}`} accountId={accountId} />}
    </Page>
  )
}

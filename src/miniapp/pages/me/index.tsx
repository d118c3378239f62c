import { View } from '@tarojs/components'
import { useState } from 'react'
import { useHeld } from '../../lib/held.ts'
import { useText } from '../../lib/i18n.ts'
import { useShownAgain } from '../../lib/shown-again.ts'
import { useSignedIn } from '../../lib/signed-in.ts'
import { Button, Page } from '../../ui/index.ts'
import { Demonstration } from '../home/Demonstration.tsx'
import { Accounts } from './Accounts.tsx'
import { Display } from './Display.tsx'
import { Identity } from './Identity.tsx'
import { Messages } from './Messages.tsx'
import { NoAccount } from './NoAccount.tsx'
import { Security } from './Security.tsx'
import { Service } from './Service.tsx'
import { SignOut } from './SignOut.tsx'
import './index.scss'

/** The tab 我的: who I am here, what I have, how I want to see it, whom to call, and the way out. */
export default function MePage() {
  const { t } = useText()
  const { me, waiting, problem, retry } = useSignedIn()
  const isCustomer = me?.stage === 'customer'
  const held = useHeld(me)
  useShownAgain(() => void held.reload())
  const [leaving, setLeaving] = useState(false)

  return (
    <Page
      tab
      title={t('me.title')}
      id='me'
      loading={waiting || (isCustomer && !held.data && held.loading)}
      skeleton='list'
    >
      {isCustomer && me ? (
        <>
          <Identity me={me} />
          <Accounts held={held} />
          <Security me={me} />
          <Messages />
        </>
      ) : (
        <NoAccount signedIn={!!me} problem={problem} onRetry={retry} />
      )}
      <Display />
      <Service signedIn={!!me} />
      {me && (
        <View className='me__out'>
          <Button kind='plain' id='sign-out' onTap={() => setLeaving(true)}>
            {t('me.sign-out')}
          </Button>
        </View>
      )}
      <Demonstration />
      <SignOut open={leaving} onClose={() => setLeaving(false)} />
    </Page>
  )
}

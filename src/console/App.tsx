import {
  AuditOutlined,
  CloudServerOutlined,
  CommentOutlined,
  EyeOutlined,
  IdcardOutlined,
  LogoutOutlined,
  TranslationOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { Button, Layout, Menu, App as Messages } from 'antd'
import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import type { StaffRole } from '../contract/choices.ts'
import { call, sessionOver } from './lib/api.ts'
import { useText, type WordKey } from './lib/i18n.tsx'
import { useLoad } from './lib/load.ts'
import { go, usePlace } from './lib/place.ts'
import { Complaints } from './pages/Complaints.tsx'
import { Customers } from './pages/Customers.tsx'
import { Identify } from './pages/Identify.tsx'
import { Landing } from './pages/Landing.tsx'
import { Looks } from './pages/Looks.tsx'
import { Networks } from './pages/Networks.tsx'
import { Tasks } from './pages/Tasks.tsx'
import { Page, type PageProps, Refusal } from './parts.tsx'

interface Room {
  readonly place: string
  readonly words: WordKey
  readonly icon: ReactNode
  readonly roles: readonly StaffRole[]
  readonly page: ComponentType<PageProps>
}

/** The console's rooms, each for the roles whose work it is: the same that its routes name. */
const ROOMS: readonly Room[] = [
  { place: 'identify', words: 'identify.menu', icon: <IdcardOutlined />, roles: ['teller'], page: Identify },
  { place: 'customers', words: 'customers.menu', icon: <UserOutlined />, roles: ['service', 'risk'], page: Customers },
  { place: 'complaints', words: 'complaints.menu', icon: <CommentOutlined />, roles: ['service'], page: Complaints },
  {
    place: 'tasks',
    words: 'tasks.menu',
    icon: <AuditOutlined />,
    roles: ['risk', 'service', 'teller', 'operations'],
    page: Tasks,
  },
  { place: 'networks', words: 'networks.menu', icon: <CloudServerOutlined />, roles: ['operations'], page: Networks },
  { place: 'looks', words: 'looks.menu', icon: <EyeOutlined />, roles: ['risk', 'operations'], page: Looks },
]

export function App() {
  const [place, code] = usePlace()
  const [over, setOver] = useState(false)
  const signedOut = place === 'signed-out'
  const me = useLoad(async () => (signedOut ? null : call('GET /console/api/me')), [signedOut])
  useEffect(() => {
    const end = () => setOver(true)
    sessionOver.addEventListener('over', end)
    return () => sessionOver.removeEventListener('over', end)
  }, [])

  if (signedOut) return <Landing failure={code} />
  if (over || me.error?.code === 'SESSION_REQUIRED' || me.error?.code === 'SESSION_ENDED')
    return <Landing ended={me.error?.code !== 'SESSION_REQUIRED'} />
  if (me.error) {
    return (
      <Page title=''>
        <Refusal error={me.error} onRetry={me.reload} />
      </Page>
    )
  }
  // A moment's nothing is calmer than a sign that turns.
  if (!me.data) return null
  return (
    <Messages>
      <House me={me.data} place={place ?? ''} />
    </Messages>
  )
}

function House({ me, place }: { me: PageProps['me']; place: string }) {
  const { t, language, setLanguage } = useText()
  const rooms = ROOMS.filter(({ roles }) => roles.some((role) => me.roles.includes(role)))
  const room = rooms.find((each) => each.place === place) ?? rooms[0]
  const leave = async () => {
    await call('DELETE /console/api/session').catch(() => {})
    location.replace('/console/#/signed-out')
  }
  return (
    <Layout className='house'>
      <Layout.Sider width={232} theme='light' className='house__side'>
        <div className='house__brand'>
          <span className='house__mark' aria-hidden='true' />
          {t('bank')}
          <small>{t('title')}</small>
        </div>
        <Menu
          className='house__menu'
          selectedKeys={room ? [room.place] : []}
          onClick={({ key }) => go(key)}
          items={rooms.map((each) => ({ key: each.place, icon: each.icon, label: t(each.words) }))}
        />
        <div className='house__me' id='me'>
          <b>{me.name}</b>
          <span>{me.roles.map((role) => t(`role.${role}`)).join('、')}</span>
          <span>
            {me.branch} · {me.id}
          </span>
          <div className='house__ways'>
            <Button
              type='text'
              size='small'
              icon={<TranslationOutlined />}
              onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
            >
              {t('language')}
            </Button>
            <Button type='text' size='small' id='sign-out' icon={<LogoutOutlined />} onClick={leave}>
              {t('sign-out')}
            </Button>
          </div>
        </div>
      </Layout.Sider>
      <Layout.Content>{room && <room.page me={me} />}</Layout.Content>
    </Layout>
  )
}

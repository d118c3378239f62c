import { Text, View } from '@tarojs/components'
import { formatYuan } from '../../../contract/money.ts'
import { ArrivalBanner } from '../../arrivals/ArrivalBanner.tsx'
import { useText } from '../../lib/i18n.ts'
import { useInstitution } from '../../lib/institution.ts'
import { open } from '../../lib/pages.ts'
import { changeSettings, useSettings } from '../../lib/settings.ts'
import { Amount, aria, Badge, Icon, type IconName, Page, Pressable, ProblemCard } from '../../ui/index.ts'
import { Attention } from './Attention.tsx'
import { CareProposal } from './CareProposal.tsx'
import { ClassOneRow } from './ClassOneRow.tsx'
import { Demonstration } from './Demonstration.tsx'
import { Greeting } from './Greeting.tsx'
import { Holdings } from './Holdings.tsx'
import type { HomeProps } from './index.tsx'
import { LeftOpen } from './LeftOpen.tsx'
import { NextStep } from './NextStep.tsx'
import { Recent } from './Recent.tsx'
import { switchCare } from './switch-care.ts'
import './CustomerHome.scss'

const ACTIONS = [
  { name: 'transfer', icon: 'arrow-right', page: 'transfer' },
  { name: 'topup', icon: 'arrow-down', page: 'topup' },
  { name: 'save', icon: 'piggy-bank', page: 'products' },
  { name: 'account', icon: 'wallet', page: 'me' },
] as const satisfies readonly { name: string; icon: IconName; page: string }[]

/** Total, what one does, what makes sense next, what one holds, what came and went. */
export function CustomerHome({ home, stale, reload }: HomeProps) {
  const { t } = useText()
  const { amountsHidden, care } = useSettings()
  const institution = useInstitution()
  const deposited = home.deposits.reduce((sum, deposit) => sum + deposit.principal, 0)
  const shown = (fen: number) => (amountsHidden ? '****' : formatYuan(fen))

  return (
    <Page tab lead={<Greeting name={home.me.name} />} id='home'>
      <ArrivalBanner />
      {stale && <ProblemCard problem={stale} />}
      <View className='total'>
        <View className='total__line'>
          <Text>{t('home.total')}</Text>
          <Pressable
            id='hide-amounts'
            className='total__eye'
            label={t(amountsHidden ? 'home.show' : 'home.hide')}
            onTap={() => changeSettings({ amountsHidden: !amountsHidden })}
          >
            <Icon name={amountsHidden ? 'eye-off' : 'eye'} size='small' />
          </Pressable>
          {institution?.demonstration && (
            <View className='total__demo'>
              <Badge tone='warn'>{t('home.demo')}</Badge>
            </View>
          )}
        </View>
        <View id='total'>
          <Amount fen={home.total} size='hero' hidden={amountsHidden} />
        </View>
        <View className='total__parts'>
          <Text>{t('home.available', { amount: shown(home.available + (home.classOne?.available ?? 0)) })}</Text>
          {deposited > 0 && <Text>{` · ${t('home.deposited', { amount: shown(deposited) })}`}</Text>}
        </View>
      </View>

      <View className='quicks'>
        {ACTIONS.map(({ name, icon, page }) => (
          <Pressable key={name} id={`do-${name}`} className='quick' label={t(`home.${name}`)} onTap={() => open(page)}>
            <View className='quick__mark'>
              <Icon name={icon} />
            </View>
            <View className='quick__name' {...aria({ hidden: true })}>
              {t(`home.${name}`)}
            </View>
          </Pressable>
        ))}
      </View>

      <Attention home={home} />
      <LeftOpen onFinished={reload} />
      {home.me.senior && care === null && <CareProposal />}
      <NextStep home={home} />
      <ClassOneRow account={home.classOne} hidden={amountsHidden} />
      <Holdings deposits={home.deposits} hidden={amountsHidden} />
      <Recent entries={home.recent} hidden={amountsHidden} />
      <View className='home__care'>
        <Pressable id='care-on' className='home__care-link' onTap={() => switchCare(true)}>
          <Icon name='zoom-in' size='small' />
          <Text className='home__care-words'>{t('home.care')}</Text>
        </Pressable>
      </View>
      <Demonstration />
    </Page>
  )
}

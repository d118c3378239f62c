import { View } from '@tarojs/components'
import { ArrivalBanner } from '../../arrivals/ArrivalBanner.tsx'
import { useText } from '../../lib/i18n.ts'
import { useInstitution } from '../../lib/institution.ts'
import { open } from '../../lib/pages.ts'
import { ring } from '../../lib/telephone.ts'
import { Amount, Button, Card, Icon, type IconName, Page, Pressable, ProblemCard } from '../../ui/index.ts'
import { Attention } from './Attention.tsx'
import { ClassOneRow } from './ClassOneRow.tsx'
import { Demonstration } from './Demonstration.tsx'
import { Greeting } from './Greeting.tsx'
import type { HomeProps } from './index.tsx'
import { LeftOpen } from './LeftOpen.tsx'
import { switchCare } from './switch-care.ts'
import './CareHome.scss'

const DOORS = [
  { name: 'transfer', icon: 'arrow-right', page: 'transfer' },
  { name: 'received', icon: 'text-align-start', page: 'statement' },
  { name: 'save', icon: 'chart-no-axes-column', page: 'products' },
] as const satisfies readonly { name: string; icon: IconName; page: string }[]

/** The first screen in care mode: how much, three doors, one warning, a telephone. */
export function CareHome({ home, stale, reload }: HomeProps) {
  const { t } = useText()
  const institution = useInstitution()
  return (
    <Page
      tab
      id='care-home'
      lead={<Greeting name={home.me.name} />}
      footer={
        institution && (
          <Button kind='soft' id='call-bank' onTap={() => ring(institution.servicePhone)}>
            {t('common.call')}
          </Button>
        )
      }
    >
      <ArrivalBanner />
      {stale && <ProblemCard problem={stale} />}
      <LeftOpen onFinished={reload} />
      <View className='care-total'>
        <View className='care-total__label'>{t('care.total')}</View>
        <Amount fen={home.total} size='hero' />
      </View>
      <ClassOneRow account={home.classOne} hidden={false} />
      <Attention home={home} />
      {DOORS.map(({ name, icon, page }) => (
        <Pressable key={name} id={`door-${name}`} className='door' label={t(`care.${name}`)} onTap={() => open(page)}>
          <Icon name={icon} tone='accent' />
          <View className='door__name'>{t(`care.${name}`)}</View>
          <Icon name='chevron-right' tone='quiet' />
        </Pressable>
      ))}
      <Card tone='warn'>
        <View className='care-warning'>{t('care.warning')}</View>
        <View className='care-warning__about'>{t('care.warning.about')}</View>
      </Card>
      <View className='care-more'>
        <Button kind='plain' narrow id='care-me' onTap={() => open('me')}>
          {t('care.me')}
        </Button>
        <Button kind='plain' narrow id='care-off' onTap={() => switchCare(false)}>
          {t('care.leave')}
        </Button>
      </View>
      <Demonstration />
    </Page>
  )
}

import { View } from '@tarojs/components'
import { useText } from '../../lib/i18n.ts'
import { useInstitution } from '../../lib/institution.ts'
import { open } from '../../lib/pages.ts'
import { platform } from '../../lib/platform.ts'
import { useSettings } from '../../lib/settings.ts'
import { Badge, Button, Card, Icon, type IconName, Page, Pressable } from '../../ui/index.ts'
import { Shelf } from '../products/Shelf.tsx'
import { Demonstration } from './Demonstration.tsx'
import { switchCare } from './switch-care.ts'
import './VisitorHome.scss'

const GIVES = [
  { name: 'first', icon: 'arrow-left-right' },
  { name: 'second', icon: 'chart-no-axes-column' },
  { name: 'third', icon: 'shield-check' },
] as const satisfies readonly { name: string; icon: IconName }[]

/** For who has no account yet: what this bank gives, a product to look at, one way in. */
export function VisitorHome({ signedIn }: { readonly signedIn: boolean }) {
  const { t, language } = useText()
  const { care } = useSettings()
  const institution = useInstitution()
  const name = institution && (language === 'zh' ? institution.name : institution.nameEn)
  return (
    <Page
      tab
      id='visitor-home'
      lead={name ?? ''}
      footer={
        <>
          <Button id='open-account' onTap={() => open('bind')}>
            {t('visitor.open')}
          </Button>
          {signedIn && platform === 'weapp' && (
            <Button kind='plain' id='recover' onTap={() => open('recover')}>
              {t('recover.link')}
            </Button>
          )}
          {!signedIn && (
            <Button kind='plain' id='sign-in' onTap={() => open('sign-in')}>
              {t('visitor.sign-in')}
            </Button>
          )}
        </>
      }
    >
      <View className='visitor'>
        {institution?.demonstration && <Badge tone='warn'>{t('home.demo')}</Badge>}
        <View className='visitor__head'>{t('visitor.head')}</View>
        <View className='visitor__about'>{t('visitor.about')}</View>
      </View>
      <Card>
        {GIVES.map(({ name: give, icon }) => (
          <View key={give} className='give'>
            <View className='give__mark'>
              <Icon name={icon} />
            </View>
            <View className='give__words'>
              <View className='give__name'>{t(`visitor.${give}`)}</View>
              <View className='give__about'>{t(`visitor.${give}.about`)}</View>
            </View>
          </View>
        ))}
      </Card>
      <Shelf title={t('visitor.product')} most={1} />
      <View className='home__care'>
        <Pressable id='care-on' className='home__care-link' onTap={() => switchCare(!care)}>
          {t(care ? 'care.leave' : 'home.care')}
        </Pressable>
      </View>
      <Demonstration />
    </Page>
  )
}

import { View } from '@tarojs/components'
import { useText } from '../../lib/i18n.ts'
import { open } from '../../lib/pages.ts'
import type { Me } from '../../lib/session.ts'
import { Avatar, Badge, Card, Row, Rows } from '../../ui/index.ts'
import './Identity.scss'

/** Who one is here: the name in full, everything else masked, and whether a branch has seen the person. */
export function Identity({ me }: { readonly me: Me }) {
  const { t } = useText()
  return (
    <Card id='identity'>
      <View className='identity'>
        <Avatar name={me.name ?? ''} tone='accent' />
        <View className='identity__words'>
          <View className='identity__name'>{me.name}</View>
          <View className='identity__mobile'>{me.maskedMobile}</View>
        </View>
      </View>
      <Rows>
        <Row label={t('me.id-number')} value={me.maskedIdNumber ?? ''} />
        <Row
          label={t('me.identified')}
          value={
            <Badge tone={me.identified ? 'accent' : 'plain'}>
              {t(me.identified ? 'me.identified.yes' : 'me.identified.no')}
            </Badge>
          }
          {...(me.identified ? {} : { id: 'to-identify', onTap: () => open('identify') })}
        />
      </Rows>
      {!me.identified && <View className='identity__hint'>{t('me.identified.hint')}</View>}
    </Card>
  )
}

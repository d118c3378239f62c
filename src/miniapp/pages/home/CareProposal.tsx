import { View } from '@tarojs/components'
import { useText } from '../../lib/i18n.ts'
import { changeSettings } from '../../lib/settings.ts'
import { Button, Card } from '../../ui/index.ts'
import { switchCare } from './switch-care.ts'
import './NextStep.scss'

/** Care mode proposed, once, to who is 65 or older. */
export function CareProposal() {
  const { t } = useText()
  return (
    <Card tone='warn' id='care-proposal'>
      <View className='next__head next__head--warn'>{t('home.care.propose')}</View>
      <View className='next__about'>{t('home.care.propose.about')}</View>
      <View className='next__actions'>
        <Button kind='soft' narrow id='care-yes' onTap={() => switchCare(true)}>
          {t('home.care.yes')}
        </Button>
        <Button kind='plain' narrow id='care-no' onTap={() => changeSettings({ care: false })}>
          {t('home.care.no')}
        </Button>
      </View>
    </Card>
  )
}

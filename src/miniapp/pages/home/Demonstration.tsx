import { View } from '@tarojs/components'
import { useText } from '../../lib/i18n.ts'
import { useInstitution } from '../../lib/institution.ts'
import './Demonstration.scss'

/** At the end of a first screen: who runs this, and that a demonstration is one. */
export function Demonstration() {
  const { t, language } = useText()
  const institution = useInstitution()
  if (!institution) return null
  return (
    <View className='demonstration'>
      {institution.demonstration && <View>{t('home.demo.about')}</View>}
      <View>{t('home.run-by', { name: language === 'zh' ? institution.name : institution.nameEn })}</View>
    </View>
  )
}

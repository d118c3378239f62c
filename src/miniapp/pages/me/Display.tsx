import { View } from '@tarojs/components'
import { useText } from '../../lib/i18n.ts'
import { changeSettings, type Language, type Settings, useSettings } from '../../lib/settings.ts'
import { Card, Choice, Row, Rows, Toggle } from '../../ui/index.ts'

const THEMES: readonly Settings['theme'][] = ['system', 'light', 'dark']
const LANGUAGES: readonly { value: Language; text: string }[] = [
  { value: 'zh', text: '中文' },
  { value: 'en', text: 'English' },
]

/** How this phone shows the bank: care mode, theme, language. */
export function Display() {
  const { t, language } = useText()
  const { care, theme } = useSettings()
  return (
    <Card title={t('me.settings')}>
      <Rows>
        <Toggle
          id='care'
          label={t('me.care')}
          hint={t('me.care.hint')}
          on={!!care}
          onChange={(on) => changeSettings({ care: on })}
        />
        <Row
          kind='name'
          label={t('me.theme')}
          hint={
            <View className='display__choice'>
              <Choice
                id='theme'
                label={t('me.theme')}
                options={THEMES.map((value) => ({ value, text: t(`me.theme.${value}`) }))}
                value={theme}
                onChange={(value) => changeSettings({ theme: value })}
              />
            </View>
          }
        />
        <Row
          kind='name'
          label={t('me.language')}
          hint={
            <View className='display__choice'>
              <Choice
                id='language'
                label={t('me.language')}
                options={LANGUAGES}
                value={language}
                onChange={(value) => changeSettings({ language: value })}
              />
            </View>
          }
        />
      </Rows>
    </Card>
  )
}

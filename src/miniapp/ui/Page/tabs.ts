import Taro, { useDidShow } from '@tarojs/taro'
import { useEffect } from 'react'
import { useText } from '../../lib/i18n.ts'
import { useSettings } from '../../lib/settings.ts'
import theme from '../../theme.json'

const TABS = ['home', 'products', 'statement', 'me'] as const

const isSystemDark = (): boolean =>
  process.env.TARO_ENV === 'h5'
    ? matchMedia('(prefers-color-scheme: dark)').matches
    : Taro.getAppBaseInfo().theme === 'dark'

// Taro draws a browser's tabs as links to 'javascript:;', which our content policy refuses. Nothing is to be followed.
if (process.env.TARO_ENV === 'h5') {
  document.addEventListener('click', (event) => {
    const tapped = event.target instanceof Element && event.target.closest('a[href^="javascript:"]')
    if (tapped) event.preventDefault()
  })
}

/** The page may have left the front meanwhile, and with it the bar: then there is nothing to set. */
const quietly = (setting: Promise<unknown>): void => void setting.catch(() => undefined)

/**
 * Keeps the platform's tab bar as the person has chosen: in their language, dark or light, and away in care mode, whose
 * home is another arrangement. Does nothing on a page that is no tab.
 */
export function useTabBar(tab: boolean): void {
  const settings = useSettings()
  const { t } = useText()

  const apply = () => {
    if (!tab) return
    if (settings.care) return quietly(Taro.hideTabBar())
    const dark = settings.theme === 'system' ? isSystemDark() : settings.theme === 'dark'
    const colours = theme[dark ? 'dark' : 'light']
    quietly(
      Taro.setTabBarStyle({
        color: colours.quiet,
        selectedColor: colours.chosen,
        backgroundColor: colours.bar,
        borderStyle: colours.line as 'black',
      }),
    )
    TABS.forEach((name, index) => {
      quietly(
        Taro.setTabBarItem({
          index,
          text: t(`${name}.${name === 'statement' ? 'title' : 'tab'}` as 'home.tab'),
          iconPath: colours[name],
          selectedIconPath: colours[`${name}Chosen`],
        }),
      )
    })
    quietly(Taro.showTabBar())
  }

  // The bar belongs to the page in front: it is set whenever a tab comes to the front, and when a setting changes there.
  useDidShow(apply)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `apply` is made anew at every drawing
  useEffect(apply, [settings.care, settings.theme, t])
}

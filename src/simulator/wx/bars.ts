/** Navigation bar, tab bar and background. */
import type { MiniProgram } from '../engine/mini-program.ts'
import type { TabState } from '../engine/tab-bar.ts'
import { asynchronous, type Member, type Options, WxFailure } from './answer.ts'
import { refuseInSinglePage } from './identity.ts'

export function bars(program: MiniProgram): Record<string, Member> {
  const bar = (name: string, run: (options: Options) => unknown) =>
    asynchronous(program, name, (options) => {
      refuseInSinglePage(program)
      return run(options)
    })
  const tabs = (name: string, run: (options: Options) => unknown) =>
    bar(name, (options) => {
      if (program.router.current?.config.below !== 'tabBar') throw new WxFailure('not TabBar page')
      return run(options)
    })
  const item = (name: string, change: (tab: TabState, options: Options) => void) =>
    bar(name, (options) => {
      const tab = program.tabBar.items[Number(options.index)]
      if (!tab) throw new WxFailure('tabbar item not found')
      change(tab, options)
      program.tabBar.draw()
    })
  const background = (name: string) => asynchronous(program, name, () => {})
  return {
    setNavigationBarTitle: bar('setNavigationBarTitle', ({ title }) => {
      program.router.current?.navigationBar?.setTitle(String(title))
    }),
    setNavigationBarColor: bar('setNavigationBarColor', ({ frontColor, backgroundColor }) => {
      if (frontColor !== '#ffffff' && frontColor !== '#000000') {
        throw new WxFailure('parameter error: frontColor should be #ffffff or #000000')
      }
      const page = program.router.current
      if (page?.navigationBar) page.navigationBar.setColour(frontColor, String(backgroundColor))
      else if (page) page.config.written.navigationBarTextStyle = frontColor === '#ffffff' ? 'white' : 'black'
      page?.applyColours()
      program.drawBars()
    }),
    showNavigationBarLoading: bar('showNavigationBarLoading', () => {}),
    hideNavigationBarLoading: bar('hideNavigationBarLoading', () => {}),
    hideHomeButton: bar('hideHomeButton', () => program.router.current?.navigationBar?.setWayBack('none')),
    showTabBar: tabs('showTabBar', () => {
      program.tabBar.hidden = false
      program.tabBar.draw()
    }),
    hideTabBar: tabs('hideTabBar', () => {
      program.tabBar.hidden = true
      program.tabBar.draw()
    }),
    setTabBarItem: item('setTabBarItem', (tab, { text, iconPath, selectedIconPath }) => {
      if (text !== undefined) tab.text = String(text)
      if (iconPath !== undefined) tab.iconPath = String(iconPath)
      if (selectedIconPath !== undefined) tab.selectedIconPath = String(selectedIconPath)
    }),
    setTabBarBadge: item('setTabBarBadge', (tab, { text }) => {
      const badge = String(text)
      tab.badge = [...badge].length > 4 ? '...' : badge
    }),
    removeTabBarBadge: item('removeTabBarBadge', (tab) => {
      tab.badge = ''
    }),
    showTabBarRedDot: item('showTabBarRedDot', (tab) => {
      tab.dot = true
    }),
    hideTabBarRedDot: item('hideTabBarRedDot', (tab) => {
      tab.dot = false
    }),
    setTabBarStyle: bar('setTabBarStyle', ({ color, selectedColor, backgroundColor, borderStyle }) => {
      const given = Object.entries({ color, selectedColor, backgroundColor, borderStyle })
      program.tabBar.style(
        Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Record<string, string>,
      )
    }),
    setBackgroundColor: background('setBackgroundColor'),
    setBackgroundTextStyle: background('setBackgroundTextStyle'),
    setTopBarText: background('setTopBarText'),
  }
}

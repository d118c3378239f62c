/** navigator: a box whose tap is a route. */
import { RouteRefused, type RouteType } from '../router.ts'
import { WxElement } from './element.ts'
import { define } from './registry.ts'

const TYPES: Record<string, Exclude<RouteType, 'navigateBack'>> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
}

class WxNavigator extends WxElement {
  protected override ownRole = 'link'

  protected override mount(): void {
    this.onTap(() => this.go())
  }

  private go(): void {
    const { program } = this
    const openType = this.text('open-type', 'navigate') || 'navigate'
    const type = TYPES[openType]
    setTimeout(() => {
      try {
        if (openType === 'navigateBack') program.router.back(this.figure('delta', 1))
        else if (openType === 'exit') program.leave()
        else if (type) program.router.open(type, this.text('url'))
        this.emit('success', { errMsg: `${type ?? openType}:ok` })
      } catch (error) {
        if (!(error instanceof RouteRefused)) throw error
        this.emit('fail', { errMsg: `${type ?? openType}:fail ${error.message}` })
      }
      this.emit('complete', {})
    })
  }
}

define('navigator', WxNavigator)

/** page-meta and navigation-bar: a page's settings as elements. */
import type { Page } from '../page.ts'
import { WxElement } from './element.ts'
import { define } from './registry.ts'

abstract class PageSetting extends WxElement {
  protected abstract apply(page: Page): void

  protected override changed(): void {
    queueMicrotask(() => {
      const layer = this.closest('.page-layer')
      const page = this.program.router.pages.find((one) => one.layer === layer)
      if (page) this.apply(page)
    })
  }
}

class WxPageMeta extends PageSetting {
  protected override apply(page: Page): void {
    const host = page.host
    if (!host) return
    const style = this.text('page-style')
    if (style) host.style.cssText = style
    if (this.raw('page-font-size')) host.style.fontSize = this.text('page-font-size')
    if (this.raw('root-font-size')) page.view.style.setProperty('--rem', this.text('root-font-size'))
    if (this.raw('background-color')) page.config.written.backgroundColor = this.text('background-color')
    if (this.raw('root-background-color'))
      page.config.written.backgroundColorContent = this.text('root-background-color')
    if (this.raw('scroll-top')) page.scroller.scrollTop = Number.parseFloat(this.text('scroll-top'))
    page.applyColours()
  }
}

class WxNavigationBar extends PageSetting {
  protected override apply(page: Page): void {
    if (this.raw('title')) page.navigationBar?.setTitle(this.text('title'))
    if (this.raw('front-color') && this.raw('background-color')) {
      page.navigationBar?.setColour(this.text('front-color'), this.text('background-color'))
    }
  }
}

define('page-meta', WxPageMeta)
define('navigation-bar', WxNavigationBar)

/** Pulling a page down to refresh it, by finger, mouse or wx.startPullDownRefresh. */
import type { Page } from './page.ts'

/** A pull of this many px at the top of the page starts a refresh. */
const THRESHOLD = 60

export class PullDown {
  readonly element = document.createElement('div')
  private page: Page
  private startY: number | null = null

  constructor(page: Page) {
    this.page = page
    this.element.className = 'pull-down'
    this.element.innerHTML = '<i></i><i></i><i></i>'
    page.scroller.addEventListener('pointerdown', (event) => {
      this.startY = page.scroller.scrollTop <= 0 && page.config.enablePullDownRefresh ? event.clientY : null
    })
    page.scroller.addEventListener('pointerup', (event) => {
      if (this.startY !== null && event.clientY - this.startY > THRESHOLD) this.start()
      this.startY = null
    })
  }

  get pulling(): boolean {
    return this.page.view.hasAttribute('data-pulling')
  }

  start(): void {
    if (this.pulling) return
    this.element.dataset.style = String(this.page.config.backgroundTextStyle)
    this.page.view.setAttribute('data-pulling', '')
    this.page.call('onPullDownRefresh')
  }

  stop(): void {
    this.page.view.removeAttribute('data-pulling')
  }
}

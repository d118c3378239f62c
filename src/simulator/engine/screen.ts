/** The phone's screen: everything that is drawn, in a shadow root of its own, from the pages to the capsule. */
import type { Device } from './device.ts'
import chromeStyles from './styles/chrome.css'
import componentStyles from './styles/components.css'
import sheetStyles from './styles/sheets.css'

export class Screen {
  readonly root: ShadowRoot
  /** The screen itself; gestures listen here. */
  readonly surface: HTMLElement
  /** Pages lie here, one layer each. */
  readonly pages: HTMLElement
  readonly tabBar: HTMLElement
  readonly capsule: HTMLElement
  readonly statusBar: HTMLElement
  /** Modal, toast, sheets and WeChat's own pages. */
  readonly sheets: HTMLElement
  readonly keyboard: HTMLElement
  private packageStyles: HTMLStyleElement
  private device: Device

  constructor(container: HTMLElement, device: Device) {
    this.device = device
    this.root = container.attachShadow({ mode: 'open' })
    const style = document.createElement('style')
    style.textContent = [chromeStyles, componentStyles, sheetStyles].join('\n')
    this.packageStyles = document.createElement('style')
    this.surface = box('phone')
    this.pages = box('pages')
    this.tabBar = box('tab-bar')
    this.statusBar = box('status-bar')
    this.statusBar.innerHTML = STATUS_BAR
    this.capsule = box('capsule')
    this.capsule.innerHTML = CAPSULE
    this.sheets = box('sheets')
    this.keyboard = box('keyboard')
    this.surface.append(
      this.pages,
      this.tabBar,
      this.statusBar,
      this.capsule,
      this.sheets,
      this.keyboard,
      box('home-indicator'),
    )
    this.root.append(style, this.packageStyles, this.surface)
    this.resize()
  }

  /** Writes the device's measures into custom properties, which all lengths are made of. */
  resize(): void {
    const { settings, metrics } = this.device
    const capsule = metrics.capsule()
    const values: Record<string, string> = {
      '--rpx': `${settings.width / 750}px`,
      '--rem': `${settings.width / 20}px`,
      '--vw': `${settings.width / 100}px`,
      '--vh': `${settings.height / 100}px`,
      '--screen-width': `${settings.width}px`,
      '--screen-height': `${settings.height}px`,
      '--safe-area-inset-top': `${metrics.statusBarHeight}px`,
      '--safe-area-inset-bottom': `${metrics.homeIndicatorHeight}px`,
      '--safe-area-inset-left': '0px',
      '--safe-area-inset-right': '0px',
      '--status-bar-height': `${metrics.statusBarHeight}px`,
      '--navigation-bar-height': `${metrics.navigationBarHeight}px`,
      '--tab-bar-height': `${metrics.tabBarHeight}px`,
      '--capsule-top': `${capsule.top}px`,
      '--capsule-left': `${capsule.left}px`,
      '--capsule-width': `${capsule.width}px`,
      '--capsule-height': `${capsule.height}px`,
    }
    for (const [name, value] of Object.entries(values)) this.surface.style.setProperty(name, value)
    this.surface.toggleAttribute('data-still', !settings.animations)
  }

  /** WeChat's own bars and sheets follow the device; the package's sheets follow only if it says darkmode. */
  setTheme(device: 'light' | 'dark', program: 'light' | 'dark'): void {
    this.surface.dataset.deviceTheme = device
    this.surface.dataset.theme = program
    this.surface.style.colorScheme = program
  }

  setPackageStyles(css: string): void {
    this.packageStyles.textContent = css
  }

  /** Forgets the mini-program that was on the screen. */
  clear(): void {
    this.pages.replaceChildren()
    this.tabBar.replaceChildren()
    this.sheets.replaceChildren()
    this.keyboard.replaceChildren()
    this.packageStyles.textContent = ''
  }
}

function box(name: string): HTMLElement {
  const element = document.createElement('div')
  element.className = name
  return element
}

const STATUS_BAR = `
<span class="clock">9:41</span>
<svg class="signals" viewBox="0 0 68 14" width="68" height="14" aria-hidden="true" fill="currentColor">
  <rect x="0" y="8" width="3" height="4" rx="1"/><rect x="5" y="6" width="3" height="6" rx="1"/>
  <rect x="10" y="3" width="3" height="9" rx="1"/><rect x="15" y="1" width="3" height="11" rx="1"/>
  <path d="M30.500 3.400c2.200 0 4.200.9 5.600 2.300l1-1.100a9.400 9.400 0 0 0-13.200 0l1 1.100a8 8 0 0 1 5.600-2.300zm0 3.500c1.200 0 2.300.5 3.200 1.300l1-1.100a6 6 0 0 0-8.400 0l1 1.100c.9-.8 2-1.300 3.200-1.300zm0 3.300-1.700 1.100 1.700 1.900 1.700-1.900z"/>
  <rect x="43.500" y="1.500" width="20" height="10" rx="3" fill="none" stroke="currentColor" stroke-opacity=".4"/>
  <rect x="45" y="3" width="17" height="7" rx="1.700"/><path d="M65 5v3.500c.8-.3 1.300-1 1.300-1.750S65.800 5.300 65 5z" opacity=".45"/>
</svg>`

const CAPSULE = `
<button type="button" class="capsule-menu" aria-label="更多"><svg viewBox="0 0 20 20" width="20" height="20" fill="currentColor"><circle cx="3.600" cy="10" r="1.900"/><circle cx="10" cy="10" r="2.900"/><circle cx="16.400" cy="10" r="1.900"/></svg></button>
<i></i>
<button type="button" class="capsule-close" aria-label="关闭"><svg viewBox="0 0 20 20" width="20" height="20"><circle cx="10" cy="10" r="7.600" fill="none" stroke="currentColor" stroke-width="2"/><circle cx="10" cy="10" r="3" fill="currentColor"/></svg></button>`

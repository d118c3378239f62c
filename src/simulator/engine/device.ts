/** The phone as a thing: its size, its bars, its theme, its font size, its language and its network. */
import type { WindowConfig } from '../compile/compiled-package.ts'

export type ThemeName = 'light' | 'dark'
export type NetworkType = 'wifi' | '4g' | '5g' | 'none'

export interface DeviceSettings {
  /** Width and height of the screen in px. */
  width: number
  height: number
  theme: ThemeName
  /** WeChat's font size in px: 17 is usual, care mode is about 24. */
  fontSize: number
  /** `zh_CN`, `en` … */
  language: string
  network: NetworkType
  /** Milliseconds added to every answer from the network. */
  networkDelay: number
  /** Whether changes of page and sheets move. Off in tests. */
  animations: boolean
}

export interface Rect {
  left: number
  top: number
  right: number
  bottom: number
  width: number
  height: number
}

const STATUS_BAR_HEIGHT = 44
const NAVIGATION_BAR_HEIGHT = 44
const HOME_INDICATOR_HEIGHT = 34
const TAB_BAR_HEIGHT = 50
const SINGLE_PAGE_BAR_HEIGHT = 56
const CAPSULE = { width: 87, height: 32, right: 7 }

/** The measures of an iPhone with a notch, at whatever size the screen has. */
export class Metrics {
  private settings: DeviceSettings

  constructor(settings: DeviceSettings) {
    this.settings = settings
  }

  readonly statusBarHeight = STATUS_BAR_HEIGHT
  readonly navigationBarHeight = NAVIGATION_BAR_HEIGHT
  readonly homeIndicatorHeight = HOME_INDICATOR_HEIGHT
  readonly tabBarHeight = TAB_BAR_HEIGHT

  get windowWidth(): number {
    return this.settings.width
  }

  get screenHeight(): number {
    return this.settings.height
  }

  /** What is left for a page between the bars. */
  windowHeight(page: (WindowConfig & { below?: 'tabBar' | 'singlePageBar' | null }) | undefined): number {
    const top = page?.navigationStyle === 'custom' ? 0 : STATUS_BAR_HEIGHT + NAVIGATION_BAR_HEIGHT
    const heights = { tabBar: TAB_BAR_HEIGHT, singlePageBar: SINGLE_PAGE_BAR_HEIGHT }
    const bottom = page?.below ? heights[page.below] + HOME_INDICATOR_HEIGHT : 0
    return this.settings.height - top - bottom
  }

  /** Where the capsule is drawn, in px from the screen's corner. */
  capsule(): Rect {
    const { width, height } = CAPSULE
    const right = this.settings.width - CAPSULE.right
    const top = STATUS_BAR_HEIGHT + (NAVIGATION_BAR_HEIGHT - height) / 2 - 2
    return { width, height, left: right - width, right, top, bottom: top + height }
  }

  safeArea(): Rect {
    const top = STATUS_BAR_HEIGHT
    const bottom = this.settings.height - HOME_INDICATOR_HEIGHT
    const { width } = this.settings
    return { left: 0, right: width, top, bottom, width, height: bottom - top }
  }
}

export class Device {
  readonly settings: DeviceSettings
  readonly metrics: Metrics
  readonly pixelRatio = 3

  constructor(settings: DeviceSettings) {
    this.settings = settings
    this.metrics = new Metrics(settings)
  }
}

export const DEFAULT_SETTINGS: DeviceSettings = {
  width: 375,
  height: 812,
  theme: 'light',
  fontSize: 17,
  language: 'zh_CN',
  network: 'wifi',
  networkDelay: 0,
  animations: true,
}

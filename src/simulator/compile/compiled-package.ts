/**
 * What the compiler hands to the phone: a built package as one JSON document.
 *
 * This folder runs in Node. It reads a folder that WeChat could load (app.json, WXML, WXSS, JS) and
 * writes nothing. It may touch the file system under that folder, and nothing else of this project.
 */

/** One tab of `app.json`'s tabBar. */
export interface TabItem {
  pagePath: string
  text: string
  iconPath?: string
  selectedIconPath?: string
}

/** The window settings of app.json, or of one page's JSON. Values may be theme variables (`@name`). */
export interface WindowConfig {
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: 'white' | 'black' | string
  navigationBarTitleText?: string
  navigationStyle?: 'default' | 'custom'
  homeButton?: boolean
  backgroundColor?: string
  backgroundTextStyle?: 'dark' | 'light' | string
  backgroundColorContent?: string
  enablePullDownRefresh?: boolean
  onReachBottomDistance?: number
  disableScroll?: boolean
  [key: string]: unknown
}

export interface TabBarConfig {
  color?: string
  selectedColor?: string
  backgroundColor?: string
  borderStyle?: string
  custom?: boolean
  list: TabItem[]
}

export interface AppConfig {
  pages: string[]
  /** Every page with the root of its subpackage taken into account, main package first. */
  allPages: string[]
  /** Roots of the subpackages, without slashes at the ends. */
  subpackageRoots: string[]
  window: WindowConfig
  tabBar?: TabBarConfig
  darkmode: boolean
  themeLocation?: string
  lazyCodeLoading?: string
  usingComponents: Record<string, string>
  [key: string]: unknown
}

/** A page's or a component's own JSON. */
export interface ComponentConfig extends WindowConfig {
  component?: boolean
  usingComponents?: Record<string, string>
  styleIsolation?: string
}

export interface Theme {
  light: Record<string, string>
  dark: Record<string, string>
}

export interface CompiledStyle {
  /** Path without `.wxss`; `app` is the sheet that every page shares. */
  path: string
  css: string
  /** Set when the sheet belongs to a component: its class names bear this prefix. */
  scope?: string
}

export interface CompiledPackage {
  /** From project.config.json, `touristappid` where there is none. */
  appId: string
  /** The mini-program's name: on the platform it is registered, here it is the project's. */
  name: string
  app: AppConfig
  theme: Theme | null
  /** By path without extension, for pages and for components. */
  components: Record<string, ComponentConfig>
  /** A JavaScript expression: an object from WXML path to its generated template. */
  templates: string
  styles: CompiledStyle[]
  /** CommonJS text by path, with `.js`. */
  scripts: Record<string, string>
  /** Bytes of the package's files as WeChat would upload them, by package root (`''` is the main package). */
  sizes: Record<string, number>
  /** What a reader should know and that did not stop the compilation. */
  warnings: string[]
}

/** Why a package cannot be run. The message begins with the file's name. */
export class PackageError extends Error {
  override name = 'PackageError'
}

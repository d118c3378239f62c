/** A page's settings: app.json's window under the page's own JSON, with theme variables put in. */
import type { WindowConfig } from '../compile/compiled-package.ts'
import type { MiniProgram } from './mini-program.ts'

export interface PageConfig extends WindowConfig {
  /** What the page stands above. */
  below: 'tabBar' | 'singlePageBar' | null
  /** The settings as written, variables and all: a change of theme resolves them again. */
  written: WindowConfig
}

const DEFAULTS: WindowConfig = {
  navigationBarBackgroundColor: '#000000',
  navigationBarTextStyle: 'white',
  navigationBarTitleText: '',
  navigationStyle: 'default',
  backgroundColor: '#ffffff',
  backgroundTextStyle: 'dark',
  onReachBottomDistance: 50,
}

/** 分享到朋友圈: “单页模式”下，页面顶部固定有导航栏 … 不支持自定义样式. */
const SINGLE_PAGE: WindowConfig = {
  navigationStyle: 'default',
  navigationBarBackgroundColor: '#ededed',
  navigationBarTextStyle: 'black',
}

export function pageConfig(program: MiniProgram, path: string): PageConfig {
  const { app, components } = program.pkg
  const own = components[path] ?? {}
  const written: WindowConfig = { ...DEFAULTS, ...app.window, ...own, ...(program.singlePage ? SINGLE_PAGE : {}) }
  const tab = program.isTab(path) && !app.tabBar?.custom
  const below = program.singlePage ? 'singlePageBar' : tab ? 'tabBar' : null
  return resolveColours({ ...written, below, written }, program)
}

export function resolveColours(config: PageConfig, program: MiniProgram): PageConfig {
  const resolved: WindowConfig = {}
  for (const [name, value] of Object.entries(config.written)) resolved[name] = program.themed(value)
  return { ...config, ...resolved }
}

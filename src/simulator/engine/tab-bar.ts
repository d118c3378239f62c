/** The native tab bar of app.json. */
import type { MiniProgram } from './mini-program.ts'

export interface TabState {
  text: string
  iconPath?: string
  selectedIconPath?: string
  badge?: string
  dot?: boolean
}

export class TabBar {
  readonly items: TabState[]
  hidden = false
  private program: MiniProgram
  private overrides: Record<string, string> = {}

  constructor(program: MiniProgram) {
    this.program = program
    this.items = (program.pkg.app.tabBar?.list ?? []).map((item) => ({ ...item }))
  }

  /** Draws the bar if the page on top is one of its tabs. */
  draw(): void {
    const { screen, pkg, router } = this.program
    const config = pkg.app.tabBar
    const current = router.current
    const bar = screen.tabBar
    const visible = Boolean(config && current?.config.below === 'tabBar' && !this.hidden)
    bar.toggleAttribute('data-shown', visible)
    current?.layer.classList.toggle('with-tab-bar', visible)
    if (!visible || !config || !current) {
      bar.replaceChildren()
      return
    }
    const setting = (name: string, otherwise: string) =>
      this.overrides[name] ?? String(this.program.themed(config[name as 'color']) ?? otherwise)
    bar.style.backgroundColor = setting('backgroundColor', '#ffffff')
    bar.dataset.border = setting('borderStyle', 'black')
    bar.setAttribute('role', 'tablist')
    const buttons = this.items.map((item, index) => {
      const path = config.list[index]?.pagePath ?? ''
      const selected = path === current.path
      const button = this.button(item, selected)
      button.style.color = setting(selected ? 'selectedColor' : 'color', selected ? '#3cc51f' : '#7a7e83')
      button.addEventListener('click', () => this.tap(index, path, item.text))
      return button
    })
    bar.replaceChildren(...buttons)
  }

  style(overrides: Record<string, string>): void {
    this.overrides = { ...this.overrides, ...overrides }
    this.draw()
  }

  private button(item: TabState, selected: boolean): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'tab-item'
    button.setAttribute('role', 'tab')
    button.setAttribute('aria-selected', String(selected))
    const icon = this.program.themed(selected ? (item.selectedIconPath ?? item.iconPath) : item.iconPath)
    if (icon) {
      const image = document.createElement('img')
      image.alt = ''
      image.src = this.program.fileUrl(String(icon), '')
      button.append(image)
    }
    const text = document.createElement('span')
    text.textContent = item.text
    button.append(text)
    if (item.badge || item.dot) {
      const badge = document.createElement('b')
      badge.className = item.badge ? 'tab-badge' : 'tab-badge dot'
      badge.textContent = item.badge ?? ''
      button.append(badge)
    }
    return button
  }

  private tap(index: number, pagePath: string, text: string): void {
    const { router } = this.program
    const target = router.tabPage(pagePath) ?? router.current
    if (pagePath !== router.current?.path) router.open('switchTab', `/${pagePath}`)
    const detail = { index, pagePath, text }
    ;(router.tabPage(pagePath) ?? target)?.call('onTabItemTap', detail)
  }
}

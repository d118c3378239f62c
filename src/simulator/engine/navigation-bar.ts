/** The bar above a page that does not draw its own: title, way back or home. */
import type { MiniProgram } from './mini-program.ts'
import type { Page } from './page.ts'
import type { PageConfig } from './page-config.ts'

const BACK =
  '<svg viewBox="0 0 12 24" width="12" height="24" fill="currentColor"><path d="M10 19.438 8.955 20.500l-7.666-7.790a1.020 1.020 0 0 1 0-1.420L8.955 3.500 10 4.563 2.682 12z"/></svg>'
const HOME =
  '<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="1.700"><path d="M4 11v9h5.500v-5h5v5H20v-9M2.500 12 12 4l9.500 8" stroke-linejoin="round" stroke-linecap="round"/></svg>'

export class NavigationBar {
  readonly element = document.createElement('header')
  private title = document.createElement('span')
  private program: MiniProgram
  private button: HTMLButtonElement | null = null
  private overrides: { title?: string; background?: string; front?: string } = {}

  constructor(program: MiniProgram, page: Page) {
    this.program = program
    this.element.className = 'navigation-bar'
    const row = document.createElement('div')
    row.className = 'navigation-title'
    row.append(this.title)
    this.element.append(row)
    this.apply(page.config)
  }

  /** Shows the way back when there is a page below, the way home when this page is neither first nor a tab. */
  setWayBack(way: 'back' | 'home' | 'none'): void {
    this.button?.remove()
    this.button = null
    if (way === 'none') return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = way === 'home' ? 'navigation-back navigation-home' : 'navigation-back'
    button.setAttribute('aria-label', way === 'home' ? '返回首页' : '返回')
    button.innerHTML = way === 'home' ? HOME : BACK
    button.addEventListener('click', () => {
      if (way === 'home') this.program.goHome()
      else this.program.router.back(1)
    })
    this.element.append(button)
    this.button = button
  }

  setTitle(title: string): void {
    this.overrides.title = title
    this.title.textContent = title
  }

  setColour(front: string, background: string): void {
    this.overrides.front = front === '#ffffff' ? 'white' : 'black'
    this.overrides.background = background
    this.paint(this.overrides.front, background)
  }

  get style(): string {
    return this.element.dataset.style ?? 'black'
  }

  apply(config: PageConfig): void {
    this.title.textContent = this.overrides.title ?? String(config.navigationBarTitleText ?? '')
    this.paint(
      this.overrides.front ?? String(config.navigationBarTextStyle),
      this.overrides.background ?? String(config.navigationBarBackgroundColor),
    )
  }

  private paint(style: string, background: string): void {
    this.element.dataset.style = style
    this.element.style.backgroundColor = background
  }
}

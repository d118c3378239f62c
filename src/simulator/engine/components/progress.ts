/** progress: a bar, and its percentage when asked. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

class WxProgress extends WxElement {
  protected override ownRole = 'progressbar'
  private track = document.createElement('div')
  private bar = document.createElement('div')
  private info = document.createElement('div')

  protected override mount(): void {
    this.track.className = 'progress-track'
    this.bar.className = 'progress-bar'
    this.info.className = 'progress-info'
    this.track.append(this.bar)
    this.append(this.track, this.info)
    this.changed()
  }

  protected override changed(): void {
    const percent = Math.max(0, Math.min(100, this.figure('percent')))
    const width = this.figure('stroke-width', 6)
    const radius = `${this.figure('border-radius')}px`
    this.native('aria-valuenow', String(percent))
    this.track.style.cssText = `height:${width}px;border-radius:${radius};background:${this.text('backgroundColor', this.text('background-color', '#ebebeb'))}`
    this.bar.style.cssText = `width:${percent}%;border-radius:${radius};background:${this.text('activeColor', this.text('active-color', this.text('color', '#09bb07')))}`
    this.bar.classList.toggle('active', this.flag('active'))
    this.info.hidden = !this.flag('show-info')
    this.info.textContent = `${percent}%`
  }
}

define('progress', WxProgress)

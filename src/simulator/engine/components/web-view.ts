/** web-view: a page of the web, which needs a business domain. None is configured here, so it is refused. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

class WxWebView extends WxElement {
  protected override changed(name: string): void {
    const address = this.text('src')
    if (name !== 'src' || address === '') return
    const message = document.createElement('div')
    message.className = 'web-view-refusal'
    message.textContent = `无法打开该页面\n不支持打开 ${address}，请在“小程序右上角更多->反馈与投诉”中和开发者反馈`
    this.replaceChildren(message)
    this.emit('error', { url: address, fullUrl: address })
  }
}

define('web-view', WxWebView)

/** button: submits and resets forms, and opens what only WeChat can open. */
import { shareCurrentPage } from '../../wx/share.ts'
import { confirmSheet } from '../sheets/confirm.ts'
import { WxElement } from './element.ts'
import { WxForm } from './form.ts'
import { define } from './registry.ts'

/** Shown on the sheet; the number itself is known to WeChat's servers alone. */
const BOUND_NUMBER = '微信绑定号码'

class WxButton extends WxElement {
  protected override ownRole = 'button'

  protected override mount(): void {
    this.onTap(() => this.act())
  }

  protected override changed(name: string): void {
    if (name === 'disabled') this.native('aria-disabled', this.flag('disabled') ? 'true' : null)
  }

  private act(): void {
    const form = this.closest('wx-form')
    const formType = this.text('form-type')
    if (form instanceof WxForm && formType === 'submit') form.submit(this)
    if (form instanceof WxForm && formType === 'reset') form.reset()
    void this.open(this.text('open-type'))
  }

  /** 开发/组件/表单组件/button: `getPhoneNumber|agreePrivacyAuthorization` joins two of them. */
  private async open(openType: string): Promise<void> {
    if (openType === '') return
    const { program } = this
    if (program.singlePage) {
      program.hint('请前往小程序使用完整服务')
      return
    }
    const kinds = openType.split('|')
    if (kinds.includes('agreePrivacyAuthorization')) {
      program.privacy.agree()
      this.emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' })
    }
    if (kinds.includes('share')) {
      const target = { id: this.id, dataset: this.node.dataset ?? {} }
      await shareCurrentPage(program, 'button', target).catch(() => program.hint('当前页面不可转发'))
    }
    if (kinds.includes('getPhoneNumber') || kinds.includes('getRealtimePhoneNumber')) await this.phoneNumber(kinds)
    if (kinds.includes('contact')) {
      await confirmSheet(program, { title: '联系客服', text: '即将打开客服会话。', yes: '打开', no: '取消' })
      this.emit('contact', { path: '', query: {}, errMsg: 'enterContact:ok' })
    }
    if (kinds.includes('openSetting')) this.emit('opensetting', { authSetting: {}, errMsg: 'openSetting:ok' })
    if (kinds.includes('feedback')) program.hint('意见反馈')
  }

  private async phoneNumber(kinds: string[]): Promise<void> {
    const name = kinds.includes('getPhoneNumber') ? 'getPhoneNumber' : 'getRealtimePhoneNumber'
    const type = name.toLowerCase()
    try {
      await this.program.privacy.require(name)
    } catch {
      this.emit(type, { errMsg: `${name}:fail privacy permission is not authorized`, errno: 104 })
      return
    }
    const agreed = await confirmSheet(this.program, {
      title: this.program.pkg.name,
      text: '申请获取并验证你的手机号',
      subject: BOUND_NUMBER,
      yes: '允许',
      no: '不允许',
    })
    if (!agreed) {
      this.emit(type, { errMsg: `${name}:fail user deny`, errno: 103 })
      return
    }
    const answer = await this.program.host.phoneCode()
    if ('code' in answer) this.emit(type, { code: answer.code, errMsg: `${name}:ok`, encryptedData: '', iv: '' })
    else this.emit(type, { errMsg: `${name}:fail ${answer.errMsg}`, ...(answer.errno ? { errno: answer.errno } : {}) })
  }
}

define('button', WxButton)

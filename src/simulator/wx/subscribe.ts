/**
 * wx.requestSubscribeMessage. 开发/API/开放接口/订阅消息: 用户发生点击行为或者发起支付回调后，才可以调起订阅消息
 * 界面; 一次调用最多可订阅5条消息.
 */
import type { MiniProgram } from '../engine/mini-program.ts'
import { subscribeSheet } from '../engine/sheets/subscribe.ts'
import { asynchronous, type Member, type Options, WxFailure } from './answer.ts'
import { refuseInSinglePage } from './identity.ts'

const TEMPLATE_LIMIT = 5

export function subscription(program: MiniProgram): Record<string, Member> {
  const ask = asynchronous(program, 'requestSubscribeMessage', async (options: Options) => {
    if (options.tapped !== true) {
      throw new WxFailure('can only be invoked by user TAP gesture.', { errCode: 20026 })
    }
    refuseInSinglePage(program)
    const ids = options.tmplIds
    if (!Array.isArray(ids) || ids.length === 0) throw new WxFailure("TmplIds can't be empty", { errCode: 10001 })
    if (ids.some((id) => typeof id !== 'string')) throw new WxFailure('Invalid template id', { errCode: 10004 })
    if (ids.length > TEMPLATE_LIMIT) {
      throw new WxFailure('Templates count out of max bounds', { errCode: 20003 })
    }
    const { subscribe } = program.host
    if (subscribe) return Object.fromEntries(ids.map((id) => [id, subscribe(id)]))
    const agreed = await subscribeSheet(program, ids as string[])
    return Object.fromEntries(ids.map((id) => [id, agreed.includes(id) ? 'accept' : 'reject']))
  })
  // Whether a finger was there is known at the moment of the call, not when the answer is worked out.
  const member = (options: Options = {}) => ask({ ...options, tapped: program.tapped })
  return { requestSubscribeMessage: member as Member }
}

/**
 * wx.requestSubscribeMessage, and wx.getSetting, which tells of it. 开发/API/开放接口/订阅消息: 用户发生点击行为或者发起支付回调后，才可以调起订阅消息
 * 界面; 一次调用最多可订阅5条消息. Who ticked 总是保持以上选择，不再询问 is not asked again: their choice is the answer.
 */
import type { MiniProgram } from '../engine/mini-program.ts'
import { subscribeSheet } from '../engine/sheets/subscribe.ts'
import type { Host, Template } from '../host.ts'
import { asynchronous, type Member, type Options, WxFailure } from './answer.ts'
import { refuseInSinglePage } from './identity.ts'

const TEMPLATE_LIMIT = 5

type Choice = 'accept' | 'reject'

/** What a person on this phone has decided for good, and their main switch; WeChat keeps it with the account. */
class Subscriptions {
  private program: MiniProgram
  constructor(program: MiniProgram) {
    this.program = program
  }

  private get area(): Pick<Storage, 'getItem' | 'setItem'> {
    return this.program.host.storage ?? localStorage
  }

  private get place(): string {
    return `weapp-subscriptions:${this.program.pkg.appId}:${this.program.host.persona}`
  }

  get kept(): Readonly<Record<string, Choice>> {
    return JSON.parse(this.area.getItem(this.place) ?? '{}') as Record<string, Choice>
  }

  keep(answers: Readonly<Record<string, Choice>>): void {
    this.area.setItem(this.place, JSON.stringify({ ...this.kept, ...answers }))
  }

  /** 接收消息 in the mini-program's settings of WeChat. */
  get mainSwitch(): boolean {
    return this.area.getItem(`${this.place}:main`) !== 'off'
  }
}

/** What wx.getSetting tells of it with `withSubscriptions`. */
function subscriptionsSetting(program: MiniProgram): object {
  const { kept, mainSwitch } = new Subscriptions(program)
  return { mainSwitch, ...(Object.keys(kept).length > 0 && { itemSettings: kept }) }
}

/** @throws WxFailure for what WeChat does not have */
async function known(host: Host, ids: readonly string[]): Promise<readonly Template[]> {
  if (!host.templates) return ids.map((id) => ({ id, title: id, lasting: false }))
  const told = await host.templates().catch(() => {
    throw new WxFailure('Request list fail', { errCode: 10002 })
  })
  const found = ids.flatMap((id) => told.filter((template) => template.id === id))
  if (found.length === 0)
    throw new WxFailure('No template data return, verify the template id exist', { errCode: 20001 })
  if (new Set(found.map(({ lasting }) => lasting)).size > 1) {
    throw new WxFailure('Templates type must be same', { errCode: 20002 })
  }
  return found
}

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
    const settings = new Subscriptions(program)
    if (!settings.mainSwitch) throw new WxFailure('The main switch is switched off', { errCode: 20004 })
    const templates = await known(program.host, ids as string[])
    const { kept } = settings
    const open = templates.filter(({ id }) => kept[id] === undefined)
    const answer = open.length > 0 ? await subscribeSheet(program, open) : { agreed: [], always: false }
    const given = Object.fromEntries(
      open.map(({ id }): [string, Choice] => [id, answer.agreed.includes(id) ? 'accept' : 'reject']),
    )
    if (answer.always) settings.keep(given)
    const all = Object.fromEntries(templates.map(({ id }): [string, Choice] => [id, kept[id] ?? given[id] ?? 'reject']))
    await program.host.subscribed?.(all).catch(() => {
      throw new WxFailure('Request subscribe fail', { errCode: 10003 })
    })
    return all
  })
  // Whether a finger was there is known at the moment of the call, not when the answer is worked out.
  const member = (options: Options = {}) => ask({ ...options, tapped: program.tapped })
  return {
    requestSubscribeMessage: member as Member,
    getSetting: asynchronous(program, 'getSetting', () => ({
      authSetting: {},
      subscriptionsSetting: subscriptionsSetting(program),
    })),
  }
}

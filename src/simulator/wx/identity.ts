/** Who the person is: login, session, privacy agreement, settings. */
import type { MiniProgram } from '../engine/mini-program.ts'
import { confirmSheet } from '../engine/sheets/confirm.ts'
import { asynchronous, type Member, WxFailure } from './answer.ts'

/** 分享到朋友圈, 单页模式下的限制: the interfaces around login are not available. */
export function refuseInSinglePage(program: MiniProgram): void {
  if (!program.singlePage) return
  program.hint('请前往小程序使用完整服务')
  throw new WxFailure('can not be called in single page mode', { errno: 102 })
}

type Decide = (answer: { event: string; buttonId?: string }) => void
type PrivacyListener = (resolve: Decide, info: { referrer: string }) => void

/** Whether this run's person has agreed to the privacy guide; kept with the person's storage. */
export class Privacy {
  private program: MiniProgram
  private listener: PrivacyListener | null = null

  constructor(program: MiniProgram) {
    this.program = program
  }

  private get place(): string {
    return `weapp-privacy:${this.program.pkg.appId}:${this.program.host.persona}`
  }

  private get area(): Pick<Storage, 'getItem' | 'setItem'> {
    return this.program.host.storage ?? localStorage
  }

  /** A package asks for it by `__usePrivacyCheck__` in app.json. */
  get needed(): boolean {
    return this.program.pkg.app.__usePrivacyCheck__ === true && this.area.getItem(this.place) !== 'agreed'
  }

  agree(): void {
    this.area.setItem(this.place, 'agreed')
  }

  onNeeded(listener: PrivacyListener): void {
    this.listener = listener
  }

  /** @throws WxFailure when the person does not agree */
  async require(referrer: string): Promise<void> {
    if (!this.needed) return
    const agreed = this.listener ? await this.ask(this.listener, referrer) : await this.sheet()
    if (!agreed) throw new WxFailure('privacy permission is not authorized', { errno: 104 })
    this.agree()
  }

  private ask(listener: PrivacyListener, referrer: string): Promise<boolean> {
    return new Promise((resolve) => {
      const decide: Decide = ({ event }) => {
        if (event === 'agree') resolve(true)
        if (event === 'disagree') resolve(false)
      }
      this.program.guard(() => listener(decide, { referrer }), 'onNeedPrivacyAuthorization')
    })
  }

  private sheet(): Promise<boolean> {
    return confirmSheet(this.program, {
      title: '用户隐私保护提示',
      text: '在你使用服务之前，请仔细阅读《用户隐私保护指引》。如你同意该指引，请点击“同意”开始使用。',
      yes: '同意',
      no: '拒绝',
    })
  }
}

export function identity(program: MiniProgram): Record<string, Member> {
  const { privacy } = program
  return {
    login: asynchronous(program, 'login', async () => {
      refuseInSinglePage(program)
      const answer = await program.host.loginCode()
      if ('errMsg' in answer) throw new WxFailure(answer.errMsg, answer.errno ? { errno: answer.errno } : {})
      return { code: answer.code }
    }),
    checkSession: asynchronous(program, 'checkSession', () => refuseInSinglePage(program)),
    getPrivacySetting: asynchronous(program, 'getPrivacySetting', () => ({
      needAuthorization: privacy.needed,
      privacyContractName: '《用户隐私保护指引》',
    })),
    requirePrivacyAuthorize: asynchronous(program, 'requirePrivacyAuthorize', () =>
      privacy.require('requirePrivacyAuthorize'),
    ),
    openPrivacyContract: asynchronous(program, 'openPrivacyContract', async () => {
      await confirmSheet(program, {
        title: '《用户隐私保护指引》',
        text: '由小程序的开发者在平台上填写。',
        yes: '知道了',
      })
    }),
    onNeedPrivacyAuthorization: ((listener: PrivacyListener) => privacy.onNeeded(listener)) as Member,
  }
}

/** The host of a phone beside the sandbox: codes come from where WeChat's servers are played. */
import type { Host, Template } from './host.ts'

export interface SandboxHostOptions {
  persona: string
  /** The gateway's origin. */
  apiOrigin: string
  /** The sandbox's address, without a slash at the end. */
  sandbox: string
  /** Asks the tester what the camera sees. */
  scan?: () => Promise<string | null>
}

export function sandboxHost({ persona, apiOrigin, sandbox, scan }: SandboxHostOptions): Host {
  const code = async (path: string) => {
    const answer = await fetch(`${sandbox}/wechat/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona }),
    }).catch(() => null)
    if (!answer?.ok) return { errMsg: 'cgi failed for network issues', errno: 108 }
    const { code, errMsg, errno } = (await answer.json()) as { code: string | null; errMsg?: string; errno?: number }
    if (typeof code === 'string') return { code }
    // 1400001: the quota of phone numbers is used up, and the button itself fails.
    return { errMsg: errMsg ?? 'jsapi quota exceeded', ...(errno ? { errno } : {}) }
  }
  return {
    persona,
    apiOrigin,
    loginCode: () => code('codes'),
    phoneCode: () => code('phone-codes'),
    async pictures() {
      const answer = await fetch(`${sandbox}/pictures/${persona}`).catch(() => null)
      if (!answer?.ok) return []
      const { pictures } = (await answer.json()) as { pictures: { title: { zh: string }; path: string }[] }
      return pictures.map(({ title, path }) => ({ title: title.zh, url: sandbox + path }))
    },
    async templates() {
      const answer = await fetch(`${sandbox}/wechat/templates`)
      if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}`)
      return ((await answer.json()) as { templates: Template[] }).templates
    },
    async subscribed(answers) {
      const answer = await fetch(`${sandbox}/wechat/subscriptions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ persona, answers }),
      })
      if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}`)
    },
    scan: scan ?? (async () => prompt('扫码内容')),
  }
}

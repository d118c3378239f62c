/** A template of subscribe messages. `lasting`: a long-term one. */
export interface Template {
  readonly id: string
  readonly title: string
  readonly lasting: boolean
}

/** The world around the phone. In the real page these ask the sandbox; in tests they are a few lines. */
export interface Host {
  /** The answer of WeChat's servers to wx.login: a code for the gateway, or why there is none. */
  loginCode(): Promise<{ code: string } | { errMsg: string; errno?: number }>
  /** The same for the getPhoneNumber button, asked after the person has agreed. */
  phoneCode(): Promise<{ code: string } | { errMsg: string; errno?: number }>
  /** What the camera reads; null when the person turns back. */
  scan?(): Promise<string | null>
  /** What is in the person's album; the camera takes a photo of one of these too. */
  pictures?(): Promise<readonly { readonly title: string; readonly url: string }[]>
  /** Whose phone this is: storage is kept apart by it. */
  persona: string
  /** The gateway's origin: the package calls one fixed https host, and requests to it go there. */
  apiOrigin: string
  /** Where WeChat keeps what outlives a launch. The browser's localStorage unless told otherwise. */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** The templates of subscribe messages that WeChat knows of this mini-program; without it, every one. */
  templates?(): Promise<readonly Template[]>
  /** WeChat's servers hear what the person answered. */
  subscribed?(answers: Readonly<Record<string, 'accept' | 'reject'>>): Promise<void>
  /** The answer to requestSubscribeMessage's sheet without asking the person, by template. */
  subscribe?(templateId: string): 'accept' | 'reject' | 'ban' | 'filter'
}

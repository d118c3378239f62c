/** What a phone tells to those who listen: a log for testers, facts for tests. */
export interface PhoneEvents {
  /** A wx.request has ended; `statusCode` is 0 if it never got an answer. */
  request: {
    method: string
    url: string
    statusCode: number
    durationMs: number
    requestBytes: number
    responseBytes: number
    errMsg: string
  }
  /** A setData was called: the bytes are those after JSON.stringify. */
  setData: { page: string; component: string; bytes: number; keys: string[] }
  error: { message: string; where: string }
  console: { level: string; text: string }
  route: { type: string; path: string; query: Record<string, string>; depth: number }
  share: ShareCard
  /** A member of wx was called: `errMsg` is known once it has answered. */
  call: { name: string; errMsg: string; modelled: boolean }
  /** The person has closed the mini-program by the capsule. */
  close: { foreground: false }
}

/** What lands in the chat. */
export interface ShareCard {
  title: string
  path: string
  imageUrl: string
}

/**
 * WeChat's server API on the wire: HTTP 200 whatever happens, an `errcode` when it went wrong, and a request id (rid) in
 * the text by which WeChat's support finds the call: it is logged with every error.
 */
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Channel, Log, Repeatable } from '../channel.ts'
import { Failure } from '../failure.ts'
import { decodeJson, exchange, type HttpRequest } from '../http.ts'

export interface WechatAddress {
  readonly url: string
  readonly appId: string
  readonly secret: string
}

/** -1 'system error' and 45011 'api minute-quota reach limit': both say 'again later'. */
const BUSY = new Set([-1, 45011])

const isErrorAnswer = Compile(
  Type.Object({
    errcode: Type.Optional(Type.Integer()),
    // Client-side codes such as 1400001 come under this name.
    errno: Type.Optional(Type.Integer()),
    errmsg: Type.Optional(Type.String()),
    rid: Type.Optional(Type.String()),
  }),
)

interface WechatRequest<T> {
  readonly operation: string
  readonly repeatable: Repeatable
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly content?: object
  /** What a success looks like. */
  readonly answer: { Check(value: unknown): value is T }
}

export type WechatResult<T> = { ok: true; value: T } | { ok: false; errcode: number }

export interface WechatApi {
  /** Throws OutsideError, also when WeChat stays busy over the retries; every other error code is a result. */
  call<T>(request: WechatRequest<T>): Promise<WechatResult<T>>
}

export function createWechatApi({ url }: WechatAddress, channel: Channel, log: Log): WechatApi {
  return {
    call<T>(request: WechatRequest<T>): Promise<WechatResult<T>> {
      const { operation, method } = request
      const target = new URL(url.replace(/\/$/, '') + request.path)
      for (const [name, value] of Object.entries(request.query ?? {})) target.searchParams.set(name, value)
      const http: HttpRequest = {
        method,
        url: target,
        ...(request.content && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request.content),
        }),
      }
      return channel.call(operation, request.repeatable, async (signal) => {
        const { status, body } = await exchange(http, signal)
        if (status !== 200) throw new Failure('broken', `status ${status}`)
        const {
          errcode,
          errno,
          errmsg = '',
          rid = /rid:\s*([\w-]+)/.exec(errmsg)?.[1],
        } = decodeJson(body, isErrorAnswer)
        const code = errcode || errno || 0
        if (code === 0) return { ok: true, value: decodeJson(body, request.answer) }
        // Of a message's field that is off, its name: `data.thing1.value`.
        const field = /\bdata\.(\w{1,40})\b/.exec(errmsg)?.[1]
        log.warn(
          { system: 'wechat', operation, errcode: code, rid, ...(field !== undefined && { field }) },
          'WeChat answered with an error',
        )
        if (BUSY.has(code)) throw new Failure('busy', `errcode ${code}`)
        return { ok: false, errcode: code }
      })
    },
  }
}

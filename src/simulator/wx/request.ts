/**
 * wx.request: the package's one https host is the gateway, wherever it stands.
 *
 * 开发/API/网络 and 开发/指南/基础能力 (网络): any HTTP status is a success; at most 10 requests at once; 60 s
 * unless told otherwise; a request that has not ended 5 s after the mini-program went to the back fails
 * with `interrupted`, and none can begin there.
 */
import type { MiniProgram } from '../engine/mini-program.ts'
import { type Member, type Options, tell, WxFailure } from './answer.ts'
import { kind } from './navigation.ts'

const CONCURRENT_LIMIT = 10
const DEFAULT_TIMEOUT_MS = 60_000
const BACKGROUND_GRACE_MS = 5_000

type Listener = (value: unknown) => void

interface Running {
  abort(reason: WxFailure): void
}

interface Answer {
  data: unknown
  statusCode: number
  header: Record<string, string>
  cookies: string[]
}

export function network(program: MiniProgram): Record<string, Member> {
  const running = new Set<Running>()
  interruptInBackground(program, running)
  const request = (options: Options) => {
    const name = 'request'
    const headerListeners = new Set<Listener>()
    const controller = new AbortController()
    const task: Running = { abort: (reason) => controller.abort(reason) }
    const began = performance.now()
    const settle = (result: Record<string, unknown>, ok: boolean) => {
      if (program.closed) return
      tell(program, name, String(result.errMsg))
      const call = (callback: unknown) => {
        if (typeof callback === 'function') program.guard(() => callback(result), 'request callback')
      }
      call(ok ? options.success : options.fail)
      call(options.complete)
    }
    const run = async () => {
      let bytes = { sent: 0, received: 0 }
      let statusCode = 0
      let errMsg = 'request:ok'
      try {
        await Promise.resolve()
        if (running.size >= CONCURRENT_LIMIT) {
          throw new WxFailure('network exceed max task count', { errno: 600007 })
        }
        if (!program.foreground) throw new WxFailure('interrupted', { errno: 600003 })
        running.add(task)
        const { answer, ...sizes } = await perform(program, options, controller, headerListeners)
        bytes = sizes
        statusCode = answer.statusCode
        settle({ ...answer, errMsg }, true)
      } catch (error) {
        const failure = error instanceof WxFailure ? error : new WxFailure(String((error as Error).message))
        errMsg = `request:fail ${failure.message}`
        settle({ ...failure.details, errMsg }, false)
      } finally {
        running.delete(task)
        const record = {
          method: method(options),
          url: String(options.url),
          statusCode,
          durationMs: performance.now() - began,
        }
        program.audit.request({ ...record, waits: options.timeout !== undefined })
        program.events.emit('request', { ...record, requestBytes: bytes.sent, responseBytes: bytes.received, errMsg })
      }
    }
    void run()
    return {
      abort: () => task.abort(new WxFailure('abort')),
      onHeadersReceived: (listener: Listener) => headerListeners.add(listener),
      offHeadersReceived: (listener?: Listener) =>
        listener ? headerListeners.delete(listener) : headerListeners.clear(),
      onChunkReceived: () => {},
      offChunkReceived: () => {},
    }
  }
  return { request: request as Member }
}

async function perform(
  program: MiniProgram,
  options: Options,
  controller: AbortController,
  headerListeners: Set<Listener>,
): Promise<{ answer: Answer; sent: number; received: number }> {
  const { settings } = program.device
  const target = address(program, options.url)
  const timeout = setTimeout(
    () => controller.abort(new WxFailure('timeout', { errno: 5 })),
    Number(options.timeout ?? DEFAULT_TIMEOUT_MS),
  )
  try {
    if (settings.network === 'none') {
      throw new WxFailure('errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED', {
        errno: 600001,
      })
    }
    const { url, init, sent } = compose(target, options)
    if (settings.networkDelay > 0) await delay(settings.networkDelay, controller.signal)
    const response = await fetch(url, { ...init, signal: controller.signal, credentials: 'omit', cache: 'no-store' })
    const header = headers(response)
    for (const listener of headerListeners) {
      program.guard(() => listener({ header, statusCode: response.status, cookies: [] }), 'onHeadersReceived')
    }
    const buffer = await response.arrayBuffer()
    const data = decode(buffer, options)
    const answer = { data, statusCode: response.status, header, cookies: [] }
    return { answer, sent, received: buffer.byteLength }
  } catch (error) {
    if (controller.signal.aborted) throw controller.signal.reason
    if (error instanceof WxFailure) throw error
    throw new WxFailure('errcode:-102 cronet_error_code:-102 error_msg:net::ERR_CONNECTION_REFUSED', { errno: 600001 })
  } finally {
    clearTimeout(timeout)
  }
}

/** The package says `https://host/path`; the gateway that plays this host is at `apiOrigin`. */
export function address(program: MiniProgram, url: unknown): string {
  if (typeof url !== 'string') {
    throw new WxFailure(`parameter error: parameter.url should be String instead of ${kind(url)};`, { errno: 600009 })
  }
  const parts = /^(https?):\/\/([^/?#]+)(.*)$/.exec(url)
  if (!parts) throw new WxFailure(`invalid url "${url}"`, { errno: 600009 })
  return program.host.apiOrigin + (parts[3]?.startsWith('/') ? parts[3] : `/${parts[3] ?? ''}`)
}

function method(options: Options): string {
  return String(options.method ?? 'GET').toUpperCase()
}

function compose(target: string, options: Options): { url: string; init: RequestInit; sent: number } {
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries((options.header ?? {}) as Record<string, unknown>)) {
    if (/^referer$/i.test(name) || value === undefined) continue
    given[name.toLowerCase()] = String(value)
  }
  const type = given['content-type'] ?? 'application/json'
  const verb = method(options)
  const init: RequestInit = { method: verb, headers: given }
  const { data } = options
  if (data === undefined || data === null) return { url: target, init, sent: 0 }
  if (verb === 'GET' || verb === 'HEAD') {
    const search = typeof data === 'object' ? formEncode(data as object) : String(data)
    if (search === '') return { url: target, init, sent: 0 }
    return { url: target + (target.includes('?') ? '&' : '?') + search, init, sent: 0 }
  }
  given['content-type'] = type
  const body =
    data instanceof ArrayBuffer
      ? data
      : typeof data === 'string'
        ? data
        : type.includes('x-www-form-urlencoded')
          ? formEncode(data as object)
          : JSON.stringify(data)
  init.body = body
  return { url: target, init, sent: typeof body === 'string' ? new TextEncoder().encode(body).length : body.byteLength }
}

function formEncode(data: object): string {
  return Object.entries(data)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
      return `${encodeURIComponent(name)}=${encodeURIComponent(text)}`
    })
    .join('&')
}

/** Header names as a phone gives them: each word begins with a capital. */
function headers(response: Response): Record<string, string> {
  const all: Record<string, string> = {}
  response.headers.forEach((value, name) => {
    all[name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())] = value
  })
  return all
}

/** 'json' that cannot be parsed is handed over as text. */
function decode(buffer: ArrayBuffer, options: Options): unknown {
  if (options.responseType === 'arraybuffer') return buffer
  const text = new TextDecoder().decode(buffer)
  if ((options.dataType ?? 'json') !== 'json') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}

function interruptInBackground(program: MiniProgram, running: Set<Running>): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  program.app.on('hide', () => {
    timer = setTimeout(() => {
      for (const one of running) one.abort(new WxFailure('interrupted', { errno: 600003 }))
    }, BACKGROUND_GRACE_MS)
  })
  program.app.on('show', () => clearTimeout(timer))
  program.onClose(() => {
    clearTimeout(timer)
    for (const one of running) one.abort(new WxFailure('abort'))
  })
}

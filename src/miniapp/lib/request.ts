import type { Answer, Body, Params, Query, RouteName } from '../../contract/schema/index.ts'
import { type HttpAnswer, http, NoAnswer } from './platform.ts'
import { ownProblem, readProblem } from './problem.ts'
import { uuidv7 } from './random.ts'
import { language } from './settings.ts'

type Given<K extends string, T> = [T] extends [undefined] ? unknown : { readonly [P in K]: T }
type Asked<K extends string, T> = [T] extends [undefined] ? unknown : { readonly [P in K]?: T }

/** What a route takes, from the contract's table. */
export type Input<N extends RouteName> = Given<'params', Params<N>> & Asked<'query', Query<N>> & Given<'body', Body<N>>

const TIMEOUT_MS = 15_000
const RETRY_AFTER_MS = 600

/** The trace id of one tap. Without randomness the gateway makes its own. */
function traceId(): string {
  try {
    return uuidv7()
  } catch {
    return ''
  }
}

function address(path: string, params: Record<string, unknown>, query: Record<string, unknown>): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const asked = Object.entries(query).filter(([, value]) => value !== undefined)
  const text = asked.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')
  return text ? `${filled}?${text}` : filled
}

/** Repeating it does no harm: it reads, it says how something is to be, or it is an order that bears its id. */
const isRepeatable = (method: string, body: unknown): boolean =>
  method === 'GET' || method === 'PUT' || (typeof body === 'object' && body !== null && 'id' in body)

/** For an answer that is waited for on purpose. */
export interface Patience {
  readonly timeoutMs: number
  readonly begun: (end: () => void) => void
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * Sends one request of the contract, with or without a session's token. On a network failure what is repeatable is sent
 * once more, the same and with the same id; not what is waited for with `patience`. Throws CallError: the gateway's refusal, or CLIENT_OFFLINE, CLIENT_TIMEOUT.
 */
export async function send<N extends RouteName>(
  name: N,
  input: Input<N>,
  token?: string,
  patience?: Patience,
): Promise<Answer<N>> {
  const [method, path] = name.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string]
  // One shape for every route here; the types above hold callers to the contract.
  const given = input as unknown as {
    params?: Record<string, unknown>
    query?: Record<string, unknown>
    body?: unknown
  }
  const { params = {}, query = {}, body } = given
  const trace = traceId()
  const request = {
    method,
    url: address(path, params, query),
    headers: {
      'Accept-Language': language() === 'zh' ? 'zh-CN' : 'en',
      ...(trace && { 'X-Trace-Id': trace }),
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    body,
    timeoutMs: patience?.timeoutMs ?? TIMEOUT_MS,
    begun: patience?.begun,
  }
  let answer: HttpAnswer
  try {
    answer = await http(request).catch(async (failure: unknown) => {
      if (patience || !isRepeatable(method, body)) throw failure
      await pause(RETRY_AFTER_MS)
      return http(request)
    })
  } catch (failure) {
    const timedOut = failure instanceof NoAnswer && failure.kind === 'timeout'
    throw ownProblem(timedOut ? 'CLIENT_TIMEOUT' : 'CLIENT_OFFLINE', { traceId: trace })
  }
  if (answer.status >= 200 && answer.status < 300) return answer.data as Answer<N>
  throw readProblem(answer.status, answer.data, trace)
}

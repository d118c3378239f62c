/** The console's calls, typed by the contract of staff's routes. A refusal is a CallError with a code of the catalogue. */
import { ERRORS, type ErrorCode, type ErrorParams, errorText, type Problem } from '../../contract/errors.ts'
import type {
  StaffAnswer,
  StaffBody,
  StaffParams,
  StaffQuery,
  StaffRouteName,
} from '../../contract/schema/staff-routes.ts'
import { type Language, spoken } from './i18n.tsx'

type Needed<K extends string, T> = [T] extends [undefined]
  ? { readonly [P in K]?: undefined }
  : { readonly [P in K]: T }
type Request<N extends StaffRouteName> = Needed<'params', StaffParams<N>> &
  Needed<'body', StaffBody<N>> & { readonly query?: StaffQuery<N> }

export class CallError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly params: ErrorParams
  constructor(code: ErrorCode, { field, params }: Pick<Problem, 'field' | 'params'> = {}) {
    super(code)
    this.name = 'CallError'
    this.code = code
    this.field = field
    this.params = params ?? {}
  }
  /** What is wrong and what to do next. */
  words(language: Language): string {
    return errorText(this.code, language, this.params)
  }
}

const ENDED: readonly ErrorCode[] = ['SESSION_REQUIRED', 'SESSION_ENDED']
/** Told when the session is over, whichever call found it out. */
export const sessionOver = new EventTarget()

export async function call<N extends StaffRouteName>(
  name: N,
  ...[request]: Record<string, never> extends Request<N> ? [request?: Request<N>] : [request: Request<N>]
): Promise<StaffAnswer<N>> {
  const [method = '', template = ''] = name.split(' ')
  const { params, body, query } = (request ?? {}) as { params?: object; body?: object; query?: object }
  const path = template.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params?.[key as never])))
  const search = query ? `?${new URLSearchParams(query as Record<string, string>)}` : ''
  const answer = await fetch(`${path}${search}`, {
    method,
    headers: {
      'accept-language': spoken() === 'zh' ? 'zh-CN' : 'en',
      'x-minibank-console': '1',
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(() => {
    throw new CallError('CLIENT_OFFLINE')
  })
  const said: unknown = await answer.json().catch(() => null)
  if (answer.ok) return said as StaffAnswer<N>
  const problem = said as Partial<Problem> | null
  const code = problem?.code !== undefined && problem.code in ERRORS ? problem.code : 'UNAVAILABLE'
  if (ENDED.includes(code)) sessionOver.dispatchEvent(new CustomEvent('over', { detail: code }))
  throw new CallError(code, problem ?? {})
}

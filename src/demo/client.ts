/** A caller of the gateway, typed by the contract: what the mini-program does over HTTP, for Node. */
import { createHash, randomBytes } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import { v7 as uuidv7 } from 'uuid'
import type { ErrorCode, Problem } from '../contract/errors.ts'
import type { Answer, Body, Params, Query, RouteName } from '../contract/schema/index.ts'

type Needed<K extends string, T> = [T] extends [undefined]
  ? { readonly [P in K]?: undefined }
  : { readonly [P in K]: T }
export type Request<N extends RouteName> = Needed<'params', Params<N>> &
  Needed<'body', Body<N>> & { readonly query?: Query<N> }

/** The gateway refused. */
export class Refused extends Error {
  readonly code: ErrorCode
  readonly problem: Problem
  constructor(route: string, problem: Problem) {
    super(`${route}: ${problem.code}${problem.field ? ` (${problem.field})` : ''}: ${problem.title}`)
    this.name = 'Refused'
    this.code = problem.code
    this.problem = problem
  }
}

/** A person at the gateway at `base`, signed in once `signIn` has answered. */
export function createClient(base: string, language: 'zh-CN' | 'en' = 'zh-CN') {
  let token: string | undefined

  async function call<N extends RouteName>(name: N, request: Request<N>): Promise<Answer<N>> {
    const [method = '', template = ''] = name.split(' ')
    const { params, body, query } = request as { params?: object; body?: object; query?: object }
    const path = template.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params?.[key as never])))
    const search = query ? `?${new URLSearchParams(query as Record<string, string>)}` : ''
    const answer = await fetch(`${base}${path}${search}`, {
      method,
      headers: {
        'accept-language': language,
        'x-trace-id': uuidv7(),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const said: unknown = await answer.json()
    if (!answer.ok) throw new Refused(name, said as Problem)
    return said as Answer<N>
  }

  return {
    call,
    async signIn(body: Body<'POST /v1/sessions'>): Promise<Answer<'POST /v1/sessions'>> {
      const signedIn = await call('POST /v1/sessions', { body })
      token = signedIn.token
      return signedIn
    },
    /** The id of a payee; of somebody who was not paid before the surname is told. */
    async payee({ mobile, name }: { readonly mobile: string; readonly name: string }): Promise<string> {
      const { payeeId, named } = await call('POST /v1/payee-lookups', { body: { mobile } })
      const [surname = ''] = name
      if (!named) await call('POST /v1/payees/:payeeId/surname', { params: { payeeId }, body: { surname } })
      return payeeId
    },
    /** Six digits as our keypad encrypts them, for a challenge of their own. */
    async pin(digits: string, purpose: 'set' | 'authorise'): Promise<{ challengeId: string; cipher: string }> {
      const { id, nonce, timestamp, publicKey } = await call('POST /v1/pin-challenges', { body: { purpose } })
      const hash = createHash('sm3').update(`minibank${digits}`).digest('hex')
      const parts = [String(timestamp), hash, nonce, randomBytes(8).toString('hex')]
      const plain = Buffer.concat([Buffer.from([0, 0]), Buffer.from(parts.join('\0'))])
      return { challengeId: id, cipher: `V02_${sm2.doEncrypt(plain, publicKey, 1)}` }
    },
  }
}
export type Client = ReturnType<typeof createClient>

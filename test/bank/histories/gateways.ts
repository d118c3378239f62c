/** The gateway processes of the histories, as their parent speaks to them. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Caller } from '../../../src/bank/caller.ts'
import type { Body } from '../../../src/contract/schema/index.ts'

/** An order as a gateway is handed it. */
export type Sent = { readonly caller: Caller } & (
  | { readonly call: 'transfer'; readonly body: Body<'POST /v1/transfers'> }
  | { readonly call: 'topup'; readonly body: Body<'POST /v1/topups'> }
  | {
      readonly call: 'upgrade'
      readonly accountId: string
      readonly body: Body<'POST /v1/accounts/:accountId/upgrade'>
    }
  | { readonly call: 'claimable'; readonly body: Body<'POST /v1/claimables'> }
  | { readonly call: 'claim'; readonly body: Body<'POST /v1/claimables/claims'> }
  | { readonly call: 'take-back'; readonly claimableId: string; readonly body: { readonly id: string } }
  | {
      readonly call: 'answer'
      readonly claimableId: string
      readonly askId: string
      readonly body: Body<'POST /v1/claimables/:claimableId/asks/:askId'>
    }
  | { readonly call: 'ask'; readonly body: Body<'POST /v1/payment-requests'> }
  | {
      readonly call: 'pay-share'
      readonly token: string
      readonly body: Body<'POST /v1/payment-requests/opened/:token/payments'>
    }
  | { readonly call: 'withdraw'; readonly requestId: string; readonly body: { readonly id: string } }
  | {
      readonly call: 'cash'
      readonly share: { readonly requestId: string; readonly n: number }
      readonly body: Body<'POST /v1/payment-requests/:requestId/shares/:share/cash'>
    }
  /** The worker that gives back what is due. */
  | { readonly call: 'give-back' }
)
export interface Moment {
  readonly at: number
  readonly orders: readonly Sent[]
}
/** 'done', the code of a refusal, or what else was thrown, order by order; and each decision: kind, id, nanoseconds. */
export interface Outcome {
  readonly outcomes: readonly string[]
  readonly turns: readonly (readonly [kind: string, id: string, at: number])[]
}

export interface Gateway {
  /** Sends all of them at once. */
  send(moment: Moment): Promise<Outcome>
  stop(): Promise<void>
}

export async function startGateway(url: string): Promise<Gateway> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'gateway.ts'), [url], { execArgv: [] })
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`a gateway ended with ${code ?? signal}`)
  })
  ended.catch(() => {})
  const heard = async <Said>(): Promise<Said> => (await Promise.race([once(child, 'message'), ended]))[0] as Said
  await heard<'ready'>()
  return {
    async send(moment) {
      const answer = heard<Outcome>()
      child.send(moment)
      return answer
    },
    async stop() {
      child.disconnect()
      await ended.catch(() => {})
    },
  }
}

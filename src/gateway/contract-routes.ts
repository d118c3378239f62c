/** The contract's routes on the server: rate, session, check, bank, answer. */
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySerializerCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Bank } from '../bank/bank.ts'
import { BankError } from '../bank/errors.ts'
import type { RouteName } from '../contract/schema/index.ts'
import type { Lane } from './admission.ts'
import { routeNames, routeOfContract, schemaOf } from './openapi.ts'
import type { Rates } from './rate.ts'
import { handlers } from './routes/index.ts'
import { requireSession, visitOf } from './session.ts'
import { closed, validatorCompiler } from './validation.ts'

type AnyHandler = (call: object) => unknown
/** For an answer: longer than the outside calls that a handler may wait for. What asks the database alone ends by that one's limits. */
const OUTSIDE_TIMEOUT_MS = 30_000
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export interface ContractParts {
  readonly bank: Bank
  readonly rates: Rates
  /** Hold the bank's answers to the contract too: what is not in it is a fault, not a leak. Not in production. */
  readonly checkAnswers: boolean
}

/** To be registered as a plugin: its headers and compilers stay with it. */
export const contractRoutes =
  ({ bank, rates, checkAnswers }: ContractParts) =>
  async (server: FastifyInstance): Promise<void> => {
    const withSession = requireSession(server, bank)
    server.setValidatorCompiler(validatorCompiler)
    server.setSerializerCompiler(checkAnswers ? checkingSerializer : plainSerializer)
    protectAnswers(server)

    for (const name of routeNames) {
      const [method = '', url = ''] = name.split(' ')
      const handle = handlers[name] as AnyHandler
      const outside = asksOutside(name)
      const { bodyLimitBytes } = routeOfContract(name)
      server.route({
        method,
        url,
        schema: schemaOf(name),
        config: { lane: laneOf(name) },
        ...(bodyLimitBytes === undefined ? {} : { bodyLimit: bodyLimitBytes }),
        ...(outside ? { handlerTimeout: OUTSIDE_TIMEOUT_MS } : {}),
        onRequest: [
          rates.byAddress(name),
          ...(routeOfContract(name).auth === 'session' ? [withSession, rates.bySession] : []),
        ],
        handler: async (request) =>
          handle({
            bank,
            params: request.params,
            query: request.query,
            body: request.body,
            caller: request.caller,
            get visit() {
              return visitOf(request)
            },
            get signal() {
              return request.signal
            },
          }),
      })
    }
    refuseOtherMethods(server, routeNames)
  }

/** Answers are for their caller alone: kept nowhere, shown in no frame. */
export function protectAnswers(server: FastifyInstance): void {
  server.addHook('onRequest', function protectAnswer(_request, reply, next) {
    reply.headers({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    next()
  })
}

/** Whether an answer may wait for an outside system. A top-up waits for the card's bank, and is answered whatever that says. */
const asksOutside = (name: RouteName): boolean =>
  name === 'POST /v1/topups' || routeOfContract(name).errors.includes('OUTSIDE_UNAVAILABLE')

const laneOf = (name: RouteName): Lane =>
  routeOfContract(name).waits ? 'waiting' : asksOutside(name) ? 'patient' : 'ours'

/** A known address asked with another method: 405 and the methods that it has. */
export function refuseOtherMethods(server: FastifyInstance, names: readonly string[]): void {
  const known = new Map<string, string[]>()
  for (const name of names) {
    const [method = '', url = ''] = name.split(' ')
    known.set(url, [...(known.get(url) ?? []), method])
  }
  for (const [url, methods] of known) {
    server.route({
      method: METHODS.filter((method) => !methods.includes(method)),
      url,
      schema: { hide: true },
      handler: async (_request: FastifyRequest, reply: FastifyReply) => {
        reply.header('allow', methods.join(', '))
        throw new BankError('METHOD_NOT_ALLOWED')
      },
    })
  }
}

export const plainSerializer: FastifySerializerCompiler<unknown> = () => (answer) => JSON.stringify(answer)

export const checkingSerializer: FastifySerializerCompiler<TSchema> = ({ schema, httpStatus }) => {
  if (httpStatus !== '200') return (answer) => JSON.stringify(answer)
  const check = Compile(closed(schema))
  return (answer) => {
    if (!check.Check(answer)) {
      const faults = check.Errors(answer).map(({ instancePath, message }) => `${instancePath} ${message}`)
      throw new TypeError(`the answer is not what the contract says: ${faults.slice(0, 3).join('; ')}`)
    }
    return JSON.stringify(answer)
  }
}

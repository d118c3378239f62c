/** Staff's routes on the server: rate, session, header, role, check, bank, answer. They are no part of `/openapi.json`. */
import type { FastifyInstance, FastifySchema } from 'fastify'
import type { TSchema } from 'typebox'
import type { Bank } from '../../bank/bank.ts'
import type { StaffCaller } from '../../bank/staff/caller.ts'
import type { StaffRole } from '../../contract/choices.ts'
import {
  type StaffAnswer,
  type StaffBody,
  type StaffParams,
  type StaffQuery,
  type StaffRouteName,
  staffRoutes as table,
} from '../../contract/schema/staff-routes.ts'
import type { Configuration } from '../configuration.ts'
import { checkingSerializer, plainSerializer, protectAnswers, refuseOtherMethods } from '../contract-routes.ts'
import type { Rates } from '../rate.ts'
import { closed, validatorCompiler } from '../validation.ts'
import { requireRole, requireStaff, setCookie } from './session.ts'

/** One checked request, with the types of its route. */
interface StaffCall<N extends StaffRouteName> {
  readonly bank: Bank
  readonly params: StaffParams<N>
  readonly query: StaffQuery<N>
  readonly body: StaffBody<N>
  readonly caller: StaffCaller
}
type StaffHandlers = {
  readonly [N in StaffRouteName]: (call: StaffCall<N>) => StaffAnswer<N> | Promise<StaffAnswer<N>>
}

/** A handler decodes nothing more than the contract has, calls the bank once and gives back its answer. */
const handlers: StaffHandlers = {
  'GET /console/api/me': ({ bank, caller }) => bank.staff.sessions.me(caller),
  'DELETE /console/api/session': ({ bank, caller }) => bank.staff.sessions.end(caller),

  'POST /console/api/identification-lookups': ({ bank, caller, body }) => bank.identifications.lookUp(caller, body),
  'POST /console/api/identifications': ({ bank, caller, body }) => bank.identifications.record(caller, body),
  'GET /console/api/identifications': ({ bank, caller }) => bank.identifications.today(caller),
  'POST /console/api/identification-corrections': ({ bank, caller, body }) =>
    bank.identifications.requestCorrection(caller, body),

  'POST /console/api/customer-searches': ({ bank, caller, body }) => bank.staff.customers.search(caller, body),
  'POST /console/api/customers/:customerId/looks': ({ bank, caller, params, body }) =>
    bank.staff.customers.look(caller, params.customerId, body.reason),

  'POST /console/api/customers/:customerId/telephone-freezes': ({ bank, caller, params, body }) =>
    bank.restrictions.freezeByTelephone(caller, { ...body, ...params }),
  'POST /console/api/customers/:customerId/authority-orders': ({ bank, caller, params, body }) =>
    bank.restrictions.freezeByAuthority(caller, { ...body, ...params }),
  'POST /console/api/customers/:customerId/releases': ({ bank, caller, params, body }) =>
    bank.restrictions.requestRelease(caller, { ...body, ...params }),

  'GET /console/api/complaints': ({ bank, query }) => bank.complaintDesk.list(query),
  'POST /console/api/complaints/:number/looks': ({ bank, caller, params }) =>
    bank.complaintDesk.look(caller, params.number),
  'POST /console/api/complaints/:number/answer': ({ bank, caller, params, body }) =>
    bank.complaintDesk.answer(caller, params.number, body.text),

  'GET /console/api/tasks': ({ bank, caller, query }) => bank.staff.tasks.list(caller, query),
  'POST /console/api/tasks/:taskId/looks': ({ bank, caller, params }) => bank.staff.tasks.look(caller, params.taskId),
  'POST /console/api/tasks/:taskId/decision': ({ bank, caller, params, body }) =>
    bank.staff.tasks.decide(caller, params.taskId, body),

  'GET /console/api/list-matches': ({ bank }) => bank.screening.open(),
  'POST /console/api/list-matches/:matchId/looks': ({ bank, caller, params }) =>
    bank.screening.look(caller, params.matchId),
  'POST /console/api/list-matches/:matchId/proposals': ({ bank, caller, params, body }) =>
    bank.screening.propose(caller, params.matchId, body),

  'GET /console/api/networks': ({ bank, query }) => bank.verification.report(query.period),

  'GET /console/api/looks': ({ bank, query }) => bank.staff.looks.list(query),
}

/** A route of the table as it is looked at here: every part may be there. */
interface AnyStaffRoute {
  readonly roles: readonly StaffRole[]
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly answer: TSchema
}

const names = Object.keys(table) as StaffRouteName[]

export interface StaffParts {
  readonly bank: Bank
  readonly rates: Rates
  readonly configuration: Pick<Configuration, 'production'>
}

/** To be registered as a plugin: its headers and compilers stay with it. */
export const staffRoutes =
  ({ bank, rates, configuration: { production } }: StaffParts) =>
  async (server: FastifyInstance): Promise<void> => {
    const withStaff = requireStaff(server, bank, production)
    server.setValidatorCompiler(validatorCompiler)
    server.setSerializerCompiler(production ? plainSerializer : checkingSerializer)
    protectAnswers(server)

    for (const name of names) {
      const [method = '', url = ''] = name.split(' ')
      const route: AnyStaffRoute = table[name]
      const handle = handlers[name] as (call: object) => unknown
      server.route({
        method,
        url,
        schema: schemaOf(route),
        config: { lane: 'ours' },
        onRequest: [rates.byAddress(name), withStaff, requireRole(route.roles), rates.bySession],
        handler: async (request, reply) => {
          const { params, query, body, staff: caller } = request
          const answer = await handle({ bank, params, query, body, caller })
          if (name === 'DELETE /console/api/session') setCookie(reply, 'session', production, null)
          return answer
        },
      })
    }
    refuseOtherMethods(server, names)
  }

const schemaOf = ({ params, query, body, answer }: AnyStaffRoute): FastifySchema =>
  ({
    hide: true,
    ...(params ? { params } : {}),
    ...(query ? { querystring: query } : {}),
    ...(body ? { body: closed(body) } : {}),
    response: { 200: { content: { 'application/json': { schema: answer } } } },
  }) as FastifySchema

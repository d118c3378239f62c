/**
 * The table of staff's routes, named by their own text as the customers' are. From it come the server's handlers and the
 * console's `call`. `roles` says whose work it is: anyone of the staff who has one of them. They are no part of the
 * published contract.
 */
import type { Static, TSchema } from 'typebox'
import { Type } from 'typebox'
import { STAFF_ROLES, type StaffRole } from '../choices.ts'
import type { ErrorCode } from '../errors.ts'
import { Empty, Uuid } from './shapes.ts'
import {
  AuthorityOrder,
  ComplaintAnswer,
  ComplaintLineList,
  ComplaintSeen,
  CorrectionRequest,
  CustomerSearch,
  CustomerSeen,
  CustomersFound,
  Identification,
  IdentificationForm,
  IdentificationFound,
  IdentificationList,
  IdentificationLookup,
  ListMatchList,
  ListMatchSeen,
  Look,
  LookRecordList,
  MatchProposal,
  NetworkReport,
  NetworkReportQuery,
  ReleaseRequest,
  StaffMe,
  StaffRestriction,
  Task,
  TaskDecision,
  TaskList,
  TaskSeen,
  TelephoneFreeze,
} from './staff.ts'

interface StaffRoute {
  readonly roles: readonly StaffRole[]
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly answer: TSchema
  /** Beyond the common ones: REQUEST_*, RATE_LIMITED, SESSION_*, STAFF_ROLE_MISSING, STAFF_REQUEST_FORGED … */
  readonly errors: readonly ErrorCode[]
}
const route = <const R extends StaffRoute>(definition: R): R => definition

const CODE = [
  'IDENTIFICATION_CODE_WRONG',
  'IDENTIFICATION_CODE_EXPIRED',
  'IDENTIFICATION_CODE_VOID',
  'IDENTIFICATION_CODE_USED',
  'IDENTIFICATION_CODE_TAKEN',
] as const

export const staffRoutes = {
  'GET /console/api/me': route({ roles: STAFF_ROLES, answer: StaffMe, errors: [] }),
  'DELETE /console/api/session': route({ roles: STAFF_ROLES, answer: Empty, errors: [] }),

  // Identification at the counter
  'POST /console/api/identification-lookups': route({
    roles: ['teller'],
    body: IdentificationLookup,
    answer: IdentificationFound,
    errors: [...CODE, 'IDENTIFICATION_CODE_LIMIT', 'IDENTIFICATION_DONE'],
  }),
  'POST /console/api/identifications': route({
    roles: ['teller'],
    body: IdentificationForm,
    answer: Identification,
    errors: [...CODE, 'IDENTIFICATION_DOCUMENT_DIFFERS', 'IDENTIFICATION_DONE', 'NOT_FOUND'],
  }),
  'GET /console/api/identifications': route({ roles: ['teller'], answer: IdentificationList, errors: [] }),
  'POST /console/api/identification-corrections': route({
    roles: ['teller', 'service', 'risk'],
    body: CorrectionRequest,
    answer: Task,
    errors: ['NOT_FOUND', 'ID_REUSED', 'TASK_OPEN', 'TASK_STALE'],
  }),

  // Customers
  'POST /console/api/customer-searches': route({
    roles: ['service', 'risk'],
    body: CustomerSearch,
    answer: CustomersFound,
    errors: ['REASON_MISSING', 'STAFF_SEARCH_LIMIT'],
  }),
  'POST /console/api/customers/:customerId/looks': route({
    roles: ['service', 'risk'],
    params: Type.Object({ customerId: Uuid }),
    body: Look,
    answer: CustomerSeen,
    errors: ['REASON_MISSING', 'NOT_FOUND'],
  }),

  // What keeps a customer's accounts from being used
  'POST /console/api/customers/:customerId/telephone-freezes': route({
    roles: ['service'],
    params: Type.Object({ customerId: Uuid }),
    body: TelephoneFreeze,
    answer: StaffRestriction,
    errors: ['REASON_MISSING', 'ACCOUNT_REQUIRED', 'ID_REUSED'],
  }),
  'POST /console/api/customers/:customerId/authority-orders': route({
    roles: ['risk'],
    params: Type.Object({ customerId: Uuid }),
    body: AuthorityOrder,
    answer: StaffRestriction,
    errors: [
      'REASON_MISSING',
      'AUTHORITY_DOCUMENT_MISSING',
      'AUTHORITY_END_INVALID',
      'ACCOUNT_REQUIRED',
      'NOT_FOUND',
      'ID_REUSED',
    ],
  }),
  'POST /console/api/customers/:customerId/releases': route({
    roles: ['service', 'risk'],
    params: Type.Object({ customerId: Uuid }),
    body: ReleaseRequest,
    answer: Task,
    errors: ['REASON_MISSING', 'AUTHORITY_DOCUMENT_MISSING', 'NOT_FOUND', 'TASK_STALE', 'TASK_OPEN', 'ID_REUSED'],
  }),

  // Complaints
  'GET /console/api/complaints': route({
    roles: ['service'],
    query: Type.Object({ state: Type.Optional(Type.Union([Type.Literal('received'), Type.Literal('answered')])) }),
    answer: ComplaintLineList,
    errors: [],
  }),
  'POST /console/api/complaints/:number/looks': route({
    roles: ['service'],
    params: Type.Object({ number: Type.String({ pattern: '^\\d{8}$' }) }),
    answer: ComplaintSeen,
    errors: ['NOT_FOUND'],
  }),
  'POST /console/api/complaints/:number/answer': route({
    roles: ['service'],
    params: Type.Object({ number: Type.String({ pattern: '^\\d{8}$' }) }),
    body: ComplaintAnswer,
    answer: ComplaintSeen,
    errors: ['NOT_FOUND', 'COMPLAINT_ANSWERED', 'COMPLAINT_ANSWER_SHORT'],
  }),

  // Four eyes
  'GET /console/api/tasks': route({
    roles: STAFF_ROLES,
    query: Type.Object({ state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('decided')])) }),
    answer: TaskList,
    errors: [],
  }),
  'POST /console/api/tasks/:taskId/looks': route({
    roles: STAFF_ROLES,
    params: Type.Object({ taskId: Uuid }),
    answer: TaskSeen,
    errors: ['NOT_FOUND'],
  }),
  'POST /console/api/tasks/:taskId/decision': route({
    roles: STAFF_ROLES,
    params: Type.Object({ taskId: Uuid }),
    body: TaskDecision,
    answer: Task,
    errors: ['NOT_FOUND', 'REASON_MISSING', 'TASK_OWN', 'TASK_DECIDED', 'TASK_STALE'],
  }),

  // List matches
  'GET /console/api/list-matches': route({ roles: ['risk'], answer: ListMatchList, errors: [] }),
  'POST /console/api/list-matches/:matchId/looks': route({
    roles: ['risk'],
    params: Type.Object({ matchId: Uuid }),
    answer: ListMatchSeen,
    errors: ['NOT_FOUND'],
  }),
  'POST /console/api/list-matches/:matchId/proposals': route({
    roles: ['risk'],
    params: Type.Object({ matchId: Uuid }),
    body: MatchProposal,
    answer: Task,
    errors: ['REASON_MISSING', 'NOT_FOUND', 'ID_REUSED', 'TASK_OPEN', 'TASK_STALE'],
  }),

  // The verification networks
  'GET /console/api/networks': route({
    roles: ['operations'],
    query: NetworkReportQuery,
    answer: NetworkReport,
    errors: [],
  }),

  // The record of looks
  'GET /console/api/looks': route({
    roles: ['risk', 'operations'],
    query: Type.Object({
      before: Type.Optional(Uuid),
      customerId: Type.Optional(Uuid),
      staffId: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    answer: LookRecordList,
    errors: [],
  }),
} as const

export type StaffRoutes = typeof staffRoutes
export type StaffRouteName = keyof StaffRoutes
type Part<N extends StaffRouteName, K extends string> = StaffRoutes[N] extends {
  readonly [P in K]: infer S extends TSchema
}
  ? Static<S>
  : undefined
export type StaffParams<N extends StaffRouteName> = Part<N, 'params'>
export type StaffQuery<N extends StaffRouteName> = Part<N, 'query'>
export type StaffBody<N extends StaffRouteName> = Part<N, 'body'>
export type StaffAnswer<N extends StaffRouteName> = Part<N, 'answer'>

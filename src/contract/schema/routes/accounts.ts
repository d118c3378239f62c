/** Accounts, further ones, what keeps them from being used, and their end. */
import { Type } from 'typebox'
import { Account, AccountList, Statement } from '../accounts.ts'
import { AgreedLimits, AgreedLimitsOrder } from '../agreed-limits.ts'
import { AccountOrder, UpgradeOrder } from '../classes.ts'
import { AwakeningOrder, Closure, ClosureOrder, Freeze, IdRenewal, Restriction, Thaw } from '../restrictions.ts'
import { Me } from '../sessions.ts'
import { Uuid } from '../shapes.ts'
import { AUTHORISED, by, CLASSED, ORDERED, route, STOPPED } from './route.ts'

export const ACCOUNT_ROUTES = {
  // Accounts
  'GET /v1/accounts': route({
    summary: 'Own accounts and bound cards',
    auth: 'session',
    answer: AccountList,
    errors: [],
  }),

  // Further accounts, and from Class III up to Class II
  'POST /v1/accounts': route({
    summary: 'Open one more account against a bound card',
    auth: 'session',
    body: AccountOrder,
    answer: Account,
    errors: [...CLASSED, 'ACCOUNT_REQUIRED'],
  }),
  'POST /v1/accounts/:accountId/upgrade': route({
    summary: 'Move a Class III account up to Class II, keeping its number and what is known',
    auth: 'session',
    params: by('accountId', Uuid),
    body: UpgradeOrder,
    answer: Account,
    errors: [...CLASSED, 'UPGRADE_NOT_NEEDED', 'NOT_FOUND'],
  }),
  'GET /v1/accounts/:accountId': route({
    summary: 'An account with its limits',
    auth: 'session',
    params: by('accountId', Uuid),
    answer: Account,
    errors: ['NOT_FOUND'],
  }),
  'GET /v1/accounts/:accountId/entries': route({
    summary: 'The statement, newest first',
    auth: 'session',
    params: by('accountId', Uuid),
    query: Type.Object({
      before: Type.Optional(Type.String({ pattern: '^\\d{1,19}$' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    }),
    answer: Statement,
    errors: ['NOT_FOUND'],
  }),

  // Restrictions and closing
  'POST /v1/restrictions': route({
    summary: 'Freeze oneself at once, without a PIN',
    auth: 'session',
    body: Freeze,
    answer: Restriction,
    errors: ['ACCOUNT_REQUIRED', 'NOT_FOUND', 'ID_REUSED', 'IN_PROGRESS'],
  }),
  'POST /v1/restrictions/:restrictionId/thaw': route({
    summary: 'End one’s own freeze',
    auth: 'session',
    params: by('restrictionId', Uuid),
    body: Thaw,
    answer: Restriction,
    errors: ['NOT_FOUND', 'IN_PROGRESS', ...STOPPED, ...AUTHORISED],
  }),
  'POST /v1/accounts/:accountId/awakening': route({
    summary: 'Have identity checked again, so that an account that nobody used is free',
    auth: 'session',
    params: by('accountId', Uuid),
    body: AwakeningOrder,
    answer: Restriction,
    errors: [
      'NOT_FOUND',
      'RESTRICTION_ENDED',
      'IDENTITY_NOT_CONFIRMED',
      'IN_PROGRESS',
      'OUTSIDE_UNAVAILABLE',
      ...AUTHORISED,
    ],
  }),
  'POST /v1/me/id-validity': route({
    summary: 'Tell the last day of a new ID card',
    auth: 'session',
    body: IdRenewal,
    answer: Me,
    errors: ['ID_EXPIRED', 'ACCOUNT_REQUIRED', 'ID_REUSED', 'IN_PROGRESS', ...AUTHORISED],
  }),
  'POST /v1/accounts/:accountId/closure': route({
    summary: 'Close an account: what is left goes back to the bound card first',
    auth: 'session',
    params: by('accountId', Uuid),
    body: ClosureOrder,
    answer: Closure,
    errors: [
      ...ORDERED,
      'CLOSURE_DEPOSITS',
      'CLOSURE_TOPUPS',
      'CLOSURE_ORDERS',
      'CLOSURE_CLAIMABLES',
      'CLOSURE_HOLDS',
      'CLOSURE_AT_BRANCH',
    ],
  }),
  'POST /v1/accounts/:accountId/agreed-limits': route({
    summary: 'Set limits of one’s own for payments to others: lowering needs nothing, raising the PIN',
    auth: 'session',
    params: by('accountId', Uuid),
    body: AgreedLimitsOrder,
    answer: AgreedLimits,
    errors: [...ORDERED, 'AGREED_LIMIT_TOO_HIGH', 'AGREED_LIMIT_PIN'],
  }),
  'GET /v1/closures/:closureId': route({
    summary: 'How the closing of an account stands',
    auth: 'session',
    params: by('closureId', Uuid),
    answer: Closure,
    errors: ['NOT_FOUND'],
  }),
} as const

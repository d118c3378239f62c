import type { Handlers } from './call.ts'

export const statement: Handlers<
  | 'POST /v1/accounts/:accountId/entry-searches'
  | 'GET /v1/accounts/:accountId/months'
  | 'POST /v1/accounts/:accountId/statement-files'
> = {
  'POST /v1/accounts/:accountId/entry-searches': ({ bank, caller, params, body }) =>
    bank.statement.search(caller, params.accountId, body),
  'GET /v1/accounts/:accountId/months': ({ bank, caller, params, query }) =>
    bank.statement.months(caller, params.accountId, query),
  'POST /v1/accounts/:accountId/statement-files': ({ bank, caller, params, body }) =>
    bank.statement.orderFile(caller, params.accountId, body),
}

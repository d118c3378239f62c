import type { Handlers } from './call.ts'

export const accounts: Handlers<
  'GET /v1/accounts' | 'GET /v1/accounts/:accountId' | 'GET /v1/accounts/:accountId/entries'
> = {
  'GET /v1/accounts': ({ bank, caller }) => bank.accounts.list(caller),
  'GET /v1/accounts/:accountId': ({ bank, caller, params }) => bank.accounts.get(caller, params.accountId),
  'GET /v1/accounts/:accountId/entries': ({ bank, caller, params, query }) =>
    bank.accounts.statement(caller, params.accountId, query),
}

import type { Handlers } from './call.ts'

export const deposits: Handlers<
  'POST /v1/deposits' | 'GET /v1/deposits' | 'GET /v1/deposits/:depositId' | 'POST /v1/deposits/:depositId/withdrawal'
> = {
  'POST /v1/deposits': ({ bank, caller, body }) => bank.deposits.make(caller, body),
  'GET /v1/deposits': ({ bank, caller }) => bank.deposits.list(caller),
  'GET /v1/deposits/:depositId': ({ bank, caller, params }) => bank.deposits.get(caller, params.depositId),
  'POST /v1/deposits/:depositId/withdrawal': ({ bank, caller, params, body }) =>
    bank.deposits.withdraw(caller, params.depositId, body),
}

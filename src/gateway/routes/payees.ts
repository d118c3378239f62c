import type { Handlers } from './call.ts'

export const payees: Handlers<
  | 'POST /v1/payee-lookups'
  | 'POST /v1/payees/:payeeId/surname'
  | 'POST /v1/payees/:payeeId/acknowledgement'
  | 'GET /v1/payees'
  | 'PUT /v1/payees/:payeeId/alias'
  | 'DELETE /v1/payees/:payeeId'
> = {
  'POST /v1/payee-lookups': ({ bank, caller, body }) => bank.payees.lookUp(caller, body),
  'POST /v1/payees/:payeeId/surname': ({ bank, caller, params, body }) =>
    bank.payees.tellSurname(caller, params.payeeId, body.surname),
  'POST /v1/payees/:payeeId/acknowledgement': ({ bank, caller, params }) =>
    bank.payees.acknowledge(caller, params.payeeId),
  'GET /v1/payees': ({ bank, caller }) => bank.payees.list(caller),
  'PUT /v1/payees/:payeeId/alias': ({ bank, caller, params, body }) =>
    bank.payees.rename(caller, params.payeeId, body.alias),
  'DELETE /v1/payees/:payeeId': ({ bank, caller, params }) => bank.payees.remove(caller, params.payeeId),
}

import type { Handlers } from './call.ts'

export const messages: Handlers<
  | 'GET /v1/arrivals'
  | 'GET /v1/message-permissions'
  | 'POST /v1/message-permissions'
  | 'PUT /v1/message-permissions/:template'
> = {
  'GET /v1/arrivals': ({ bank, caller, query, signal }) => bank.arrivals.next(caller, query.after, signal),
  'GET /v1/message-permissions': ({ bank, caller }) => bank.messagePermissions.list(caller),
  'POST /v1/message-permissions': ({ bank, caller, body }) => bank.messagePermissions.record(caller, body),
  'PUT /v1/message-permissions/:template': ({ bank, caller, params, body }) =>
    bank.messagePermissions.wish(caller, params.template, body),
}

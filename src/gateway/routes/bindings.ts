import type { Handlers } from './call.ts'

export const bindings: Handlers<
  | 'POST /v1/bindings'
  | 'GET /v1/bindings/:bindingId'
  | 'POST /v1/bindings/:bindingId/code'
  | 'POST /v1/bindings/:bindingId/confirmation'
> = {
  'POST /v1/bindings': ({ bank, caller, body }) => bank.bindings.submit(caller, body),
  'GET /v1/bindings/:bindingId': ({ bank, caller, params }) => bank.bindings.get(caller, params.bindingId),
  'POST /v1/bindings/:bindingId/code': ({ bank, caller, params }) => bank.bindings.resend(caller, params.bindingId),
  'POST /v1/bindings/:bindingId/confirmation': ({ bank, caller, params, body }) =>
    bank.bindings.confirm(caller, params.bindingId, body),
}

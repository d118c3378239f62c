import type { Handlers } from './call.ts'

export const restrictions: Handlers<
  | 'POST /v1/restrictions'
  | 'POST /v1/restrictions/:restrictionId/thaw'
  | 'POST /v1/accounts/:accountId/awakening'
  | 'POST /v1/me/id-validity'
  | 'POST /v1/accounts/:accountId/closure'
  | 'GET /v1/closures/:closureId'
> = {
  'POST /v1/restrictions': ({ bank, caller, body }) => bank.restrictions.freeze(caller, body),
  'POST /v1/restrictions/:restrictionId/thaw': ({ bank, caller, params, body }) =>
    bank.restrictions.thaw(caller, params.restrictionId, body),
  'POST /v1/accounts/:accountId/awakening': ({ bank, caller, params, body }) =>
    bank.restrictions.awaken(caller, params.accountId, body),
  'POST /v1/me/id-validity': ({ bank, caller, body }) => bank.restrictions.renewId(caller, body),
  'POST /v1/accounts/:accountId/closure': ({ bank, caller, params, body }) =>
    bank.closures.close(caller, params.accountId, body),
  'GET /v1/closures/:closureId': ({ bank, caller, params }) => bank.closures.get(caller, params.closureId),
}

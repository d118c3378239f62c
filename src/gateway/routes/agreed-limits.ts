import type { Handlers } from './call.ts'

export const agreedLimits: Handlers<'POST /v1/accounts/:accountId/agreed-limits'> = {
  'POST /v1/accounts/:accountId/agreed-limits': ({ bank, caller, params, body }) =>
    bank.agreedLimits.set(caller, params.accountId, body),
}

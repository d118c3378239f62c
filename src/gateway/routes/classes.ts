import type { Handlers } from './call.ts'

export const classes: Handlers<'POST /v1/accounts' | 'POST /v1/accounts/:accountId/upgrade'> = {
  'POST /v1/accounts': ({ bank, caller, body }) => bank.classes.open(caller, body),
  'POST /v1/accounts/:accountId/upgrade': ({ bank, caller, params, body }) =>
    bank.classes.upgrade(caller, params.accountId, body),
}

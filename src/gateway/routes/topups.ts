import type { Handlers } from './call.ts'

export const topups: Handlers<'POST /v1/topups' | 'GET /v1/topups/:topupId'> = {
  'POST /v1/topups': ({ bank, caller, body }) => bank.topups.make(caller, body),
  'GET /v1/topups/:topupId': ({ bank, caller, params }) => bank.topups.get(caller, params.topupId),
}

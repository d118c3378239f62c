import type { Handlers } from './call.ts'

export const transfers: Handlers<
  'POST /v1/transfers' | 'GET /v1/transfers/:transferId' | 'POST /v1/transfers/:transferId/return'
> = {
  'POST /v1/transfers': ({ bank, caller, body }) => bank.transfers.make(caller, body),
  'GET /v1/transfers/:transferId': ({ bank, caller, params }) => bank.transfers.get(caller, params.transferId),
  'POST /v1/transfers/:transferId/return': ({ bank, caller, params, body }) =>
    bank.transfers.giveBack(caller, params.transferId, body),
}

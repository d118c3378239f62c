import type { Handlers } from './call.ts'

export const transfers: Handlers<'POST /v1/transfers' | 'GET /v1/transfers/:transferId'> = {
  'POST /v1/transfers': ({ bank, caller, body }) => bank.transfers.make(caller, body),
  'GET /v1/transfers/:transferId': ({ bank, caller, params }) => bank.transfers.get(caller, params.transferId),
}

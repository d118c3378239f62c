import type { Handlers } from './call.ts'

export const cardTransfers: Handlers<
  'POST /v1/card-payees' | 'POST /v1/card-transfers' | 'GET /v1/card-transfers/:cardTransferId'
> = {
  'POST /v1/card-payees': ({ bank, caller, body }) => bank.payees.tellCard(caller, body),
  'POST /v1/card-transfers': ({ bank, caller, body }) => bank.cardTransfers.make(caller, body),
  'GET /v1/card-transfers/:cardTransferId': ({ bank, caller, params }) =>
    bank.cardTransfers.get(caller, params.cardTransferId),
}

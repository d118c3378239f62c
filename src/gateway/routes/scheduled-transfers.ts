import type { Handlers } from './call.ts'

export const scheduledTransfers: Handlers<
  | 'POST /v1/scheduled-transfers'
  | 'GET /v1/scheduled-transfers'
  | 'GET /v1/scheduled-transfers/choices'
  | 'GET /v1/scheduled-transfers/:orderId'
  | 'POST /v1/scheduled-transfers/:orderId/cancellation'
> = {
  'POST /v1/scheduled-transfers': ({ bank, caller, body }) => bank.scheduledTransfers.make(caller, body),
  'GET /v1/scheduled-transfers': ({ bank, caller }) => bank.scheduledTransfers.list(caller),
  'GET /v1/scheduled-transfers/choices': ({ bank }) => bank.scheduledTransfers.choices(),
  'GET /v1/scheduled-transfers/:orderId': ({ bank, caller, params }) =>
    bank.scheduledTransfers.get(caller, params.orderId),
  'POST /v1/scheduled-transfers/:orderId/cancellation': ({ bank, caller, params }) =>
    bank.scheduledTransfers.cancel(caller, params.orderId),
}

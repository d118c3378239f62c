import type { Handlers } from './call.ts'

export const paymentRequests: Handlers<
  | 'POST /v1/payment-requests'
  | 'GET /v1/payment-requests'
  | 'GET /v1/payment-requests/:requestId'
  | 'POST /v1/payment-requests/:requestId/withdrawal'
  | 'POST /v1/payment-requests/:requestId/shares/:share/cash'
  | 'GET /v1/payment-requests/opened/:token'
  | 'GET /v1/payment-requests/opened/:token/mine'
  | 'POST /v1/payment-requests/opened/:token/payments'
> = {
  'POST /v1/payment-requests': ({ bank, caller, body }) => bank.paymentRequests.make(caller, body),
  'GET /v1/payment-requests': ({ bank, caller }) => bank.paymentRequests.list(caller),
  'GET /v1/payment-requests/:requestId': ({ bank, caller, params }) =>
    bank.paymentRequests.get(caller, params.requestId),
  'POST /v1/payment-requests/:requestId/withdrawal': ({ bank, caller, params, body }) =>
    bank.paymentRequests.withdraw(caller, params.requestId, body),
  'POST /v1/payment-requests/:requestId/shares/:share/cash': ({ bank, caller, params, body }) =>
    bank.paymentRequests.markCash(caller, { requestId: params.requestId, n: Number(params.share) }, body),
  'GET /v1/payment-requests/opened/:token': ({ bank, params }) => bank.paymentRequests.open(params.token),
  'GET /v1/payment-requests/opened/:token/mine': ({ bank, caller, params }) =>
    bank.paymentRequests.openMine(caller, params.token),
  'POST /v1/payment-requests/opened/:token/payments': ({ bank, caller, params, body }) =>
    bank.paymentRequests.pay(caller, params.token, body),
}

import type { Handlers } from './call.ts'

export const receipts: Handlers<'POST /v1/receipts' | 'POST /v1/receipt-files' | 'POST /v1/receipt-checks'> = {
  'POST /v1/receipts': ({ bank, caller, body }) => bank.receipts.issue(caller, body),
  'POST /v1/receipt-files': ({ bank, caller, body }) => bank.receipts.orderFile(caller, body),
  'POST /v1/receipt-checks': ({ bank, body, visit }) => bank.receipts.check(body, visit),
}

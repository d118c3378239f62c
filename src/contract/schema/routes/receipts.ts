/** Receipts: for their holder, and for whoever wants to know whether one is genuine. */
import { Receipt, ReceiptCheck, ReceiptChecked, ReceiptFileOrder, ReceiptOrder } from '../receipts.ts'
import { FileReady } from '../statement.ts'
import { route } from './route.ts'

export const RECEIPT_ROUTES = {
  'POST /v1/receipts': route({
    summary:
      'The electronic receipt of a transfer, for either side, or of what came from or went to a card; again it is the same one',
    auth: 'session',
    body: ReceiptOrder,
    answer: Receipt,
    errors: ['NOT_FOUND', 'RECEIPT_NOT_YET'],
  }),
  'POST /v1/receipt-files': route({
    summary: 'Make a receipt ready as a document or a picture',
    auth: 'session',
    body: ReceiptFileOrder,
    answer: FileReady,
    errors: ['NOT_FOUND', 'RECEIPT_NOT_YET', 'EXPORT_LIMIT'],
  }),
  'POST /v1/receipt-checks': route({
    summary: 'Whether a receipt is genuine, by its code and its amount or the end of its number',
    auth: 'anyone',
    body: ReceiptCheck,
    answer: ReceiptChecked,
    errors: ['RECEIPT_CHECK_LIMIT'],
  }),
} as const

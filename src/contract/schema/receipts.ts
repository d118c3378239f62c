/** Electronic receipts, and the check of one by whoever holds it. */
import { Type } from 'typebox'
import { Amount, Instant, Uuid } from './shapes.ts'

const RECEIPT_KINDS = ['transfer', 'topup', 'card-transfer', 'claimed-to-card'] as const

export const ReceiptOrder = Type.Object({
  kind: Type.Enum([...RECEIPT_KINDS]),
  /** Of the transfer, the top-up, the transfer to a card, or the share that was claimed to one. */
  orderId: Uuid,
})
export const ReceiptFileOrder = Type.Object({ ...ReceiptOrder.properties, format: Type.Enum(['pdf', 'png']) })

/** As the holder may see it: of a payee whom one paid the masked name. */
const Party = Type.Object({
  name: Type.String(),
  /** The end of a number, or a masked mobile number; empty when neither is known. */
  account: Type.String(),
})
export const Receipt = Type.Object({
  number: Type.String({ description: 'its day and eight digits' }),
  code: Type.String({ description: 'four groups of four: by it and the amount anybody checks the receipt' }),
  kind: Type.Enum([...RECEIPT_KINDS]),
  orderId: Uuid,
  amount: Amount,
  capitals: Type.String(),
  payer: Party,
  payee: Party,
  note: Type.Union([Type.String(), Type.Null()]),
  at: Instant,
  issuedAt: Instant,
})

export const ReceiptCheck = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 40 }),
  /** One of the two at least, as it stands on the receipt. */
  amount: Type.Optional(Amount),
  last4: Type.Optional(Type.String({ pattern: '^\\d{4}$', description: 'the last digits of the receipt’s number' })),
})
/** The same answer for a code that is none, one of another receipt, and one with another amount. */
export const ReceiptChecked = Type.Object({
  genuine: Type.Boolean(),
  receipt: Type.Union([
    Type.Object({
      number: Type.String(),
      kind: Type.Enum([...RECEIPT_KINDS]),
      amount: Amount,
      /** Masked. */
      payer: Type.String(),
      payee: Type.String(),
      at: Instant,
      state: Type.Literal('done'),
      issuedAt: Instant,
    }),
    Type.Null(),
  ]),
})

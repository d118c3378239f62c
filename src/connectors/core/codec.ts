/**
 * What we and the bank's own core say to each other about Class I accounts. Every core has a protocol of its own; JSON over
 * HTTP, signed (signing/signature.ts), stands in for it. Numbers travel in bodies, for paths stand in logs. Every write is
 * a PUT on the caller's id, so a repeat is the same request.
 *
 *   POST /holder-checks  HolderQuestion    → HolderAnswer      whose is this account?
 *   POST /balances       BalanceQuestion   → BalanceAnswer
 *   POST /statements     StatementQuestion → StatementAnswer   newest first, a page
 *   PUT  /debits/{id}    OrderRequest      → OrderAnswer
 *   GET  /debits/{id}                      → OrderAnswer
 *   PUT  /credits/{id}   OrderRequest      → OrderAnswer       the opposite way
 *   GET  /credits/{id}                     → OrderAnswer
 */
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { moneyOrder, Words, whole } from '../money/codec.ts'

const number = Type.String({ pattern: '^\\d{16,19}$' })
const fen = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })
/** Which order of ours an entry is of, and what a statement says of it. */
const Purpose = Type.Object({
  kind: Type.Enum(['transfer', 'topup', 'payout', 'card-transfer', 'claim']),
  orderId: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  counterparty: Words,
  note: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
})

export const HolderQuestion = Type.Object({
  number,
  name: Type.String({ minLength: 1, maxLength: 70 }),
  idNumber: Type.String({ pattern: '^\\d{17}[\\dX]$' }),
  mobile: Type.String({ pattern: '^1\\d{10}$' }),
})
export const HolderAnswer = Type.Object({ result: Type.Enum(['match', 'mismatch', 'unknown', 'not-class-one']) })

export const BalanceQuestion = Type.Object({ number })
const BalanceAnswer = Type.Union([
  Type.Object({ state: Type.Literal('open'), balance: whole, available: whole }),
  Type.Object({ state: Type.Literal('absent') }),
])

export const StatementQuestion = Type.Object({
  number,
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  limit: Type.Integer({ minimum: 1, maximum: 200 }),
})
export const StatementAnswer = Type.Object({
  entries: Type.Array(
    Type.Object({
      /** Position in the account's history, from 1. */
      sequence: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
      /** Fen; positive in, negative out. */
      amount: fen,
      balanceAfter: whole,
      at: whole,
      counterparty: Words,
      note: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
      order: Type.Union([Type.Pick(Purpose, ['kind', 'orderId']), Type.Null()]),
    }),
  ),
})

export const OrderRequest = Type.Object({ number, ...moneyOrder, purpose: Purpose })

export type HolderQuestion = Static<typeof HolderQuestion>
export type HolderAnswer = Static<typeof HolderAnswer>
export type BalanceQuestion = Static<typeof BalanceQuestion>
export type StatementQuestion = Static<typeof StatementQuestion>
export type StatementAnswer = Static<typeof StatementAnswer>
export type OrderRequest = Static<typeof OrderRequest>

export const isHolderQuestion = Compile(HolderQuestion)
export const isHolderAnswer = Compile(HolderAnswer)
export const isBalanceQuestion = Compile(BalanceQuestion)
export const isBalanceAnswer = Compile(BalanceAnswer)
export const isStatementQuestion = Compile(StatementQuestion)
export const isStatementAnswer = Compile(StatementAnswer)
export const isOrderRequest = Compile(OrderRequest)

import type { Fen } from '../../contract/money.ts'
import type { AccountRef } from '../core.ts'

/** The columns that the row of every such order has. */
export interface OutsideOrderRow {
  readonly customer_id: string
  readonly id: string
  readonly account_id: string
  readonly amount: Fen
  readonly state: 'processing' | 'unknown' | 'done' | 'refused'
  readonly reason_zh: string | null
  readonly reason_en: string | null
  /** Sent to whoever carries it out so often, and asked about so often. */
  readonly attempts: number
  readonly asked: number
  readonly created_at: number
  readonly finished_at: number | null
}

/** The same with the bound card that it relies on. */
export interface CardOrderRow extends OutsideOrderRow {
  readonly bank_name: string
  readonly bank_name_en: string
  readonly last4: string
  readonly agreement_no_sealed: Uint8Array
}

/** The account that the money comes to, or leaves. */
export const accountRef = (record: Pick<OutsideOrderRow, 'customer_id' | 'account_id'>): AccountRef => ({
  owner: record.customer_id,
  id: record.account_id,
})

/** The order as its customer sees it. */
export const shownCardOrder = (record: CardOrderRow, language: 'zh' | 'en') => ({
  id: record.id,
  accountId: record.account_id,
  amount: record.amount,
  bankName: language === 'zh' ? record.bank_name : record.bank_name_en,
  last4: record.last4,
  state: record.state,
  reason: language === 'zh' ? record.reason_zh : record.reason_en,
  createdAt: record.created_at,
  finishedAt: record.finished_at,
})

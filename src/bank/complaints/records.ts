import type { Answer } from '../../contract/schema/index.ts'

export type Complaint = Answer<'POST /v1/complaints'>

/** A row of table `complaints`. */
export interface ComplaintRow {
  readonly customer_id: string
  readonly id: string
  readonly number: string
  readonly topic: Complaint['topic']
  readonly text_sealed: Uint8Array
  readonly state: Complaint['state']
  readonly answer_by: number
  readonly created_at: number
  readonly answer_sealed: Uint8Array | null
  readonly answered_at: number | null
  readonly answered_by: string | null
}

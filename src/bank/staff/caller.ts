import type { StaffRole } from '../../contract/choices.ts'

/** Who of the staff is calling, as the session says: handed to every function of the bank that staff uses. */
export interface StaffCaller {
  readonly staffId: string
  readonly sessionId: string
  readonly name: string
  readonly branch: string
  readonly roles: readonly StaffRole[]
  readonly language: 'zh' | 'en'
  readonly traceId: string
}

/**
 * bank/: what the bank does, one folder a capability. It reaches money through `core.ts` and writes through `writes/`,
 * the outside through the connectors it is handed, data through storage. This file says all that the bank can do;
 * `capabilities/` says each of them.
 */
import type { Answer } from '../contract/schema/index.ts'
import type {
  Accounts,
  AgreedLimits,
  Bindings,
  Cards,
  Classes,
  Closures,
  Downloads,
  Receipts,
  Restrictions,
  StatementLooks,
} from './capabilities/accounts.ts'
import type { Interbank, Screening, Verification } from './capabilities/outside.ts'
import type {
  CardTransfers,
  Claimables,
  Payees,
  PaymentRequests,
  Pins,
  ScheduledTransfers,
  Topups,
  Transfers,
} from './capabilities/payments.ts'
import type {
  Customers,
  Identifications,
  Organisations,
  PersonalData,
  Photos,
  Security,
  Sessions,
} from './capabilities/people.ts'
import type { Deposits, Links, Products } from './capabilities/products.ts'
import type { Arrivals, ComplaintDesk, Complaints, Home, MessagePermissions } from './capabilities/telling.ts'
import type { Staff } from './staff/staff.ts'

export type * from './capabilities/accounts.ts'
export type * from './capabilities/outside.ts'
export type * from './capabilities/payments.ts'
export type * from './capabilities/people.ts'
export type * from './capabilities/products.ts'
export type * from './capabilities/telling.ts'

/** Due work: called about once a second; answers how much it did. */
export interface Worker {
  readonly name: string
  /** After a run that has done so much, more waits: it is called again soon. */
  readonly plenty?: number
  run(): Promise<number>
  /** How much waits, by state: for metrics. */
  depth?(): Promise<Readonly<Record<string, number>>>
}

export type Institution = Answer<'GET /v1/institution'>

export interface Bank {
  readonly sessions: Sessions
  readonly customers: Customers
  readonly organisations: Organisations
  readonly staff: Staff
  readonly identifications: Identifications
  readonly bindings: Bindings
  readonly cards: Cards
  readonly security: Security
  readonly screening: Screening
  readonly verification: Verification
  readonly interbank: Interbank
  readonly classes: Classes
  readonly photos: Photos
  readonly pins: Pins
  readonly accounts: Accounts
  readonly statement: StatementLooks
  readonly downloads: Downloads
  readonly receipts: Receipts
  readonly restrictions: Restrictions
  readonly closures: Closures
  readonly agreedLimits: AgreedLimits
  readonly payees: Payees
  readonly transfers: Transfers
  readonly scheduledTransfers: ScheduledTransfers
  readonly cardTransfers: CardTransfers
  readonly claimables: Claimables
  readonly paymentRequests: PaymentRequests
  readonly topups: Topups
  readonly products: Products
  readonly deposits: Deposits
  readonly home: Home
  readonly arrivals: Arrivals
  readonly messagePermissions: MessagePermissions
  readonly personalData: PersonalData
  readonly links: Links
  readonly complaints: Complaints
  readonly complaintDesk: ComplaintDesk
  institution(): Institution
  readonly workers: readonly Worker[]
}

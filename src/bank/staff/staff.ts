/**
 * bank/staff/: the bank's own people. Who is signed in and in which roles, every look of theirs at a customer with its
 * reason, and four eyes. What they do for customers lives with the capability it belongs to and brings its kinds of task
 * here.
 */
import type { StaffConnector } from '../../connectors/outside.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Clock } from '../caller.ts'
import type { Core } from '../core.ts'
import type { Rules } from '../rules/rules.ts'
import { type CustomerFile, createCustomerFile } from './customers.ts'
import { createLooks, type Looks } from './looks.ts'
import { createStaffSessions, type StaffSessions } from './sessions.ts'
import { createStaffSignIn, type StaffSignIn } from './sign-in.ts'
import { createTasks, type TaskKind, type Tasks } from './tasks.ts'

export interface Staff {
  readonly signIn: StaffSignIn
  readonly sessions: Omit<StaffSessions, 'begin'>
  readonly customers: CustomerFile
  readonly tasks: Tasks
  readonly looks: Looks
}

export function createStaff(deps: {
  db: Database
  core: Core
  sealer: Sealer
  clock: Clock
  rules: Rules
  connectors: { readonly staff: StaffConnector }
  /** Every kind of task that a capability brings. */
  taskKinds: readonly TaskKind<object>[]
}): Staff {
  const sessions = createStaffSessions(deps)
  const looks = createLooks(deps)
  const customers = createCustomerFile({ ...deps, looks })
  return {
    signIn: createStaffSignIn({ ...deps, provider: deps.connectors.staff, sessions }),
    sessions,
    customers,
    tasks: createTasks({ ...deps, looks, customers, kinds: deps.taskKinds }),
    looks,
  }
}

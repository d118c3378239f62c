/** Wires the capabilities together. */
import type { Connectors } from '../connectors/outside.ts'
import type { Database } from '../storage/database.ts'
import { createOutbox } from '../storage/outbox.ts'
import type { Sealer } from '../storage/sealing.ts'
import { createAccounts } from './accounts/accounts.ts'
import { createBindings } from './bindings/bindings.ts'
import type { Clock } from './caller.ts'
import type { Bank, Institution } from './capabilities.ts'
import { createComplaints } from './complaints/complaints.ts'
import type { Core } from './core.ts'
import { createCustomers } from './customers/customers.ts'
import { createDeposits } from './deposits/deposits.ts'
import { createMaturityWorker } from './deposits/maturity.ts'
import { createHome } from './home/home.ts'
import { correction } from './identification/correction.ts'
import { createIdentifications } from './identification/identification.ts'
import { createLinks } from './links/links.ts'
import { createSmsSender } from './messages/messages.ts'
import { createOrganisations } from './organisations/organisations.ts'
import { createPins, type PinSecrets } from './pins/pins.ts'
import { createProducts } from './products/products.ts'
import { createRules } from './rules/rules.ts'
import { createSessions } from './sessions/sign-in.ts'
import { createStaff } from './staff/staff.ts'
import { createSweeping } from './sweeping.ts'
import { createSettlement } from './topups/settlement.ts'
import { createTopups, createTopupWorker } from './topups/topups.ts'
import { createTransfers } from './transfers/transfers.ts'
import type { WritePath } from './writes/write.ts'

export type { Bank, Visit } from './capabilities.ts'

/** The part of pino that the bank uses. Nothing personal goes into it. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface BankDependencies {
  readonly db: Database
  readonly core: Core
  readonly writes: WritePath
  readonly connectors: Connectors
  readonly clock: Clock
  readonly sealer: Sealer
  readonly secrets: PinSecrets
  readonly institution: Institution
  readonly log: Log
  /** A named point on the way: nothing in normal life, where a fault test ends the process. */
  readonly reach: (point: string) => void
}

export function createBank(parts: BankDependencies): Bank {
  const { connectors, institution } = parts
  const rules = createRules(parts)
  const customers = createCustomers({ ...parts, rules })
  // Everything a capability may need; each names what it takes.
  const deps = { ...parts, rules, customers, people: customers, cards: connectors.cards, sms: connectors.sms }

  const pins = createPins(deps)
  const accounts = createAccounts(deps)
  const products = createProducts(deps)
  const settlement = createSettlement(deps)
  // Every kind of task that needs four eyes.
  const staff = createStaff({ ...deps, taskKinds: [correction(deps)] })

  return {
    sessions: createSessions(deps),
    customers,
    organisations: createOrganisations(deps),
    staff,
    identifications: createIdentifications({ ...deps, ...staff }),
    bindings: createBindings({ ...deps, pins, accounts }),
    pins,
    accounts,
    transfers: createTransfers({ ...deps, pins }),
    topups: createTopups({ ...deps, pins, settlement }),
    products,
    deposits: createDeposits({ ...deps, pins, products }),
    home: createHome({ ...deps, accounts, products }),
    links: createLinks({ ...deps, products }),
    complaints: createComplaints(deps),
    institution: () => institution,
    workers: [
      createTopupWorker({ ...deps, settlement }),
      createMaturityWorker(deps),
      createOutbox({ ...deps, senders: { sms: createSmsSender(deps) } }),
      createSweeping(deps),
    ],
  }
}

/** Wires the capabilities together. */
import type { Connectors } from '../connectors/outside.ts'
import type { Database } from '../storage/database.ts'
import type { Sealer } from '../storage/sealing.ts'
import type { Clock } from './caller.ts'
import type { Institution } from './capabilities.ts'
import type { Core } from './core.ts'
import type { PinSecrets } from './pins/pins.ts'
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

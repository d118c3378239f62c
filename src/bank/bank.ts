/** Wires the capabilities together. */
import type { Connectors } from '../connectors/outside.ts'
import type { Database } from '../storage/database.ts'
import type { Sealer } from '../storage/sealing.ts'
import type { Clock } from './caller.ts'
import type { Institution } from './capabilities.ts'
import type { Core } from './core.ts'
import type { WritePath } from './writes/write.ts'

export type { Bank, Visit } from './capabilities.ts'

export interface BankSecrets {
  /** Version (1 to 255) to pepper: 32 bytes in base64. Old versions stay to check the PINs that were set under them. */
  readonly pinPeppers: Readonly<Record<number, string>>
  readonly currentPinPepper: number
  /** SM2 private key that PINs are decrypted with, 64 hex digits. */
  readonly pinPrivateKey: string
}

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
  readonly secrets: BankSecrets
  readonly institution: Institution
  readonly log: Log
  /** A named point on the way: nothing in normal life, where a fault test ends the process. */
  readonly reach: (point: string) => void
}

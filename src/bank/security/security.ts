/**
 * bank/security/: what a person does when a phone, a number, a WeChat account or a PIN is no longer what it was. Each way
 * is few steps: a code at a number (proofs.ts), then what only they know or hold. It changes customers, PINs, sessions and
 * WeChat accounts, and tells the customer by SMS every time.
 */
import type { Connectors } from '../../connectors/outside.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Clock } from '../caller.ts'
import type { Institution, Security } from '../capabilities.ts'
import type { CustomerRecords } from '../customers/customers.ts'
import type { PinRecords } from '../pins/pins.ts'
import type { Standing } from '../restrictions/standing.ts'
import type { Rules } from '../rules/rules.ts'
import { createSmsCodes } from '../sessions/sms-codes.ts'
import type { WritePath } from '../writes/write.ts'
import { createMobileChange } from './mobile-change.ts'
import { createPinOrders } from './pins.ts'
import { createProofs, type Proofs } from './proofs.ts'
import { createRecovery } from './recovery.ts'

interface Parts {
  readonly db: Database
  readonly connectors: Pick<Connectors, 'verification' | 'sms'>
  readonly sealer: Sealer
  readonly clock: Clock
  readonly rules: Rules
  readonly writes: WritePath
  readonly institution: Institution
  readonly pins: PinRecords
  readonly customers: CustomerRecords
  readonly standing: Standing
}

export interface SecurityDependencies extends Parts {
  readonly proofs: Proofs
}

export function createSecurity(parts: Parts): Security {
  const codes = createSmsCodes({ ...parts, sms: parts.connectors.sms })
  const proofs = createProofs({ ...parts, codes })
  const deps = { ...parts, proofs }
  const pinOrders = createPinOrders(deps)
  return {
    askProof: proofs.ask,
    confirmProof: (caller, id, { code }) => proofs.confirm(caller, id, code),
    changeMobile: createMobileChange(deps),
    changePin: pinOrders.change,
    resetPin: pinOrders.reset,
    recover: createRecovery(deps),
  }
}

/**
 * bank/cards/: a customer's bank cards after the first: binding more, unbinding, giving an account another bound card. A
 * binding goes the way of bindings/, with no account at its end. It writes through the write path.
 */
import type { Connectors } from '../../connectors/outside.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { AccountsAndHistory } from '../accounts/accounts.ts'
import { ownBinding, showBinding } from '../bindings/records.ts'
import type { Clock } from '../caller.ts'
import type { Cards, Institution, Pins } from '../capabilities.ts'
import type { CustomerRecords } from '../customers/customers.ts'
import type { Standing } from '../restrictions/standing.ts'
import type { Rules } from '../rules/rules.ts'
import type { WritePath } from '../writes/write.ts'
import { createCardBinding } from './binding.ts'
import { createCardChange } from './change.ts'
import { createUnbinding } from './unbinding.ts'

export interface CardsDependencies {
  readonly db: Database
  readonly connectors: Pick<Connectors, 'verification' | 'cards'>
  readonly sealer: Sealer
  readonly clock: Clock
  readonly rules: Rules
  readonly writes: WritePath
  readonly pins: Pick<Pins, 'use'>
  readonly accounts: AccountsAndHistory
  readonly customers: Pick<CustomerRecords, 'identity'>
  readonly standing: Standing
  readonly institution: Institution
}

export function createCards(deps: CardsDependencies): Cards {
  const { db, sealer, accounts, clock } = deps
  const binding = createCardBinding(deps)
  const change = createCardChange(deps)
  const unbind = createUnbinding(deps)
  const shown = () => ({ sealer, accounts, now: clock.now() })

  return {
    bind: async (caller, form) => showBinding(await binding.submit(caller, form), caller, shown()),
    async confirm(caller, bindingId, confirmation) {
      const row = await ownBinding(db, caller, bindingId, 'card')
      return showBinding(await binding.confirm(caller, row, confirmation), caller, shown())
    },
    unbind,
    async change(caller, accountId, order) {
      await change(caller, accountId, order)
      return accounts.get(caller, accountId)
    },
  }
}

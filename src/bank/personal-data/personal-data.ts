/**
 * bank/personal-data/: what the bank knows of a person, in that person's hands. What they agree to (consents.ts), all of
 * it to read (dossier.ts), and its end (forgetting.ts, by the table in held.ts). It reads every capability's tables and
 * changes none but its own until somebody leaves.
 */
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { countAttempt } from '../attempts.ts'
import type { Caller } from '../caller.ts'
import type { PersonalData, Pins } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import { orderText } from '../pins/order.ts'
import type { Rules } from '../rules/rules.ts'
import { movesNothing } from '../writes/moves-nothing.ts'
import type { AuthorisationUse, RecordChange, WritePath } from '../writes/write.ts'
import { createConsents } from './consents.ts'
import { createDossier, type DossierDependencies } from './dossier.ts'
import { type Forgetting, lastingHindrance } from './forgetting.ts'

export { createForgetting } from './forgetting.ts'

const MINUTE_MS = 60_000

interface PersonalDataDependencies extends DossierDependencies {
  readonly writes: WritePath
  readonly rules: Rules
  readonly pins: Pick<Pins, 'use'>
  readonly forgetting: Forgetting
}

type Asked = Body<'POST /v1/me/data'>
type Order = 'personal-data' | 'deletion'

export function createPersonalData(deps: PersonalDataDependencies): PersonalData {
  const { db, writes, clock, rules, sealer, pins, forgetting } = deps
  const dossier = createDossier(deps)

  const keyOf = (caller: Caller, id: string, kind: Order) => ({ owner: caller.customerId, id, kind, content: '' })

  /** What the PIN bought for an order. Throws AUTHORISATION_INVALID when whoever has a PIN does not show it. */
  async function authorised(caller: Caller, { id, authorisation }: Asked, kind: Order): Promise<AuthorisationUse> {
    if (authorisation === null) throw new BankError('AUTHORISATION_INVALID', { field: 'authorisation' })
    return pins.use(caller, orderText({ kind, orderId: id }), authorisation)
  }

  /** Writes that an order was let through, with its instant as the answer. */
  function write(caller: Caller, id: string, kind: Order, use: AuthorisationUse, records: readonly RecordChange[]) {
    const answer = { at: clock.now() }
    return writes.submit(movesNothing({ ...keyOf(caller, id, kind), authorisation: use }, { records, answer }))
  }

  /** Whether this dossier was let through just now, and its answer lost. Later its id is worth nothing. */
  async function wasLetThrough(caller: Caller, id: string): Promise<boolean> {
    const earlier = await writes.earlier<{ at: number }>(keyOf(caller, id, 'personal-data'))
    const now = clock.now()
    const minutes = await rules.on('authorisation.life', '', businessDate(now))
    if (earlier && now - earlier.at >= minutes * MINUTE_MS) throw new BankError('AUTHORISATION_INVALID')
    return earlier !== undefined
  }

  async function countDossier(caller: Caller): Promise<void> {
    const now = clock.now()
    const today = businessDate(now)
    const max = await rules.on('data-exports.day', '', today)
    const key = sealer.index('person', caller.customerId)
    if (await countAttempt(db, { name: 'data-export', key, period: today, max })) return
    const retryAfter = Math.ceil((startOfDate(addDays(today, 1)) - now) / 1000)
    throw new BankError('DATA_EXPORT_LIMIT', { params: { max }, retryAfter })
  }

  return {
    ...createConsents(deps),

    async tell(caller, request) {
      if (!(await hasPin(db, caller.customerId))) await countDossier(caller)
      else if (!(await wasLetThrough(caller, request.id))) {
        const use = await authorised(caller, request, 'personal-data')
        await countDossier(caller)
        await write(caller, request.id, 'personal-data', use, [])
      }
      return dossier(caller)
    },

    async forget(caller, request) {
      const { customerId } = caller
      // An order that was let through and then fell to a crash goes on without another PIN.
      const [asked] = await db.query('select 1 as one from departures where customer_id = $1', [customerId])
      if (!asked && (await hasPin(db, customerId))) {
        // Before the PIN: nobody shows it in vain.
        const hindrance = await lastingHindrance(db, customerId)
        if (hindrance) throw hindrance
        const use = await authorised(caller, request, 'deletion')
        const departure = { insert: 'departures', row: { customer_id: customerId, asked_at: clock.now() } }
        await write(caller, request.id, 'deletion', use, [departure])
      }
      return forgetting.leave(customerId)
    },
  }
}

async function hasPin(db: Database, customerId: string): Promise<boolean> {
  return (await db.query('select 1 as one from pins where customer_id = $1', [customerId])).length > 0
}

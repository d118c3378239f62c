import type { Connectors } from '../../connectors/outside.ts'
import { isMobile } from '../../contract/checks.ts'
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { askOutside } from '../asking.ts'
import type { Clock } from '../caller.ts'
import type { Institution, Sessions, Visit } from '../capabilities.ts'
import type { CustomerRecords } from '../customers/customers.ts'
import { mobileIndex, openidIndex, personByMobile, personByOpenid } from '../customers/identities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { createSessionRecords } from './sessions.ts'
import { createSmsCodes } from './sms-codes.ts'

type SignIn = Body<'POST /v1/sessions'>

/** Signing in by WeChat's code or by SMS, and WeChat's phone button, on top of the session records. */
export function createSessions(deps: {
  db: Database
  connectors: Pick<Connectors, 'wechat' | 'sms'>
  sealer: Sealer
  clock: Clock
  rules: Rules
  institution: Institution
  customers: CustomerRecords
}): Sessions {
  const { db, connectors, sealer, clock, customers } = deps
  const records = createSessionRecords(deps)
  const codes = createSmsCodes({ ...deps, sms: connectors.sms })

  /** The openid that a code from wx.login stands for. */
  async function openidOf(code: string): Promise<string> {
    const session = await askOutside(() => connectors.wechat.codeToSession(code))
    if (session.ok) return session.openid
    switch (session.why) {
      case 'blocked':
        throw new BankError('WECHAT_USER_BLOCKED')
      case 'busy':
        throw new BankError('OUTSIDE_UNAVAILABLE')
      case 'invalid':
      case 'used':
        throw new BankError('WECHAT_CODE_INVALID')
    }
  }

  async function byWechat({ code, linkId: link }: SignIn & { by: 'wechat' }, visit: Visit) {
    const linkId = link ?? null
    // Asked before the transaction: nobody outside is waited for while one is open.
    const openid = await openidOf(code)
    const lifeMs = await records.lifeMs('wechat')
    const { customerId, ...session } = await db.transaction(async (tx) => {
      const customerId = await personByOpenid(tx, sealer, { openid, linkId, at: clock.now() })
      const person = { customerId, by: 'wechat' as const, openidIndex: openidIndex(sealer, openid), linkId }
      return { customerId, ...(await records.begin(tx, person, visit, lifeMs)) }
    })
    return { ...session, me: await customers.describe(customerId) }
  }

  async function bySms({ mobile, code, linkId: link }: SignIn & { by: 'sms' }, visit: Visit) {
    const linkId = link ?? null
    const lifeMs = await records.lifeMs('sms')
    const outcome = await db.transaction(async (tx) => {
      const refusal = await codes.spend(tx, mobile, code)
      if (refusal) return refusal
      const customerId = await personByMobile(tx, sealer, { mobile, linkId, at: clock.now() })
      return {
        customerId,
        ...(await records.begin(tx, { customerId, by: 'sms', openidIndex: null, linkId }, visit, lifeMs)),
      }
    })
    if (outcome instanceof BankError) throw outcome
    const { customerId, ...session } = outcome
    return { ...session, me: await customers.describe(customerId) }
  }

  return {
    resolve: records.resolve,
    list: records.list,
    end: records.end,

    async requestSmsCode({ mobile }, visit) {
      if (!isMobile(mobile)) throw new BankError('MOBILE_INVALID', { field: 'mobile' })
      return codes.send(mobile, visit)
    },

    signIn: (request, visit) => (request.by === 'wechat' ? byWechat(request, visit) : bySms(request, visit)),

    async phone(caller, { code }) {
      const found = await askOutside(() => connectors.wechat.phoneNumber(code))
      if (!found.ok) throw new BankError('PHONE_CODE_INVALID')
      // Only a mere visitor on WeChat moves: WeChat says that the number is theirs, as an SMS would. That is enough for a
      // customer whom no WeChat account is tied to yet; taking the place of another one is a recovery (security/).
      const { moved, recovery } = await db.transaction(async (tx) => {
        const stays = { moved: undefined, recovery: false }
        const [owner, sharer] = await tx.query<{ id: string }>(
          `select id from customers where mobile_index = $1 and stage = 'customer' order by mobile_place
           for no key update`,
          [mobileIndex(sealer, found.mobile)],
        )
        const [visit] = await tx.query<{ openid_index: Uint8Array }>(
          `select s.openid_index from sessions s join customers c on c.id = s.customer_id
           where s.id = $1 and s.customer_id = $2 and s.openid_index is not null and c.stage = 'visitor' for update`,
          [caller.sessionId, caller.customerId],
        )
        if (!owner || !visit) return stays
        const [other] = await tx.query(
          'select openid_index from wechat_identities where customer_id = $1 and openid_index <> $2 limit 1',
          [owner.id, visit.openid_index],
        )
        // Of several who share the number, WeChat does not say which this is.
        if (other || sharer) return { ...stays, recovery: true }
        // The WeChat account may have found its customer from another phone since: then it must be this one.
        const attached = await tx.query(
          `update wechat_identities set customer_id = $3, attached_at = $4
           where openid_index = $1 and customer_id in ($2, $3) returning customer_id`,
          [visit.openid_index, caller.customerId, owner.id, clock.now()],
        )
        if (attached.length === 0) return stays
        await tx.query('update sessions set customer_id = $2 where id = $1', [caller.sessionId, owner.id])
        return { moved: owner.id, recovery: false }
      })
      return { mobile: found.mobile, me: await customers.describe(moved ?? caller.customerId), recovery }
    },
  }
}

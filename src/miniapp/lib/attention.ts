import type { Answer } from '../../contract/schema/index.ts'
import type { Me } from './session.ts'

export type Account = Answer<'GET /v1/accounts/:accountId'>
type Restriction = Account['restrictions'][number]

/** What a person can do about it. */
export type Way = 'thaw' | 'awaken' | 'renew' | 'call' | 'branch' | 'authority' | 'wait'

/** Something that keeps an account from full use. */
export interface Attention {
  readonly what:
    | Exclude<Restriction['kind'], 'authority-freeze' | 'authority-stop'>
    | 'authority'
    | 'on-its-way'
    | 'ended'
    | 'id-over'
    | 'id-expiring'
    | 'unidentified'
  readonly way: Way
  /** What is in force, when a restriction is. */
  readonly restriction?: Restriction
}

const BY_KIND = {
  self: { what: 'self', way: 'thaw' },
  telephone: { what: 'telephone', way: 'call' },
  'authority-freeze': { what: 'authority', way: 'authority' },
  'authority-stop': { what: 'authority', way: 'authority' },
  suspended: { what: 'suspended', way: 'call' },
  dormant: { what: 'dormant', way: 'awaken' },
  'id-expired': { what: 'id-expired', way: 'renew' },
} as const satisfies Record<Restriction['kind'], Attention>

/** What keeps an account from full use, the most pressing first; empty for one that lacks nothing. */
export function attentionsOf(account: Account, me: Pick<Me, 'idCard' | 'identified'>): readonly Attention[] {
  if (account.status === 'closed') return [{ what: 'ended', way: 'wait' }]
  if (account.status === 'closing') return [{ what: 'on-its-way', way: 'wait' }]
  const stops = account.restrictions.map((restriction): Attention => ({ ...BY_KIND[restriction.kind], restriction }))
  const suspendedById = stops.some(({ what }) => what === 'id-expired')
  return [
    ...stops,
    ...(account.status === 'suspended' ? [{ what: 'suspended', way: 'call' } as const] : []),
    ...(me.idCard?.state === 'expired' && !suspendedById ? [{ what: 'id-over', way: 'renew' } as const] : []),
    ...(me.idCard?.state === 'expiring' ? [{ what: 'id-expiring', way: 'renew' } as const] : []),
    ...(me.identified ? [] : [{ what: 'unidentified', way: 'branch' } as const]),
  ]
}

/** Whether it is worth a word on the first screen: what is missing from the beginning is none. */
export const isPressing = ({ what }: Attention): boolean => what !== 'unidentified' && what !== 'ended'

/** How an account stands, in one word of the dictionary. */
export const stateOf = ({ status, restrictions }: Account): 'active' | 'restricted' | 'closing' | 'closed' => {
  if (status === 'closing' || status === 'closed') return status
  return status === 'suspended' || restrictions.length > 0 ? 'restricted' : 'active'
}

import type { Answer } from '../../contract/schema/index.ts'
import type { Me } from './session.ts'

export type Account = Answer<'GET /v1/accounts/:accountId'>
type Restriction = Account['restrictions'][number]

/** What a person can do about it. */
export type Way = 'thaw' | 'awaken' | 'renew' | 'details' | 'call' | 'branch' | 'authority' | 'wait'

/** Something that keeps an account from full use. */
export interface Attention {
  readonly what:
    | Exclude<Restriction['kind'], 'authority-freeze' | 'authority-stop'>
    | 'authority'
    | 'on-its-way'
    | 'ended'
    | 'id-over'
    | 'id-expiring'
    | 'id-asked'
    | 'unidentified'
  readonly way: Way
  /** The last business date on which it can be done, where there is one. */
  readonly until?: string
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
  'id-due': { what: 'id-due', way: 'details' },
} as const satisfies Record<Restriction['kind'], Attention>

/** What keeps an account from full use, the most pressing first; empty for one that lacks nothing. */
export function attentionsOf(
  account: Pick<Account, 'status' | 'restrictions'>,
  me: Pick<Me, 'idCard' | 'identified' | 'details'>,
): readonly Attention[] {
  if (account.status === 'closed') return [{ what: 'ended', way: 'wait' }]
  if (account.status === 'closing') return [{ what: 'on-its-way', way: 'wait' }]
  const stops = account.restrictions.map((restriction): Attention => ({ ...BY_KIND[restriction.kind], restriction }))
  const stoppedBy = (kind: Attention['what']) => stops.some(({ what }) => what === kind)
  const { dueOn } = me.details
  return [
    ...stops,
    ...(account.status === 'suspended' ? [{ what: 'suspended', way: 'call' } as const] : []),
    ...(me.idCard?.state === 'expired' && !stoppedBy('id-expired') ? [{ what: 'id-over', way: 'renew' } as const] : []),
    ...(me.idCard?.state === 'expiring' ? [{ what: 'id-expiring', way: 'renew' } as const] : []),
    ...(dueOn && !stoppedBy('id-due') ? [{ what: 'id-asked', way: 'details', until: dueOn } as const] : []),
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

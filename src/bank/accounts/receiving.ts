/**
 * Who may receive from others. Class II: once a branch has seen the person. Class III, opened from afar by four elements:
 * once money has come in from its bound card, and then one such account of a person. Organisations showed their papers
 * at a branch; payroll accounts only pay.
 */
import type { Answer } from '../../contract/schema/index.ts'
import type { AccountRecord } from './records.ts'

type Receives = Answer<'GET /v1/accounts/:accountId'>['receives']

export type Receiver = Pick<AccountRecord, 'class' | 'receiving_place'>

/** May it receive from others? `identified`: its holder was, face to face. */
export const mayReceive = ({ class: kind, receiving_place }: Receiver, identified: boolean): boolean =>
  kind === 'III' ? receiving_place !== null : kind !== 'payroll' && identified

/** The accounts that could take money in, Class II before Class III, the oldest first. Payroll accounts only pay. */
export function receivingAccounts(held: readonly AccountRecord[]): readonly AccountRecord[] {
  const active = held.filter(({ status, class: kind }) => status === 'active' && kind !== 'payroll')
  return [...active.filter(({ class: kind }) => kind !== 'III'), ...active.filter(({ class: kind }) => kind === 'III')]
}

/** The same as its holder is told it, with what opens it. `thirds`: how many Class III accounts of a person may. */
export function receivesOf(
  account: Receiver,
  holder: { readonly identified: boolean; readonly accounts: readonly Receiver[]; readonly thirds: number },
): Receives {
  if (mayReceive(account, holder.identified)) return 'yes'
  if (account.class === 'payroll') return 'never'
  if (account.class !== 'III') return 'after-identification'
  const taken = holder.accounts.filter((other) => other.class === 'III' && other.receiving_place !== null).length
  return taken < holder.thirds ? 'after-topup' : 'other-account'
}

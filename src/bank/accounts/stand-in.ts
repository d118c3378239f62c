/**
 * The stand-in of a person's Class I account, whose money is in the bank's core: a ledger account of ours that is always
 * empty. Its lock guards the counters of what leaves to others and what stops that, as an account's own does, and a
 * transfer passes through it. A person has one for life, whatever card leads to the Class I account and however often it
 * is bound, so that no limit begins anew.
 */
import { v7 } from 'uuid'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { AccountRef } from '../core.ts'
import type { Decision } from '../writes/write.ts'
import { isOwnAgreement } from './own-card.ts'

const STAND_IN = `
  select k.n, c.customer_id as owner, c.id
  from unnest($1::uuid[]) with ordinality as k (customer_id, n) join class_one_accounts c using (customer_id)`

/** Undefined for who never bound a card of our own. */
export async function standInOf(db: Database, customerId: string): Promise<AccountRef | undefined> {
  const [found] = await findRows<AccountRef>(db, STAND_IN, [customerId])
  return found && { owner: found.owner, id: found.id }
}

/**
 * What binding a card adds to a decision: the stand-in, when it is a card of our own and the person has none yet. Of two
 * that are bound at once the second fails (RecordTaken).
 */
export async function openingStandIn(
  db: Database,
  { customerId, agreementNo, at }: { readonly customerId: string; readonly agreementNo: string; readonly at: number },
): Promise<Pick<Decision<object>, 'opens' | 'records'>> {
  if (!isOwnAgreement(agreementNo) || (await standInOf(db, customerId))) return { opens: [], records: [] }
  const id = v7()
  return {
    opens: [{ owner: customerId, id }],
    records: [{ insert: 'class_one_accounts', row: { customer_id: customerId, id, opened_at: at } }],
  }
}

/** The bank's own ledger accounts, under fixed ids. They may go below zero: the other side of what customers hold. */
import type { Database } from '../storage/database.ts'
import { type AccountRef, type Core, HOUSE } from './core.ts'

/** What the card networks owe the bank for debits that they confirmed. */
export const CARD_CLEARING: AccountRef = { owner: HOUSE, id: '00000000-0000-0000-0000-000000000101' }
/** What the bank's core owes for debits of Class I accounts that it confirmed. */
export const CORE_CLEARING: AccountRef = { owner: HOUSE, id: '00000000-0000-0000-0000-000000000103' }
/** Where what is held for a card would go: the claim says whose it is, so nothing is ever posted here. */
export const UNCLAIMED: AccountRef = { owner: HOUSE, id: '00000000-0000-0000-0000-000000000105' }
/** Interest paid to depositors. */
export const INTEREST_EXPENSE: AccountRef = { owner: HOUSE, id: '00000000-0000-0000-0000-000000000102' }

/** Opens them; called once at every start, harmless when they stand. */
export async function openHouseAccounts({ db, core }: { db: Database; core: Core }): Promise<void> {
  const accounts = [CARD_CLEARING, CORE_CLEARING, UNCLAIMED, INTEREST_EXPENSE].map((account) => ({
    ...account,
    mayGoBelowZero: true,
  }))
  await db.transaction((tx) => core.open(tx, accounts))
}

import { expect } from 'vitest'
import { auditBank } from '../support/ledger.ts'
import type { Town } from './town.ts'

/** How a story ends: the books sum to zero, and the audit finds nothing that breaks a law of the bank. */
export async function allIsSound({ db, sumOfBooks }: Pick<Town, 'db' | 'sumOfBooks'>): Promise<void> {
  expect(await sumOfBooks()).toBe(0)
  expect(await auditBank(db)).toEqual([])
}

/**
 * What goes through Class III accounts, both ways together: from an amount on the law wants their holder's valid ID
 * (restrictions/id-due.ts). Each account counts its own, under its own lock; who reads adds them up over a person.
 */
import type { AccountRef } from '../core.ts'
import type { CounterKey } from '../writes/write.ts'
import type { AccountClass } from './records.ts'

/**
 * The counter of an account, if its class is counted: goes with every movement between it and others or the bound card,
 * not with what buys the bank's own products. Never goes down.
 */
export const turnoverOf = (account: AccountRef, accountClass: AccountClass): readonly CounterKey[] =>
  accountClass === 'III' ? [{ owner: account.owner, accountId: account.id, name: 'turnover', period: 'open' }] : []

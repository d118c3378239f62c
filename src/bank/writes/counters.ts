import { type Fen, toFen } from '../../contract/money.ts'
import type { Transaction } from '../../storage/database.ts'
import { accountKey } from '../core.ts'
import type { CounterKey, Decision, Seen } from './write.ts'

/** All counters of an account: 'out 2026-11-23' → fen. */
type Used = Record<string, Fen>

interface AccountCounters {
  readonly owner: string
  readonly accountId: string
  used: Used
}

const accountOf = ({ owner, accountId }: Pick<CounterKey, 'owner' | 'accountId'>): string =>
  accountKey({ owner, id: accountId })
const nameIn = ({ name, period }: CounterKey): string => `${name} ${period}`

export const sameCounter = (one: CounterKey, other: CounterKey): boolean =>
  one === other ||
  (one.period === other.period &&
    one.name === other.name &&
    one.accountId === other.accountId &&
    one.owner === other.owner)

/** Days of an account on which something was counted; of the others nothing is known any more. */
const DAYS_KEPT = 10
const IS_DAY = / \d{4}-\d\d-\d\d$/

/** Gives back what an order had taken; from a day that is counted no more there is nothing to give back. */
export const givenBack = (seen: Pick<Seen, 'used'>, taken: Decision<unknown>['count']): Decision<unknown>['count'] =>
  taken.map(({ counter, by }) => ({ counter, by: -Math.min(by, seen.used(counter)) })).filter(({ by }) => by !== 0)

/** Counters of the accounts that a batch has locked, as its writes change them. */
export class LockedCounters {
  readonly #byAccount: ReadonlyMap<string, AccountCounters>
  readonly #changed = new Set<AccountCounters>()

  constructor(accounts: readonly AccountCounters[]) {
    this.#byAccount = new Map(accounts.map((account) => [accountOf(account), account]))
  }

  used(counter: CounterKey): Fen {
    return this.#byAccount.get(accountOf(counter))?.used[nameIn(counter)] ?? 0
  }

  /** All of them or none: throws when one would fall below zero. */
  add(count: Decision<unknown>['count']): void {
    const next = new Map<AccountCounters, Used>()
    for (const { counter, by } of count) {
      const account = this.#byAccount.get(accountOf(counter))
      if (!account) throw new Error(`the counters of account ${counter.accountId} were not read`)
      const counters = next.get(account) ?? { ...account.used }
      const name = nameIn(counter)
      const used = toFen((counters[name] ?? 0) + by)
      if (used < 0) throw new RangeError(`counter ${name} of account ${counter.accountId} falls below zero`)
      counters[name] = used
      next.set(account, counters)
    }
    for (const [account, used] of next) {
      account.used = used
      this.#changed.add(account)
    }
  }

  get changed(): readonly AccountCounters[] {
    return [...this.#changed]
  }
}

/** Reads the counters of accounts that are locked, so that nobody else changes them. */
export async function readCounters(tx: Transaction, counters: readonly CounterKey[]): Promise<LockedCounters> {
  const accounts = new Map<string, AccountCounters>()
  for (const { owner, accountId } of counters) {
    const key = accountOf({ owner, accountId })
    if (!accounts.has(key)) accounts.set(key, { owner, accountId, used: {} })
  }
  const wanted = [...accounts.values()]
  if (wanted.length > 0) {
    const rows = await tx.query<{ n: number; used: Used }>(
      `SELECT k.n, c.used FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS k (owner, account_id, n)
       JOIN account_counters c ON c.owner = k.owner AND c.account_id = k.account_id`,
      [wanted.map(({ owner }) => owner), wanted.map(({ accountId }) => accountId)],
    )
    for (const { n, used } of rows) (wanted[n - 1] as AccountCounters).used = used
  }
  return new LockedCounters(wanted)
}

/** Writes the counters that a batch has changed. */
export async function writeCounters(tx: Transaction, changed: readonly AccountCounters[]): Promise<void> {
  if (changed.length === 0) return
  await tx.query(
    `INSERT INTO account_counters (owner, account_id, used)
     SELECT owner, account_id, used::json FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS n (owner, account_id, used)
     ON CONFLICT (owner, account_id) DO UPDATE SET used = excluded.used`,
    [
      changed.map(({ owner }) => owner),
      changed.map(({ accountId }) => accountId),
      changed.map(({ used }) => JSON.stringify(recent(used))),
    ],
  )
}

/** Without the days before the newest ten. Years, and what has no date, stay. */
function recent(used: Used): Used {
  const days = Object.keys(used).filter((name) => IS_DAY.test(name))
  if (days.length <= DAYS_KEPT) return used
  const dates = [...new Set(days.map((name) => name.slice(-10)))].sort()
  const oldest = dates.at(-DAYS_KEPT) ?? ''
  return Object.fromEntries(Object.entries(used).filter(([name]) => !IS_DAY.test(name) || name.slice(-10) >= oldest))
}

import type { Fen } from '../../contract/money.ts'
import {
  type AccountRef,
  accountKey,
  type Balance,
  type Leg,
  type Locked,
  type Movement,
  type PendingHold,
} from '../core.ts'
import { counterKey } from './counters.ts'
import type { CounterKey, Decision, Seen } from './write.ts'

/** What the writes of one batch see, each after what those before it decided. */
export class LockedView implements Seen {
  readonly #balances: Map<string, Balance>
  readonly #counters: Map<string, Fen>
  /** Those that were asked for or made in the batch; undefined: not pending. */
  readonly #holds: Map<string, PendingHold | undefined>

  constructor({ balances, holds }: Locked, counters: ReadonlyMap<string, Fen>, holdsAskedFor: readonly string[]) {
    this.#balances = new Map(balances)
    this.#counters = new Map(counters)
    this.#holds = new Map(holdsAskedFor.map((id) => [id, holds.get(id)]))
  }

  /** Throws for an account that no write of the batch asked for, and for the bank's own. */
  balance(account: AccountRef): Balance {
    return found(this.#balances.get(accountKey(account)), `balance of ${accountKey(account)}`)
  }

  used(counter: CounterKey): Fen {
    return found(this.#counters.get(counterKey(counter)), `counter ${counterKey(counter)}`)
  }

  hold(id: string): PendingHold | undefined {
    if (!this.#holds.has(id)) throw new Error(`a write looks at hold ${id}, which it did not ask for`)
    return this.#holds.get(id)
  }

  /** Moves on: the next write sees the balances, counters and holds that this decision leaves. */
  advance({ movements, count }: Pick<Decision<object>, 'movements' | 'count'>): void {
    for (const movement of movements) this.#move(movement)
    for (const { counter, by } of count) this.#counters.set(counterKey(counter), this.used(counter) + by)
  }

  #move(movement: Movement): void {
    if (movement.kind === 'post') this.#change(movement.legs, { posts: true, holds: 0 })
    else if (movement.kind === 'hold') {
      this.#holds.set(movement.id, movement)
      this.#change(movement.legs, { posts: false, holds: 1 })
    } else {
      // One that is not pending is the core's to refuse.
      const hold = this.hold(movement.id)
      this.#holds.set(movement.id, undefined)
      this.#change(hold?.legs ?? [], { posts: movement.kind === 'post-hold', holds: -1 })
    }
  }

  #change(legs: readonly Leg[], { posts, holds }: { readonly posts: boolean; readonly holds: -1 | 0 | 1 }): void {
    for (const { account, amount } of legs) {
      const before = this.#balances.get(accountKey(account))
      if (!before) continue
      const posted = posts ? before.posted + amount : before.posted
      const held = before.held + holds * Math.max(0, -amount)
      this.#balances.set(accountKey(account), { ...before, posted, held, available: posted - held })
    }
  }
}

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`a write looks at the ${what}, which it did not ask for`)
  return value
}

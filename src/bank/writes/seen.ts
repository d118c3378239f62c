import type { Fen } from '../../contract/money.ts'
import { type AccountRef, accountKey, type Balance, type Movement } from '../core.ts'
import { counterKey } from './counters.ts'
import type { CounterKey, Decision, Seen } from './write.ts'

/** What the writes of one batch see, each after what those before it decided. */
export class LockedView implements Seen {
  readonly #balances: Map<string, Balance>
  readonly #counters: Map<string, Fen>

  constructor(balances: ReadonlyMap<string, Balance>, counters: ReadonlyMap<string, Fen>) {
    this.#balances = new Map(balances)
    this.#counters = new Map(counters)
  }

  /** Throws for an account that no write of the batch asked for, and for the bank's own. */
  balance(account: AccountRef): Balance {
    return found(this.#balances.get(accountKey(account)), `balance of ${accountKey(account)}`)
  }

  used(counter: CounterKey): Fen {
    return found(this.#counters.get(counterKey(counter)), `counter ${counterKey(counter)}`)
  }

  /** Moves on: the next write sees the balances and counters that this decision leaves. */
  advance({ movements, count }: Pick<Decision<object>, 'movements' | 'count'>): void {
    for (const movement of movements) this.#move(movement)
    for (const { counter, by } of count) this.#counters.set(counterKey(counter), this.used(counter) + by)
  }

  #move(movement: Movement): void {
    // What ends a hold moves what the hold's legs say, which only the core knows; such a write is the last of its batch.
    if (movement.kind !== 'post' && movement.kind !== 'hold') return
    for (const { account, amount } of movement.legs) {
      const before = this.#balances.get(accountKey(account))
      if (!before) continue
      const posted = movement.kind === 'post' ? before.posted + amount : before.posted
      const held = movement.kind === 'hold' ? before.held + Math.max(0, -amount) : before.held
      this.#balances.set(accountKey(account), { ...before, posted, held, available: posted - held })
    }
  }
}

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`a write looks at the ${what}, which it did not ask for`)
  return value
}

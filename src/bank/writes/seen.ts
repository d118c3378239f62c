import { BookingError } from '../../ledger/booking.ts'
import {
  type AccountRef,
  accountKey,
  type Balance,
  type Leg,
  type Locked,
  type Movement,
  type PendingHold,
} from '../core.ts'
import { type LockedCounters, sameCounter } from './counters.ts'
import type { CounterKey, Decision, Write } from './write.ts'

/** What the writes of one batch see, each what it asked for, after what those before it decided. */
export class LockedView {
  readonly #balances: Map<string, Balance>
  readonly #counters: LockedCounters
  /** Those that are pending. */
  readonly #holds: Map<string, PendingHold>

  constructor({ balances, holds }: Locked, counters: LockedCounters) {
    this.#balances = new Map(balances)
    this.#counters = counters
    this.#holds = new Map(holds)
  }

  /**
   * Lets a write decide, and moves on: the next one sees the balances, counters and holds that this decision leaves.
   * Throws what `decide` throws, and when the write looks at, moves or counts what it did not ask for; then nothing has
   * changed for the others.
   */
  decide(write: Write<object>): Decision<object> {
    const asked = new Asked(write)
    const decision = write.decide({
      balance: (account) => this.#balance(asked.account(account)),
      used: (counter) => this.#counters.used(asked.counter(counter)),
      hold: (id) => this.#holds.get(asked.hold(id)),
    })
    for (const { counter } of decision.count) asked.counter(counter)
    const made = new Set(decision.movements.flatMap(({ kind, id }) => (kind === 'hold' ? [id] : [])))
    for (const movement of decision.movements) this.#check(movement, asked, made)
    this.#counters.add(decision.count)
    for (const movement of decision.movements) this.#move(movement)
    return decision
  }

  #balance(key: string): Balance {
    const balance = this.#balances.get(key)
    if (!balance) throw new Error(`the bank's own account ${key} has no balance here`)
    return balance
  }

  #check(movement: Movement, asked: Asked, made: ReadonlySet<string>): void {
    const { kind, id } = movement
    if (kind === 'post' || kind === 'hold') {
      // What is not locked, the bank's own or just opened, is the core's to judge.
      for (const { account } of movement.legs) if (this.#balances.has(accountKey(account))) asked.account(account)
    } else if (!made.has(id) && !this.#holds.has(asked.hold(id))) throw new BookingError(`hold ${id} is not pending`)
  }

  #move(movement: Movement): void {
    if (movement.kind === 'post') this.#change(movement.legs, { posts: true, holds: 0 })
    else if (movement.kind === 'hold') {
      this.#holds.set(movement.id, movement)
      this.#change(movement.legs, { posts: false, holds: 1 })
    } else {
      const hold = this.#holds.get(movement.id)
      this.#holds.delete(movement.id)
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

/** What one write asked for: in a batch, its neighbours' accounts are locked too, and none of its business. */
class Asked {
  readonly #write: Write<object>

  constructor(write: Write<object>) {
    this.#write = write
  }

  account({ owner, id }: AccountRef): string {
    const asked = this.#write.accounts.some((account) => account.id === id && account.owner === owner)
    return this.#sure(asked, 'account', accountKey({ owner, id }))
  }

  counter(counter: CounterKey): CounterKey {
    const asked = this.#write.counters.some((one) => sameCounter(one, counter))
    return this.#sure(asked, 'counter', counter)
  }

  hold(id: string): string {
    return this.#sure(this.#write.holds?.includes(id) ?? false, 'hold', id)
  }

  #sure<Thing>(asked: boolean, what: string, thing: Thing): Thing {
    if (!asked) throw new Error(`a write deals with the ${what} ${JSON.stringify(thing)}, which it did not ask for`)
    return thing
  }
}

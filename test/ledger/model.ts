/**
 * The books as one page of plain arithmetic, to compare the real ones with. Its laws:
 *
 * 1. Conservation: what customers have is what they were given; an order only moves it.
 * 2. No overdraft: posted − held never falls below zero.
 * 3. Holds are accounted: held is the sum of the pending holds, and each ends once, posted or voided.
 * 4. No limit is broken: what left an account, or is held to leave it, stays within its limit. A void gives it back.
 * 5. Time ends no hold. From `expiresAt` on it is due and its owner's worker voids it; until that void it reserves and
 *    may be posted. Of the two, the first to commit ends it.
 * 6. A refusal or a fault leaves nothing; a repeat changes nothing and gets the first answer; other content under a used
 *    id is refused.
 */
interface Account {
  posted: number
  held: number
  used: number
  readonly limit: number
}

/** Accounts are numbers, and so are ids: each names one order. A fault is a transfer that breaks after it was decided. */
interface Transfer {
  readonly kind: 'transfer' | 'fault'
  readonly id: number
  readonly from: number
  readonly to: number
  readonly amount: number
}
export interface Hold extends Omit<Transfer, 'kind'> {
  readonly kind: 'hold'
  readonly expiresAt: number | null
}
interface End {
  readonly kind: 'post-hold' | 'void-hold'
  readonly id: number
  readonly hold: number
}
export type Operation = Transfer | Hold | End

type Refusal = 'ID_REUSED' | 'BALANCE_INSUFFICIENT' | 'CLASS_LIMIT_DAY' | 'not pending' | 'fault'
export type Outcome = 'done' | 'repeat' | Refusal

export class Model {
  readonly accounts: readonly Account[]
  readonly holds = new Map<number, Hold & { state: 'pending' | 'posted' | 'voided' }>()
  readonly #answered = new Map<string, string>()

  constructor(opening: readonly { readonly posted: number; readonly limit: number }[]) {
    this.accounts = opening.map((account) => ({ ...account, held: 0, used: 0 }))
  }

  play(operation: Operation): Outcome {
    const key = `${operation.kind} ${operation.id}`
    const content = JSON.stringify(operation)
    const answered = this.#answered.get(key)
    if (answered !== undefined) return answered === content ? 'repeat' : 'ID_REUSED'
    const refusal = 'hold' in operation ? this.#end(operation) : this.#spend(operation)
    if (refusal) return refusal
    this.#answered.set(key, content)
    return 'done'
  }

  /** Pending holds whose time is over, by their ids. */
  due(now: number): number[] {
    const pending = [...this.holds.values()].filter(({ state }) => state === 'pending')
    const due = pending.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now)
    return due.map(({ id }) => id).sort((a, b) => a - b)
  }

  #spend(order: Transfer | Hold): Refusal | undefined {
    const payer = this.#account(order.from)
    if (payer.posted - payer.held < order.amount) return 'BALANCE_INSUFFICIENT'
    if (payer.used + order.amount > payer.limit) return 'CLASS_LIMIT_DAY'
    if (order.kind === 'fault') return 'fault'
    payer.used += order.amount
    if (order.kind !== 'hold') return this.#move(order)
    payer.held += order.amount
    this.holds.set(order.id, { ...order, state: 'pending' })
    return undefined
  }

  #end({ kind, hold: id }: End): Refusal | undefined {
    const hold = this.holds.get(id)
    if (hold?.state !== 'pending') return 'not pending'
    const payer = this.#account(hold.from)
    payer.held -= hold.amount
    hold.state = kind === 'post-hold' ? 'posted' : 'voided'
    if (hold.state === 'posted') return this.#move(hold)
    payer.used -= hold.amount
    return undefined
  }

  #move({ from, to, amount }: Transfer | Hold): undefined {
    this.#account(from).posted -= amount
    this.#account(to).posted += amount
  }

  #account(index: number): Account {
    const account = this.accounts[index]
    if (!account) throw new Error(`no account ${index}`)
    return account
  }
}

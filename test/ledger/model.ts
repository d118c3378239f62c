/**
 * The books as one page of plain arithmetic, to compare the real ones with. Its laws:
 *
 * 1. Conservation: what customers hold is what they were given; a transfer only moves it.
 * 2. No overdraft: posted − held never falls below zero.
 * 3. Holds are accounted: held is the sum of the pending holds, and each ends once.
 * 4. No limit is broken: what leaves an account in the period stays within LIMIT.
 * 5. A refusal leaves nothing; a repeat changes nothing and gets the first answer; other content under a used id is refused.
 */
export const LIMIT = 1_000

export type Operation =
  | {
      readonly kind: 'transfer' | 'hold'
      readonly id: number
      readonly from: number
      readonly to: number
      readonly amount: number
    }
  | { readonly kind: 'post-hold' | 'void-hold'; readonly id: number; readonly from: number; readonly hold: number }

/** 'done', the first answer again, or why it is refused. */
export type Outcome = 'done' | 'repeat' | 'ID_REUSED' | 'BALANCE_INSUFFICIENT' | 'CLASS_LIMIT_DAY' | 'not pending'

export class Model {
  readonly accounts: { posted: number; held: number; used: number }[]
  readonly #holds = new Map<string, { from: number; to: number; amount: number }>()
  readonly #answered = new Map<string, string>()

  constructor(opening: readonly number[]) {
    this.accounts = opening.map((posted) => ({ posted, held: 0, used: 0 }))
  }

  /** The hold of that number that the account made, while it is pending. */
  hold(from: number, id: number): { from: number; to: number; amount: number } | undefined {
    return this.#holds.get(`${from}/${id}`)
  }

  play(operation: Operation): Outcome {
    const key = `${operation.from}/${operation.kind}/${operation.id}`
    const content = JSON.stringify(operation)
    const earlier = this.#answered.get(key)
    if (earlier !== undefined) return earlier === content ? 'repeat' : 'ID_REUSED'
    const refusal = 'to' in operation ? this.#spend(operation) : this.#end(operation)
    if (refusal) return refusal
    this.#answered.set(key, content)
    return 'done'
  }

  #spend({ kind, id, from, to, amount }: Extract<Operation, { readonly to: number }>): Outcome | undefined {
    const [payer, payee] = [this.#account(from), this.#account(to)]
    if (payer.posted - payer.held < amount) return 'BALANCE_INSUFFICIENT'
    if (payer.used + amount > LIMIT) return 'CLASS_LIMIT_DAY'
    payer.used += amount
    if (kind === 'hold') {
      payer.held += amount
      this.#holds.set(`${from}/${id}`, { from, to, amount })
    } else {
      payer.posted -= amount
      payee.posted += amount
    }
    return undefined
  }

  #end({ kind, from, hold }: Extract<Operation, { readonly hold: number }>): Outcome | undefined {
    const held = this.hold(from, hold)
    if (!held) return 'not pending'
    this.#holds.delete(`${from}/${hold}`)
    this.#account(held.from).held -= held.amount
    if (kind === 'post-hold') {
      this.#account(held.from).posted -= held.amount
      this.#account(held.to).posted += held.amount
    }
    return undefined
  }

  #account(index: number) {
    const account = this.accounts[index]
    if (!account) throw new Error(`no account ${index}`)
    return account
  }
}

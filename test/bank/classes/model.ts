/**
 * Class limits as one page of arithmetic, to compare the real ones with. Its laws:
 *
 * 1. What leaves an account for others stays within what its class may send, a day and a year; what comes in from others
 *    within what its class may receive. The two sides have counters of their own; a day ends at midnight, a year too.
 * 2. A Class III account never holds more than its cap, money on its way from the bound card included.
 * 3. A Class III account receives from others once money from its card has been credited; Class II once its holder was
 *    identified. Nobody else receives.
 * 4. Going up to Class II changes the limits from that moment on, and keeps the counters.
 * 5. What fits is not refused.
 */
import type { ClassName, Opening } from '../histories/people.ts'
import type { Figures } from '../histories/rules.ts'

interface Account extends Omit<Opening, 'class' | 'fed' | 'posted'> {
  class: ClassName
  fed: boolean
  posted: number
  pending: number
  readonly used: Map<string, number>
}

/** Accounts are numbers. `end`: the card's bank has paid what `begin` of that id asked for. */
export type Event =
  | {
      readonly kind: 'transfer'
      readonly id: number
      readonly from: number
      readonly to: number
      readonly amount: number
    }
  | { readonly kind: 'begin' | 'end'; readonly id: number; readonly account: number; readonly amount: number }
  | { readonly kind: 'up'; readonly id: number; readonly account: number }

type Transfer = Extract<Event, { kind: 'transfer' }>

export class Model {
  readonly accounts: readonly Account[]
  readonly #figures: (accountClass: ClassName, date: string) => Figures
  /** Top-ups that keep room under a cap. */
  readonly #kept = new Set<number>()

  constructor(opening: readonly Opening[], figures: (accountClass: ClassName, date: string) => Figures) {
    this.accounts = opening.map((account) => ({ ...account, pending: 0, used: new Map() }))
    this.#figures = figures
  }

  /** What happens on a business date: 'done', or the code of the refusal. */
  play(event: Event, date: string): string {
    switch (event.kind) {
      case 'transfer':
        return this.#transfer(event, date)
      case 'begin':
        return this.#begin(event, date)
      case 'end':
        return this.#end(event)
      case 'up':
        this.at(event.account).class = 'II'
        return 'done'
    }
  }

  at(index: number): Account {
    const account = this.accounts[index]
    if (!account) throw new Error(`no account ${index}`)
    return account
  }

  /** May others pay into it? */
  isOpen(index: number): boolean {
    const account = this.at(index)
    return account.class === 'III' ? account.fed : account.identified
  }

  /** What a transfer comes to on a business date, without making it. */
  transferable({ from, to, amount }: Omit<Transfer, 'kind' | 'id'>, date: string): string {
    const [payer, payee] = [this.at(from), this.at(to)]
    const [may, mayIn] = [this.#figures(payer.class, date), this.#figures(payee.class, date)]
    const [day, year] = [date, date.slice(0, 4)]
    const used = (account: Account, name: string) => account.used.get(name) ?? 0
    if (!this.isOpen(to)) return 'PAYEE_NOT_IDENTIFIED'
    if (amount > payer.posted) return 'BALANCE_INSUFFICIENT'
    // Never below zero: a rule that became stricter may lie under what was used before it.
    const leftToday = Math.max(0, may.outDay - used(payer, `out ${day}`))
    const leftThisYear = Math.max(0, may.outYear - used(payer, `out ${year}`))
    if (amount > leftThisYear && leftThisYear <= leftToday) return 'CLASS_LIMIT_YEAR'
    if (amount > leftToday) return 'CLASS_LIMIT_DAY'
    const fits =
      used(payee, `in ${day}`) + amount <= mayIn.inDay &&
      used(payee, `in ${year}`) + amount <= mayIn.inYear &&
      payee.posted + payee.pending + amount <= mayIn.cap
    return fits ? 'done' : 'PAYEE_LIMIT'
  }

  #transfer(transfer: Transfer, date: string): string {
    const outcome = this.transferable(transfer, date)
    if (outcome !== 'done') return outcome
    const { from, to, amount } = transfer
    const [payer, payee] = [this.at(from), this.at(to)]
    const used = (account: Account, name: string) => account.used.get(name) ?? 0
    payer.posted -= amount
    payee.posted += amount
    for (const period of [date, date.slice(0, 4)]) {
      payer.used.set(`out ${period}`, used(payer, `out ${period}`) + amount)
      payee.used.set(`in ${period}`, used(payee, `in ${period}`) + amount)
    }
    return 'done'
  }

  #begin({ id, account: index, amount }: Extract<Event, { kind: 'begin' | 'end' }>, date: string): string {
    const account = this.at(index)
    const { cap } = this.#figures(account.class, date)
    if (account.posted + account.pending + amount > cap) return 'BALANCE_CAP'
    if (cap === Infinity) return 'done'
    account.pending += amount
    this.#kept.add(id)
    return 'done'
  }

  #end({ id, account: index, amount }: Extract<Event, { kind: 'begin' | 'end' }>): string {
    const account = this.at(index)
    account.posted += amount
    if (this.#kept.delete(id)) account.pending -= amount
    if (account.class === 'III') account.fed = true
    return 'done'
  }
}

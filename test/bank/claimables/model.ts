/**
 * Cards in the chat as one page of arithmetic, to compare the real ones with. Its laws:
 *
 * 1. Making a card holds all of its shares and counts them for the payer, that day and year; what the limits, the balance
 *    or the rule for 'first' do not let is refused.
 * 2. A share is claimed once, by somebody else than its payer, who claims no other share of the card: by whom it names, by
 *    whom the payer confirms, or by who comes first. It moves then, and counts for the claimant.
 * 3. From its time on, and once taken back, nothing of a card is claimed. What was not claimed is free again, and is given
 *    back to the counters of the day on which it was counted.
 * 4. An order happens once, however often it is sent.
 */
import type { ClassName, Opening } from '../histories/people.ts'
import type { Model } from '../histories/replay.ts'
import type { Figures } from '../histories/rules.ts'

type ShareState = 'open' | 'claimed' | 'taken-back' | 'expired'
export type Mode = 'named' | 'confirm' | 'first'

interface Person extends Opening {
  balance: number
  held: number
  readonly used: Map<string, number>
}
interface Card {
  readonly payer: number
  readonly amount: number
  readonly mode: Mode
  readonly whom: number
  readonly madeOn: string
  readonly expiresAt: number
  readonly shares: { state: ShareState; by: number | undefined }[]
  readonly asks: Map<number, 'asked' | 'confirmed' | 'declined'>
}

/** People, cards and orders are numbers. The id of a card is that of the order that made it. */
export type Event =
  | {
      readonly kind: 'make'
      readonly id: number
      readonly payer: number
      readonly amount: number
      readonly shares: number
      readonly mode: Mode
      /** For whom a named one is. */
      readonly whom: number
    }
  | { readonly kind: 'claim'; readonly id: number; readonly person: number; readonly card: number }
  | {
      readonly kind: 'answer'
      readonly id: number
      readonly card: number
      readonly person: number
      readonly confirm: boolean
    }
  | { readonly kind: 'back'; readonly id: number; readonly card: number }
  /** The worker came to a card. */
  | { readonly kind: 'due'; readonly id: number; readonly card: number }

const ENDED = {
  claimed: 'CLAIMABLE_CLAIMED',
  'taken-back': 'CLAIMABLE_TAKEN_BACK',
  expired: 'CLAIMABLE_EXPIRED',
} as const

/** Yuan; milliseconds. */
type CardFigures = (accountClass: ClassName) => Figures & { readonly first: number; readonly lifeMs: number }

export class CardModel implements Model<Event> {
  readonly people: readonly Person[]
  readonly cards = new Map<number, Card>()
  /** Orders that were carried out. */
  readonly done = new Map<number, Event>()
  readonly #figures: CardFigures

  constructor(opening: readonly Opening[], figures: CardFigures) {
    this.people = opening.map((one) => ({ ...one, balance: one.posted, held: 0, used: new Map() }))
    this.#figures = figures
  }

  card(id: number): Card {
    const card = this.cards.get(id)
    if (!card) throw new Error(`no card ${id}`)
    return card
  }

  /** What may come of an event now: 'done', or codes. Several where one look tells of two things that are so at once. */
  outcomes(event: Event, now: number, date: string): readonly string[] {
    if (event.kind === 'due') return ['done']
    const before = this.done.get(event.id)
    if (before) return [JSON.stringify(before) === JSON.stringify(event) ? 'done' : 'ID_REUSED']
    switch (event.kind) {
      case 'make':
        return [this.#making(event, date)]
      case 'claim':
        return this.#claiming(event, now, date)
      case 'answer':
        return this.#answering(event, now, date)
      case 'back': {
        const state = this.#stateOf(this.card(event.card), 0)
        return [state === 'open' ? 'done' : ENDED[state]]
      }
    }
  }

  /** Does what was done. */
  apply(event: Event, now: number, date: string): void {
    if (event.kind !== 'due') {
      if (this.done.has(event.id)) return
      this.done.set(event.id, event)
    }
    if (event.kind === 'make') this.#make(event, now, date)
    else if (event.kind === 'due') {
      if (now >= this.card(event.card).expiresAt) this.#end(this.card(event.card), 'expired')
    } else if (event.kind === 'back') this.#end(this.card(event.card), 'taken-back')
    else this.#reach(event, date)
  }

  /** A claim, or the payer's word on who asks. */
  #reach(event: Extract<Event, { kind: 'claim' | 'answer' }>, date: string): void {
    const card = this.card(event.card)
    if (event.kind === 'answer') card.asks.set(event.person, event.confirm ? 'confirmed' : 'declined')
    else if (card.mode === 'confirm') card.asks.set(event.person, 'asked')
    const moves = event.kind === 'answer' ? event.confirm : card.mode !== 'confirm'
    if (moves) this.#claim(card, event.person, date)
  }

  #stateOf({ shares, expiresAt }: Card, now: number): ShareState {
    const are = (state: ShareState) => shares.some((share) => share.state === state)
    if (are('open')) return now < expiresAt ? 'open' : 'expired'
    if (are('taken-back')) return 'taken-back'
    return are('expired') ? 'expired' : 'claimed'
  }

  #person(index: number): Person {
    const person = this.people[index]
    if (!person) throw new Error(`no person ${index}`)
    return person
  }

  #making({ payer: index, whom, amount, shares, mode }: Extract<Event, { kind: 'make' }>, date: string): string {
    const payer = this.#person(index)
    const { outDay, outYear, first } = this.#figures(payer.class)
    const total = amount * shares
    if (mode === 'named' && whom === index) return 'PAYEE_SELF'
    if (mode === 'first' && amount > first) return 'CLAIMABLE_FIRST_LIMIT'
    if (total > payer.balance - payer.held) return 'BALANCE_INSUFFICIENT'
    const used = (period: string) => payer.used.get(`out ${period}`) ?? 0
    const leftToday = outDay - used(date)
    const leftThisYear = outYear - used(date.slice(0, 4))
    if (total > leftThisYear && leftThisYear <= leftToday) return 'CLASS_LIMIT_YEAR'
    return total > leftToday ? 'CLASS_LIMIT_DAY' : 'done'
  }

  #claiming({ person, card: id }: Extract<Event, { kind: 'claim' }>, now: number, date: string): readonly string[] {
    const card = this.card(id)
    const state = this.#stateOf(card, now)
    const ended = state === 'open' ? [] : [ENDED[state]]
    if (card.payer === person) return ['CLAIMABLE_OWN']
    if (card.shares.some(({ by }) => by === person)) return ['CLAIMABLE_CLAIMED_BEFORE', ...ended]
    if (state !== 'open') return ended
    const ask = card.asks.get(person)
    if (ask) return [ask === 'declined' ? 'CLAIMABLE_DECLINED' : 'CLAIMABLE_ASKED_BEFORE']
    if (card.mode === 'named' && card.whom !== person) return ['CLAIMABLE_FOR_ANOTHER']
    if (!this.#mayReceive(person)) return ['CLAIM_TOPUP_NEEDED']
    if (card.mode === 'confirm') return ['done']
    return [this.#fits(card, person, date) ? 'done' : 'CLAIM_LIMIT']
  }

  #answering({ card: id, person, confirm }: Extract<Event, { kind: 'answer' }>, now: number, date: string) {
    const card = this.card(id)
    const state = this.#stateOf(card, now)
    const ended = state === 'open' ? [] : [ENDED[state]]
    if (card.asks.get(person) !== 'asked') return ['CLAIMABLE_ANSWERED', ...ended]
    if (!confirm) return ['done']
    if (state !== 'open') return ended
    return [this.#fits(card, person, date) ? 'done' : 'PAYEE_LIMIT']
  }

  #mayReceive(index: number): boolean {
    const person = this.#person(index)
    return person.class === 'III' ? person.fed : person.identified
  }

  #fits({ amount }: Card, index: number, date: string): boolean {
    const person = this.#person(index)
    const { inDay, inYear, cap } = this.#figures(person.class)
    const used = (period: string) => person.used.get(`in ${period}`) ?? 0
    return used(date) + amount <= inDay && used(date.slice(0, 4)) + amount <= inYear && person.balance + amount <= cap
  }

  #make(event: Extract<Event, { kind: 'make' }>, now: number, date: string): void {
    const { id, payer, amount, shares, mode, whom } = event
    const card: Card = {
      ...{ payer, amount, mode, whom, madeOn: date },
      expiresAt: now + this.#figures('II').lifeMs,
      shares: Array.from({ length: shares }, () => ({ state: 'open', by: undefined })),
      asks: new Map(),
    }
    this.cards.set(id, card)
    this.#person(payer).held += amount * shares
    this.#count(payer, 'out', date, amount * shares)
  }

  #claim(card: Card, claimant: number, date: string): void {
    const share = card.shares.find(({ state }) => state === 'open')
    if (!share) throw new Error('claimed, and nothing was left')
    share.state = 'claimed'
    share.by = claimant
    const payer = this.#person(card.payer)
    payer.held -= card.amount
    payer.balance -= card.amount
    this.#person(claimant).balance += card.amount
    this.#count(claimant, 'in', date, card.amount)
  }

  #end(card: Card, how: 'taken-back' | 'expired'): void {
    for (const share of card.shares) {
      if (share.state !== 'open') continue
      share.state = how
      this.#person(card.payer).held -= card.amount
      this.#count(card.payer, 'out', card.madeOn, -card.amount)
    }
  }

  #count(index: number, name: 'in' | 'out', date: string, by: number): void {
    const { used } = this.#person(index)
    for (const period of [date, date.slice(0, 4)])
      used.set(`${name} ${period}`, (used.get(`${name} ${period}`) ?? 0) + by)
  }
}

/**
 * The arithmetic of the books, apart from any database: movements over accounts whose balances are known and locked
 * become postings, new balances and holds. This is where money could go wrong, so everything is checked here, and the
 * table's own constraints check it again.
 */
import { type Fen, toFen } from '../contract/money.ts'
import { type AccountRef, accountKey, type Leg, type Movement, type PendingHold } from './books.ts'

/** The books refuse a movement. The caller decides before it moves, so this is a fault of ours and never an answer. */
export class BookingError extends Error {
  override readonly name = 'BookingError'
}

/** A locked account, changed as movements are booked. */
export interface AccountState extends AccountRef {
  posted: Fen
  held: Fen
  /** Sequence of the newest posting. */
  sequence: number
}

/** `sequence` and `balanceAfter` are null on accounts that are not locked: the bank's own. */
export interface NewPosting {
  readonly account: AccountRef
  readonly movementId: string
  readonly code: string
  readonly amount: Fen
  readonly sequence: number | null
  readonly balanceAfter: Fen | null
}

export interface Booked {
  readonly movements: { readonly id: string; readonly code: string }[]
  readonly postings: NewPosting[]
  readonly held: PendingHold[]
  readonly ended: { readonly id: string; readonly state: 'posted' | 'voided' }[]
  readonly changed: Set<AccountState>
  /** Accounts that were named and are not locked, by key. They must be the bank's own. */
  readonly unlocked: Map<string, AccountRef>
}

/**
 * Books movements in their order. Changes `accounts` (locked, by key) and `holds` (pending, by id), so give it up when it
 * throws BookingError: an imbalance, an overdraft, a leg of nothing, a hold that is not pending.
 */
export function book(
  movements: readonly Movement[],
  accounts: ReadonlyMap<string, AccountState>,
  holds: Map<string, PendingHold>,
): Booked {
  const booked: Booked = {
    movements: [],
    postings: [],
    held: [],
    ended: [],
    changed: new Set(),
    unlocked: new Map(),
  }

  /** Runs `change` on the locked account of each leg, then checks that nothing was overdrawn by all of them together. */
  function overLegs(
    id: string,
    legs: readonly Leg[],
    change: (leg: Leg, state: AccountState | undefined) => void,
  ): void {
    const touched: AccountState[] = []
    for (const leg of legs) {
      const key = accountKey(leg.account)
      const state = accounts.get(key)
      if (state) touched.push(state)
      else booked.unlocked.set(key, leg.account)
      change(leg, state)
    }
    for (const state of touched) {
      booked.changed.add(state)
      if (state.held < 0) throw new BookingError(`movement ${id} takes back more than ${accountKey(state)} holds`)
      if (state.posted - state.held < 0) throw new BookingError(`movement ${id} overdraws ${accountKey(state)}`)
    }
  }

  function post(id: string, code: string, { account, amount }: Leg, state: AccountState | undefined): void {
    if (state) {
      state.posted = toFen(state.posted + amount)
      state.sequence += 1
    }
    booked.postings.push({
      account,
      movementId: id,
      code,
      amount,
      sequence: state?.sequence ?? null,
      balanceAfter: state?.posted ?? null,
    })
  }

  for (const movement of movements) {
    const { id } = movement
    if (movement.kind === 'post') {
      checkLegs(id, movement.legs)
      booked.movements.push({ id, code: movement.code })
      overLegs(id, creditsFirst(movement.legs), (leg, state) => post(id, movement.code, leg, state))
    } else if (movement.kind === 'hold') {
      checkLegs(id, movement.legs)
      booked.movements.push({ id, code: movement.code })
      booked.held.push(movement)
      holds.set(id, movement)
      overLegs(id, movement.legs, (leg, state) => {
        if (state) state.held = toFen(state.held + taken(leg))
      })
    } else {
      const hold = holds.get(id)
      if (!hold) throw new BookingError(`hold ${id} is not pending`)
      holds.delete(id)
      booked.ended.push({ id, state: movement.kind === 'post-hold' ? 'posted' : 'voided' })
      overLegs(id, creditsFirst(hold.legs), (leg, state) => {
        if (state) state.held = toFen(state.held - taken(leg))
        if (movement.kind === 'post-hold') post(id, hold.code, leg, state)
      })
    }
  }
  return booked
}

const taken = ({ amount }: Leg): Fen => Math.max(0, -amount)

/** Money that comes in by a movement may go out by it, and no running balance dips below zero in between. */
const creditsFirst = (legs: readonly Leg[]): readonly Leg[] => [...legs].sort((a, b) => b.amount - a.amount)

function checkLegs(id: string, legs: readonly Leg[]): void {
  let sum: Fen = 0
  for (const { amount } of legs) {
    if (amount === 0) throw new BookingError(`movement ${id} has a leg of nothing`)
    sum = toFen(sum + toFen(amount))
  }
  if (legs.length < 2 || sum !== 0) throw new BookingError(`movement ${id} does not sum to zero`)
}

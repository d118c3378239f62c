/**
 * The orders of a run: number n of a client follows from the seed alone, so that whoever has the seed knows it: the
 * preparation, which grants its authorisation, the client, which sends it, and the laws.
 */
import { v5 } from 'uuid'
import { chanceOf } from './chance.ts'

/** People of the town. The first few are everybody's favourites: their accounts are the hot ones. */
export const PEOPLE = 80
export const HOT = 4

interface Common {
  readonly id: string
  /** Number of the person who orders. */
  readonly who: number
  /** Fen. */
  readonly amount: number
  /** The single-use right to this order, which the PIN would buy. */
  readonly token: string
  /** Sent to both gateways at the same moment, as an impatient thumb does. */
  readonly twice: boolean
}
export type Order =
  | (Common & { readonly kind: 'transfer'; readonly to: number })
  | (Common & { readonly kind: 'topup'; readonly to: null })
  /** `to`: whose card, told by number and name; null: one's own bound card. */
  | (Common & { readonly kind: 'card-transfer'; readonly to: number | null })
  /** A card in the chat, of one share for who comes first: `to` opens it and claims it, to an account or to a bank card. */
  | (Common & { readonly kind: 'claimable'; readonly to: number; readonly toCard: boolean })
/** The claim of a card in the chat is an order of its own, of who claims. */
export type Kind = Order['kind'] | 'claim'

const NAMESPACE = '6d696e69-6261-5e6b-8000-00000000fa17'
const idOf = (seed: number, what: string): string => v5(`${seed}/${what}`, NAMESPACE)

/** The id under which a payer knows a payee. */
export const payeeIdOf = (seed: number, payer: number, payee: number): string => idOf(seed, `payee/${payer}/${payee}`)
/** The id under which a payer knows somebody's bank card. */
export const cardPayeeIdOf = (seed: number, payer: number, holder: number): string =>
  idOf(seed, `card/${payer}/${holder}`)
/** The id of the order that claims a card in the chat. */
export const claimIdOf = (claimable: string): string => v5(claimable, NAMESPACE)
export const sessionTokenOf = (seed: number, who: number): string => idOf(seed, `session/${who}`)

export function orderOf(seed: number, client: number, number: number): Order {
  const label = `order/${client}/${number}`
  const chance = chanceOf(seed, label)
  const who = chance.percent(20) ? chance.between(0, HOT - 1) : chance.between(HOT, PEOPLE - 1)
  const common = { id: idOf(seed, label), who, token: idOf(seed, `token/${label}`), twice: chance.percent(4) }
  if (chance.percent(12)) return { ...common, kind: 'topup', to: null, amount: chance.between(1_00, 200_00) }
  const toCard = chance.percent(18)
  if (toCard && chance.percent(40)) {
    return { ...common, kind: 'card-transfer', to: null, amount: chance.between(1_00, 200_00) }
  }
  const favourites = chance.percent(40)
  // Neither oneself nor beyond the last: the next one then.
  const wished = favourites ? chance.between(0, HOT - 1) : chance.between(HOT, PEOPLE - 1)
  const to = wished === who ? (who + 1) % PEOPLE : wished
  if (chance.percent(8)) {
    return { ...common, kind: 'claimable', to, toCard: chance.percent(60), amount: chance.between(1, 200_00) }
  }
  const amount = chance.percent(90) ? chance.between(1, 5_00) : chance.between(5_00, 500_00)
  return { ...common, kind: toCard ? 'card-transfer' : 'transfer', to, amount }
}

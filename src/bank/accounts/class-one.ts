import type { CoreConnector, CoreEntry } from '../../connectors/outside.ts'
import { OutsideError } from '../../connectors/outside.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { askOutside } from '../asking.ts'
import type { Caller, Clock } from '../caller.ts'
import { holdsOn, restrictionsOf, shownRestriction } from '../restrictions/records.ts'
import type { Rules } from '../rules/rules.ts'
import { agreedLeft } from './agreed.ts'
import type { Entry } from './entries.ts'
import { readUsed, unsignedLeft, unsignedOut } from './limits.ts'
import type { CardRecord } from './records.ts'
import { standInOf } from './stand-in.ts'

export type OwnCore = Pick<CoreConnector, 'balance' | 'statement'>
type ClassOne = NonNullable<Answer<'GET /v1/accounts'>['classOne']>

/** What the rest of a page waits for the core at most: the page is there without it. */
const PATIENCE_MS = 1_500

/** This bank's own Class I account, as its core tells of it. Of its money nothing is kept here. */
export function createClassOne({
  db,
  clock,
  rules,
  ownCore,
  sealer,
  patienceMs = PATIENCE_MS,
}: {
  readonly db: Database
  readonly clock: Clock
  readonly rules: Rules
  readonly ownCore: OwnCore
  readonly sealer: Sealer
  readonly patienceMs?: number
}) {
  /** What the core says within the patience of a page; undefined when it does not, or is away. */
  async function inTime<T>(asked: Promise<T>): Promise<T | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const limit = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), patienceMs)
    })
    try {
      return await Promise.race([asked, limit])
    } catch (error) {
      if (error instanceof OutsideError) return undefined
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  /** Throws nothing for a core that is away: the balance is null then. */
  async function shown(card: CardRecord): Promise<ClassOne> {
    const number = sealer.open(card.number_sealed)
    const customerId = card.customer_id
    const date = businessDate(clock.now())
    const [said, standIn, used, restrictions] = await Promise.all([
      inTime(ownCore.balance(number)),
      standInOf(db, customerId),
      readUsed(db, customerId),
      restrictionsOf(db, customerId),
    ])
    if (!standIn) throw new Error('a card of our own without its stand-in')
    return {
      id: card.id,
      number,
      balance: said?.balance ?? null,
      available: said?.available ?? null,
      boundAt: card.bound_at,
      out: unsignedLeft(used, await unsignedOut(rules, standIn, date)),
      agreed: agreedLeft(used, standIn, date),
      restrictions: restrictions
        .filter((one) => one.account_id === null && holdsOn(one, date))
        .map((one) => shownRestriction(one, sealer)),
    }
  }

  /**
   * The latest of its history that no account here tells of, newest first: what went to and came from one's own accounts
   * stands there. Nothing while the core is away.
   */
  async function recent({ language }: Pick<Caller, 'language'>, card: CardRecord, limit: number): Promise<Entry[]> {
    const lines = (await inTime(ownCore.statement(sealer.open(card.number_sealed), { limit }))) ?? []
    return lines.map((line) => entryOf(line, language)).filter(({ kind }) => !OF_ANOTHER_ACCOUNT.includes(kind))
  }

  /** A page of its history, newest first. Throws OUTSIDE_UNAVAILABLE. */
  async function statement(
    { language }: Pick<Caller, 'language'>,
    card: CardRecord,
    { before, limit }: { readonly before?: string; readonly limit: number },
  ): Promise<Answer<'GET /v1/accounts/:accountId/entries'>> {
    const number = sealer.open(card.number_sealed)
    const position = before === undefined ? {} : { before: Math.min(Number(before), Number.MAX_SAFE_INTEGER) }
    // One more than the page tells whether there is another.
    const lines = await askOutside(() => ownCore.statement(number, { limit: limit + 1, ...position }))
    const entries = lines.slice(0, limit).map((line) => entryOf(line, language))
    return { entries, next: lines.length > limit ? (entries.at(-1)?.id ?? null) : null }
  }

  return { shown, recent, statement }
}

/** Told on the statement of the other account, too. */
const OF_ANOTHER_ACCOUNT: readonly Entry['kind'][] = ['to-own', 'from-own', 'card-transfer']

const entryOf = (line: CoreEntry, language: 'zh' | 'en'): Entry => ({
  id: String(line.sequence),
  kind: kindOf(line),
  orderId: line.order?.orderId ?? null,
  amount: line.amount,
  balanceAfter: line.balanceAfter,
  at: line.at,
  counterparty: line.counterparty[language],
  note: line.note,
})

function kindOf({ amount, order }: CoreEntry): Entry['kind'] {
  if (order?.kind === 'transfer') return 'transfer-out'
  if (order?.kind === 'card-transfer') return 'card-transfer'
  if (order?.kind === 'topup') return 'to-own'
  if (order?.kind === 'payout') return 'from-own'
  return amount > 0 ? 'core-in' : 'core-out'
}

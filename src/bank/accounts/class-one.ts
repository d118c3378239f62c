import type { CoreConnector, CoreEntry } from '../../connectors/outside.ts'
import { OutsideError } from '../../connectors/outside.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { askOutside } from '../asking.ts'
import type { Caller } from '../caller.ts'
import type { Entry } from './entries.ts'
import type { CardRecord } from './records.ts'

export type OwnCore = Pick<CoreConnector, 'balance' | 'statement'>
type ClassOne = NonNullable<Answer<'GET /v1/accounts'>['classOne']>

/** What the rest of a page waits for the core at most: the page is there without it. */
const PATIENCE_MS = 1_500

/** This bank's own Class I account, as its core tells of it. Nothing of it is kept here. */
export function createClassOne({
  ownCore,
  sealer,
  patienceMs = PATIENCE_MS,
}: {
  readonly ownCore: OwnCore
  readonly sealer: Sealer
  readonly patienceMs?: number
}) {
  /** What is on it; undefined when the core does not say within the patience of a page, or does not know it. */
  async function balanceOf(number: string): Promise<{ balance: number; available: number } | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const limit = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), patienceMs)
    })
    try {
      return await Promise.race([ownCore.balance(number), limit])
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
    const said = await balanceOf(number)
    return {
      id: card.id,
      number,
      balance: said?.balance ?? null,
      available: said?.available ?? null,
      boundAt: card.bound_at,
    }
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

  return { shown, statement }
}

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
  if (order?.kind === 'topup') return 'to-own'
  if (order?.kind === 'payout') return 'from-own'
  return amount > 0 ? 'core-in' : 'core-out'
}

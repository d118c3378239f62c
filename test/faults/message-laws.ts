/** Law 8. */
import { derivedId } from '../../src/bank/derived-id.ts'
import { formatYuan } from '../../src/contract/money.ts'
import { isClaimed } from './claim-laws.ts'
import { type Evidence, general, type Violation } from './evidence.ts'
import type { Found } from './findings.ts'

/** A customer who has waited so long is told by SMS how a transfer to a card ended. */
const LOOKED_AWAY_MS = 60_000

interface Message {
  readonly id: string
  /** What caused it. */
  readonly of: string
  readonly order: string
  readonly says: string
}

export function* messages({ found }: Evidence): Generator<Violation> {
  const due = [...messagesOf(found)]
  for (const message of due) yield* delivered(found, message)
  const caused = new Set(due.map(({ id }) => id))
  for (const id of [...found.outbox.keys(), ...found.inbox.keys()]) {
    if (!caused.has(id)) yield general(8, `message ${id}: no order caused it`)
  }
}

/** Every message that there must be. */
function* messagesOf(found: Found): Generator<Message> {
  for (const { payer_id, id, amount } of [...found.transfers.values()].flat())
    yield {
      id: derivedId('transfer-sms', payer_id, id),
      ...{ of: 'transfer', order: id, says: `转入${formatYuan(amount)}元` },
    }
  for (const share of [...found.shares.values()].flat().filter(isClaimed))
    yield {
      id: derivedId('claimable-claimed-sms', share.customer_id, share.id),
      ...{ of: 'claimable', order: share.claimable_id, says: `已领取${formatYuan(share.amount)}元` },
    }
  for (const { customer_id, id, amount, state, created_at, finished_at } of [...found.cardTransfers.values()].flat()) {
    if (finished_at === null || finished_at - created_at < LOOKED_AWAY_MS) continue
    const end = state === 'done' ? '已到账' : '没有成功，钱已退回账户'
    yield {
      id: derivedId('card-transfer-sms', customer_id, id),
      ...{ of: 'card-transfer', order: id, says: `${formatYuan(amount)}元${end}` },
    }
  }
}

function* delivered(found: Found, { id, of, order, says }: Message): Generator<Violation> {
  const [state, arrived] = [found.outbox.get(id), found.inbox.get(id) ?? []]
  const say = (what: string) => general(8, `${of} ${order}: its message ${what}`, [], [order])
  if (state === undefined) yield say('is not in the outbox')
  if (state === 'waiting') yield say('still waits')
  if (state === 'sent' && arrived.length === 0) yield say('never arrived')
  if (arrived.length > 1) yield say(`arrived ${arrived.length} times`)
  for (const text of arrived) if (!text.includes(says)) yield say(`says ${text}`)
}

/**
 * A client of the bank, in a process of its own: many phones of the town, which send orders and send again, with the
 * same id, what has no answer. Begun anew after a kill -9 it goes on by its journal. At SIGTERM it makes no new order,
 * brings the open ones to their end, asks how what cards' banks decide ended, sends some orders that were made once more, and ends.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { ERRORS, type ErrorCode } from '../../src/contract/errors.ts'
import { chanceOf } from './chance.ts'
import { type Line, openJournal, readJournal } from './journal.ts'
import { cardPayeeIdOf, claimIdOf, type Kind, type Order, orderOf, payeeIdOf, sessionTokenOf } from './orders.ts'

export interface ClientOrder {
  readonly seed: number
  /** Number of this client. */
  readonly client: number
  readonly journal: string
  /** Accounts and cards of the town's people, JSON. */
  readonly town: string
  /** Addresses of the gateways. */
  readonly gateways: readonly string[]
  /** Orders under way at once. */
  readonly lanes: number
  /** Orders that were authorised beforehand: it makes no more. */
  readonly stock: number
}

const PATIENCE_MS = 8_000
const SHORTEST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000
/** Between two orders of one lane, at most. */
const THINKING_MS = 60
/** Orders that were made and are sent once more at the end. */
const REPEATED = 40

/** `token`: of the link of a card in the chat that was made. */
interface Ended {
  readonly end: 'made' | 'refused' | 'lost'
  readonly token?: string | undefined
}
interface Sending extends Pick<Order, 'id' | 'who' | 'to' | 'amount' | 'twice'> {
  readonly kind: Kind
  readonly path: string
  readonly body: object
}

async function main({ seed, client, journal: file, town, gateways, lanes, stock }: ClientOrder): Promise<void> {
  const accounts = JSON.parse(readFileSync(town, 'utf8')) as { accountId: string; cardId: string }[]
  const past = existsSync(file) ? readJournal(file) : []
  const journal = openJournal(file)
  const chance = chanceOf(seed, `client/${client}/${past.length}`)
  let stopping = false
  process.once('SIGTERM', () => {
    stopping = true
  })

  const numbers = new Map<string, number>()
  for (const line of past) if (line.event === 'send') numbers.set(line.order, line.number)
  const attempts = new Map<string, number>()
  const open = openOrders(past)
  const undecided = undecidedOrders(past)
  const made = past.flatMap((line) => (line.event === 'made' ? [numbers.get(line.order) ?? 0] : []))
  let next = Math.max(-1, ...numbers.values()) + 1

  async function ask(who: number, method: string, path: string, gateway: number, body?: object) {
    const answer = await fetch(`${gateways[gateway]}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${sessionTokenOf(seed, who)}`,
        'accept-language': 'en',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const text = await answer.text()
    return { ok: answer.ok, text, said: JSON.parse(text) as { state: string; code: ErrorCode; token?: string } }
  }

  function sendingOf(order: Order): Sending {
    const { id, kind, who, to, amount, token } = order
    const { accountId, cardId } = accounts[who] ?? { accountId: '', cardId: '' }
    const common = { id, accountId, amount, authorisation: { token } }
    const sending = (body: object) => ({ ...order, path: `/v1/${kind}s`, body: { ...common, ...body } })
    switch (kind) {
      case 'transfer':
        return sending({ payeeId: payeeIdOf(seed, who, to) })
      case 'topup':
        return sending({ cardId })
      case 'card-transfer':
        return sending({ to: to === null ? { cardId } : { payeeId: cardPayeeIdOf(seed, who, to) } })
      case 'claimable':
        return sending({ shares: 1, mode: 'first' })
    }
  }

  /** @param token of the card's link */
  function claimOf({ id: card, who, to, amount, twice, toCard }: Extract<Order, { kind: 'claimable' }>, token: string) {
    const [id, cardId] = [claimIdOf(card), accounts[to]?.cardId]
    const body = { id, token, ...(toCard && { cardId }) }
    return { id, kind: 'claim', who: to, to: who, amount, twice, path: '/v1/claimables/claims', body } as const
  }

  async function send({ path, body, ...order }: Sending, number: number, gateway: number): Promise<Ended> {
    const { id, kind, who, to, amount } = order
    const attempt = (attempts.get(id) ?? 0) + 1
    attempts.set(id, attempt)
    journal.note({ event: 'send', order: id, number, kind, who, to, amount, attempt, gateway })
    try {
      const { ok, text, said } = await ask(who, 'POST', path, gateway, body)
      if (ok) {
        const { state } = said
        journal.note({ event: 'made', order: id, answer: hashOf(kind === 'transfer' ? text : id), state })
        if (isOfCardBank(kind) && !isDecided(state)) undecided.set(id, { kind, who })
        return { end: 'made', token: said.token }
      }
      if (!canHelp(said.code)) {
        journal.note({ event: 'refused', order: id, code: said.code })
        return { end: 'refused' }
      }
      journal.note({ event: 'lost', order: id, why: said.code })
    } catch (error) {
      journal.note({ event: 'lost', order: id, why: whyOf(error) })
    }
    return { end: 'lost' }
  }

  /** Sends it until it comes to an answer. */
  async function bring(order: Sending, number: number): Promise<Ended> {
    let gateway = chance.between(0, gateways.length - 1)
    for (let pauseMs = SHORTEST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const at = order.twice ? gateways.map((_, index) => index) : [gateway]
      const ends = await Promise.all(at.map((index) => send(order, number, index)))
      const end = ends.find((one) => one.end === 'made') ?? ends.find((one) => one.end === 'lost') ?? ends[0]
      if (end && end.end !== 'lost') return end
      await wait(chance.between(SHORTEST_PAUSE_MS, pauseMs))
      gateway = (gateway + 1) % gateways.length
    }
  }

  async function carryOut(number: number): Promise<void> {
    const order = orderOf(seed, client, number)
    const { end, token = '' } = await bring(sendingOf(order), number)
    if (end !== 'made') return
    if (order.kind === 'claimable') await bring(claimOf(order, token), number)
    made.push(number)
  }

  async function askFor(id: string, { kind, who }: Undecided): Promise<void> {
    const { ok, said } = await ask(who, 'GET', `/v1/${kind}s/${id}`, chance.between(0, gateways.length - 1))
    if (!ok || !isDecided(said.state)) return
    journal.note({ event: 'decided', order: id, state: said.state })
    undecided.delete(id)
  }

  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (;;) {
        const number = open.shift() ?? (!stopping && next < stock ? next++ : undefined)
        if (number !== undefined) await carryOut(number)
        else if (stopping) return
        await wait(chance.between(0, THINKING_MS))
      }
    }),
  )
  for (const number of chance.shuffled(made).slice(0, REPEATED)) await carryOut(number)
  while (undecided.size > 0) {
    // One that was not answered is asked for again in the next round.
    await Promise.allSettled([...undecided].map(([id, order]) => askFor(id, order)))
    await wait(500)
  }
}

/** Numbers of orders that were sent and had no end; that of a card in the chat is the end of its claim. */
function openOrders(past: readonly Line[]): number[] {
  const sent = new Map<string, Extract<Line, { event: 'send' }>>()
  const open = new Set<number>()
  for (const line of past) {
    if (line.event === 'send') {
      sent.set(line.order, line)
      open.add(line.number)
    }
    const { kind, number = -1 } = sent.get(line.order) ?? {}
    if (line.event === 'refused' || (line.event === 'made' && kind !== 'claimable')) open.delete(number)
  }
  return [...open]
}

/** What waits for the word of a card's bank, and can be asked for by its kind. */
type Undecided = { readonly kind: Kind; readonly who: number }
const isOfCardBank = (kind: Kind): boolean => kind === 'topup' || kind === 'card-transfer'

/** Orders that were taken and that their card's bank had not decided yet. */
function undecidedOrders(past: readonly Line[]): Map<string, Undecided> {
  const sent = new Map<string, Undecided>()
  const undecided = new Map<string, Undecided>()
  for (const line of past) {
    if (line.event === 'send') sent.set(line.order, line)
    const order = sent.get(line.order)
    if (line.event === 'made' && order && isOfCardBank(order.kind) && !isDecided(line.state))
      undecided.set(line.order, order)
    if (line.event === 'decided') undecided.delete(line.order)
  }
  return undecided
}

const isDecided = (state: string): boolean => state === 'done' || state === 'refused'
const NOT_TODAY: readonly ErrorCode[] = ['CARD_NAME_LIMIT', 'CLAIMABLE_DAY_LIMIT']
/** The bank itself is away or busy; what it refuses for a reason in the order is final, and what it does not take today. */
const canHelp = (code: ErrorCode): boolean =>
  ERRORS[code].status !== 422 && ERRORS[code].retry !== 'never' && !NOT_TODAY.includes(code)
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

function whyOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message
  return error instanceof Error ? error.name : String(error)
}

if (import.meta.main) await main(JSON.parse(process.argv[2] ?? '') as ClientOrder)

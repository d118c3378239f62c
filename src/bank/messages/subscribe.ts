/**
 * Messages by WeChat, with the SMS as the way that is left. An entry of channel `subscribe` is one message to one person:
 *
 * 1. One of both. WeChat is asked first when the person has allowed it; what it took needs no SMS. Whoever has allowed
 *    nothing, or whom WeChat refuses, gets the SMS, under the entry's own id. When its quota of the day is used up (45009),
 *    nobody is kept waiting for a question that will be refused: it is asked again after ten minutes.
 * 2. WeChat is never asked twice for what it may have taken: it knows no repeats. That it is going to be asked is committed
 *    before (`asked`); a process that dies then, and an answer that does not come, leave it open, and the SMS goes: rather
 *    told twice than not.
 * 3. One at a time to a person (43108), over all processes: the turn is a row with an end.
 * 4. Told at once, or by SMS: who is still waiting after half a minute, for WeChat or for their turn, waits no longer.
 */
import { OutsideError, type SubscribeAnswer, type WechatConnector } from '../../connectors/outside.ts'
import type { Fen } from '../../contract/money.ts'
import type { Database } from '../../storage/database.ts'
import { type ClaimedEntry, keepInMind, NotNow, type OutboxEntry } from '../../storage/outbox.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { type People, shownName } from '../accounts/people.ts'
import { ownAccount } from '../accounts/records.ts'
import type { Clock } from '../caller.ts'
import { arrivalFields, MOST_FEN, outcomeFields } from './fields.ts'
import type { SmsAbout } from './messages.ts'
import { countPermission, permittedOpenid, type Template, type WechatTemplates } from './permissions.ts'

/** Money that came in. `orderId` is the transfer's, `at` when it came. */
export type ArrivalAbout = Extract<SmsAbout, { about: 'transfer-in' }> & {
  readonly orderId: string
  readonly at: number
}

/** How a transfer ended that `to`, its payer, was left waiting for. `at` when it was ordered. There is no SMS of it. */
export interface OutcomeAbout {
  readonly about: 'transfer-ended'
  readonly to: string
  readonly payeeId: string
  readonly orderId: string
  readonly amount: Fen
  readonly at: number
  readonly state: 'done' | 'refused'
}

export const arrivalEntry = (id: string, payload: ArrivalAbout): OutboxEntry => ({ id, channel: 'subscribe', payload })
export const outcomeEntry = (id: string, payload: OutcomeAbout): OutboxEntry => ({ id, channel: 'subscribe', payload })

/** To whom money came, of entries that have just been committed. */
export const whoWasPaid = (entries: readonly OutboxEntry[]): string[] =>
  entries.flatMap(({ channel, payload }) => {
    const about = payload as ArrivalAbout | OutcomeAbout
    return channel === 'subscribe' && about.about === 'transfer-in' ? [about.to] : []
  })

/** `busy`: it certainly did not take it, and may be asked again. `unknown`: it may have taken it. */
export type MessageOutcome = SubscribeAnswer | 'busy' | 'unknown'

const TEMPLATE_OF = { 'transfer-in': 'arrival', 'transfer-ended': 'outcome' } as const

/** Longer than a call and its retries take. */
const TURN_MS = 60_000
const AGAIN_MS = 500
const PATIENCE_MS = 30_000
const QUOTA_REST_MS = 10 * 60_000

interface SubscribeDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly sealer: Sealer
  readonly people: People
  readonly wechat: Pick<WechatConnector, 'sendSubscribe'>
  readonly templates: WechatTemplates
  readonly sendSms: (entry: { readonly id: string; readonly payload: object }) => Promise<void>
  readonly log: { error(fields: object, message: string): void }
  readonly onMessage?: (outcome: MessageOutcome) => void
  /** `subscribe.asked` before WeChat is asked, `subscribe.answered` after. Fault tests make the process die there. */
  readonly reach: (point: string) => void
}

export function createSubscribeSender(deps: SubscribeDependencies) {
  const { db, clock, sealer, people, wechat, templates, sendSms, log, onMessage, reach } = deps
  /** Who has their turn in this process: the next one follows at once, not at the worker's next run. */
  const queues = new Map<string, Promise<unknown>>()
  /** Until then this process asks WeChat for nobody. */
  let restsUntil = 0

  /** One after another to the same person. */
  function inTurn<Result>(customerId: string, work: () => Promise<Result>): Promise<Result> {
    const before = queues.get(customerId) ?? Promise.resolve()
    const mine = before.then(work, work)
    queues.set(customerId, mine)
    const done = () => {
      if (queues.get(customerId) === mine) queues.delete(customerId)
    }
    mine.then(done, done)
    return mine
  }

  /** False: somebody else has it. With it, that WeChat is going to be asked. */
  const takeTurn = (customerId: string, entryId: string): Promise<boolean> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      const taken = await tx.query(
        `insert into message_turns as t (customer_id, entry_id, until) values ($1, $2, $3)
         on conflict (customer_id) do update set entry_id = excluded.entry_id, until = excluded.until
         where t.until <= $4 returning customer_id`,
        [customerId, entryId, now + TURN_MS, now],
      )
      if (taken.length > 0) await keepInMind(tx, entryId, 'asked')
      return taken.length > 0
    })

  async function endTurn(customerId: string, entryId: string, template: Template, outcome: MessageOutcome) {
    await db.transaction(async (tx) => {
      await tx.query('delete from message_turns where customer_id = $1 and entry_id = $2', [customerId, entryId])
      await keepInMind(tx, entryId, outcome)
      if (outcome === 'no-permission') await countPermission(tx, { customerId, template, left: 'none' })
      if (outcome === 'taken' && !templates.lasting) {
        await countPermission(tx, { customerId, template, left: 'one-fewer' })
      }
    })
    onMessage?.(outcome)
  }

  async function fieldsOf(about: ArrivalAbout | OutcomeAbout): Promise<Record<string, string>> {
    if (about.about === 'transfer-ended') {
      const payee = await people.person(about.payeeId)
      return outcomeFields({ ...about, payee: payee ? shownName(payee) : '' })
    }
    const { to, accountId, from, amount, at } = about
    const [payer, account] = await Promise.all([people.person(from), ownAccount(db, to, accountId)])
    return arrivalFields({ payer: payer ? shownName(payer) : '', amount, at, last4: account.last4 })
  }

  /** Undefined: there is nobody whom WeChat may write to. */
  async function ask(
    entry: ClaimedEntry,
    payload: ArrivalAbout | OutcomeAbout,
    template: Template,
    templateId: string,
  ): Promise<MessageOutcome | undefined> {
    const { to } = payload
    // Asked for each message: one before it may have used up the last.
    const openid = await permittedOpenid(db, sealer, to, template)
    if (openid === undefined) return undefined
    const message = { openid, templateId, page: pageOf(payload), fields: await fieldsOf(payload) }
    if (!(await takeTurn(to, entry.id))) throw new NotNow(AGAIN_MS)
    reach('subscribe.asked')
    let outcome: MessageOutcome
    try {
      outcome = await wechat.sendSubscribe(message)
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error
      outcome = error.effect === 'unreached' ? 'busy' : 'unknown'
      await endTurn(to, entry.id, template, outcome)
      // Again after a while, as the outbox waits.
      if (outcome === 'busy' && clock.now() - entry.at < PATIENCE_MS) throw error
      return outcome
    }
    reach('subscribe.answered')
    await endTurn(to, entry.id, template, outcome)
    if (outcome === 'one-at-a-time') throw new NotNow(AGAIN_MS)
    if (outcome === 'quota') restsUntil = clock.now() + QUOTA_REST_MS
    if (outcome === 'invalid-field' || outcome === 'refused') {
      log.error(
        { outboxId: entry.id, template, outcome },
        'WeChat did not take a message: our fields or settings are off',
      )
    }
    return outcome
  }

  /** Sends an entry of channel 'subscribe'. Throws NotNow, and OutsideError, to be tried again. */
  return async function sendSubscribe(entry: ClaimedEntry): Promise<void> {
    const payload = entry.payload as ArrivalAbout | OutcomeAbout
    const template = TEMPLATE_OF[payload.about]
    const templateId = templates.ids[template]
    if (entry.word === 'taken') return
    const mayAsk = entry.word === null ? entry.tries === 1 : entry.word === 'busy' || entry.word === 'one-at-a-time'
    // What no field can say, the SMS says.
    if (templateId !== undefined && mayAsk && payload.amount <= MOST_FEN) {
      const outcome = await inTurn(payload.to, async () =>
        clock.now() - entry.at < PATIENCE_MS && clock.now() >= restsUntil
          ? ask(entry, payload, template, templateId)
          : undefined,
      )
      if (outcome === 'taken') return
    }
    if (payload.about === 'transfer-in') await sendSms(entry)
  }
}

/** The receipt, as from a message. */
const pageOf = ({ orderId }: ArrivalAbout | OutcomeAbout): string => `transfer/result?id=${orderId}&from=message`

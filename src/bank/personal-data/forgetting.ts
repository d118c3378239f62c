import { addMonths, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database, Queryable, Transaction } from '../../storage/database.ts'
import { addToOutbox } from '../../storage/outbox.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { type EntryOf, type Sides, sameWords } from '../accounts/entries.ts'
import type { Clock } from '../caller.ts'
import type { Worker } from '../capabilities.ts'
import { agreementEndEntry } from '../cards/agreements.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { HELD, KINDS, type Kind } from './held.ts'

const MINUTE_MS = 60_000
/** People of one turn of the worker, and entries of one transaction. */
const TURN = 20
const BATCH = 200
/** In the place of a name and a number that were erased from somebody else's record. */
const NOBODY = '***'

type Deletion = Answer<'POST /v1/me/deletion'>

interface ForgettingDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
}

export interface Forgetting {
  /**
   * Takes away what need not stay and tells what does, and until when. All or nothing. Throws ACCOUNTS_OPEN,
   * ORDERS_WAITING, and IN_PROGRESS while a card is being bound.
   */
  leave(customerId: string): Promise<Deletion>
  /** Finishes departures that a crash left half way, parts with who left without a word, and erases what has been kept for its years. */
  readonly worker: Worker
}

export function createForgetting({ db, clock, rules, sealer }: ForgettingDependencies): Forgetting {
  const yearsOf = (kind: Kind, date: string) => rules.on(`retention.${kind}`, '', date)

  /** What is older than this instant has had its years: the last day of them is one on which it is still kept. */
  async function keptFrom(kind: Kind, now: number): Promise<number> {
    const today = businessDate(now)
    return startOfDate(addMonths(today, -12 * (await yearsOf(kind, today))))
  }

  /** `since`: the instant from which what must be kept is kept, when it is an earlier one than this. */
  async function leave(customerId: string, since?: number): Promise<Deletion> {
    const now = clock.now()
    const today = businessDate(now)
    const outcome = await db.transaction(async (tx) => {
      const [person] = await tx.query<{ was_customer: boolean }>(
        'select became_customer_at is not null as was_customer from customers where id = $1 for update',
        [customerId],
      )
      if (!person) return []
      const refusal = await hindrance(tx, customerId, now)
      if (refusal) {
        await tx.query('delete from departures where customer_id = $1 and left_at is null', [customerId])
        return refusal
      }
      const has = async (table: 'complaints' | 'list_matches') =>
        (await tx.query(`select 1 as one from ${table} where customer_id = $1 limit 1`, [customerId])).length > 0
      const owed: Record<Kind, boolean> = {
        // What a list led to is kept of a visitor as well: they may be whom the bank had to turn away.
        identity: person.was_customer || (await has('list_matches')),
        transactions: person.was_customer,
        complaints: await has('complaints'),
      }
      const kinds = KINDS.filter((kind) => owed[kind])
      await take(tx, customerId, kinds, now, since ?? now)
      return kinds
    })
    if (outcome instanceof BankError) throw outcome
    return {
      kept: await Promise.all(
        outcome.map(async (kind) => ({ kind, until: addMonths(today, 12 * (await yearsOf(kind, today))) })),
      ),
    }
  }

  /** Takes away what goes at once, and what is of no kind that must be kept. */
  async function take(
    tx: Transaction,
    customerId: string,
    kinds: readonly Kind[],
    now: number,
    since: number,
  ): Promise<void> {
    if (kinds.length > 0) {
      await tx.query(
        `insert into departures (customer_id, asked_at, left_at, id_number_index)
         select id, $2, $2, id_number_index from customers where id = $1
         on conflict (customer_id) do update set left_at = excluded.left_at, id_number_index = excluded.id_number_index
         where departures.left_at is null`,
        [customerId, now],
      )
      await tx.query(
        `insert into retained (customer_id, kind, since) select $1, kind, $3 from unnest($2::text[]) as n (kind)
         on conflict do nothing`,
        [customerId, kinds, since],
      )
    }
    const bound = await tx.query<{ id: string }>(
      'update cards set unbound_at = $2 where customer_id = $1 and unbound_at is null returning id',
      [customerId, now],
    )
    const endings = bound.map(({ id }) => agreementEndEntry(customerId, id))
    await addToOutbox(tx, endings, now)
    for (const { atOnce, kept } of HELD) {
      if (atOnce) await tx.query(atOnce, [customerId])
      if (kept && !kinds.includes(kept.as)) await tx.query(kept.erase, [customerId])
    }
    if (kinds.length === 0) await tx.query('delete from customers where id = $1', [customerId])
  }

  async function erase(customerId: string, kind: Kind): Promise<void> {
    if (kind === 'transactions') while (await eraseEntries(customerId)) {}
    await db.transaction(async (tx) => {
      if (kind === 'transactions') await eraseClaims(tx, customerId)
      for (const { kept } of HELD) if (kept?.as === kind) await tx.query(kept.erase, [customerId])
      await tx.query('update retained set erased_at = $3 where customer_id = $1 and kind = $2', [
        customerId,
        kind,
        clock.now(),
      ])
    })
  }

  /** Takes one person out of some of their entries, and out of the other side's. False when there are no more. */
  const eraseEntries = (customerId: string): Promise<boolean> =>
    db.transaction(async (tx) => {
      const entries = await tx.query<Entry>(
        `select movement_id, kind, order_id from entries where customer_id = $1 and text_sealed is not null
         order by movement_id limit ${BATCH}`,
        [customerId],
      )
      for (const entry of entries) {
        await eraseSide(tx, customerId, entry)
        await tx.query('update entries set text_sealed = null where customer_id = $1 and movement_id = $2', [
          customerId,
          entry.movement_id,
        ])
      }
      return entries.length === BATCH
    })

  /** A transfer and both its entries say the same of both sides: what they say of this one goes. */
  async function eraseSide(tx: Transaction, customerId: string, { movement_id, kind, order_id }: Entry): Promise<void> {
    const side = kind === 'transfer-out' ? 'payer' : kind === 'transfer-in' ? 'payee' : undefined
    if (!side) return
    // Ids are made by payers, so two may have sent the same one: the movement tells which is meant.
    const rows = await tx.query<{ payer_id: string; payee_id: string; sides_sealed: Uint8Array | null }>(
      `select payer_id, payee_id, sides_sealed from transfers where ${side}_id = $1 and id = $2 for update`,
      [customerId, order_id],
    )
    const transfer = rows.find(({ payer_id }) => derivedId('transfer', payer_id, order_id) === movement_id)
    if (!transfer?.sides_sealed) return
    const sides = without(side, JSON.parse(sealer.open(transfer.sides_sealed)) as Sides)
    const sealed = sealer.seal(JSON.stringify(sides))
    await tx.query('update transfers set sides_sealed = $3 where payer_id = $1 and id = $2', [
      transfer.payer_id,
      order_id,
      sealed,
    ])
    await tx.query(
      `update entries set text_sealed = $3 where customer_id = $1 and movement_id = $2 and text_sealed is not null`,
      [side === 'payer' ? transfer.payee_id : transfer.payer_id, movement_id, sealed],
    )
  }

  /** Who claimed to a bank card has no entry of it here: the payers' entries name them. */
  async function eraseClaims(tx: Transaction, customerId: string): Promise<void> {
    const claimed = await tx.query<{ customer_id: string; movement_id: string; text_sealed: Uint8Array }>(
      `select e.customer_id, e.movement_id, e.text_sealed from claim_payouts p
       join entries e on e.customer_id = p.payer_id and e.movement_id = p.movement_id
       where p.customer_id = $1 and p.sides_sealed is not null and e.text_sealed is not null for update of e`,
      [customerId],
    )
    for (const { customer_id: payer, movement_id: movementId, text_sealed: sealed } of claimed) {
      const text = { ...JSON.parse(sealer.open(sealed)), counterparty: sameWords(NOBODY) }
      await tx.query('update entries set text_sealed = $3 where customer_id = $1 and movement_id = $2', [
        payer,
        movementId,
        sealer.seal(JSON.stringify(text)),
      ])
    }
  }

  async function finishDepartures(now: number): Promise<number> {
    const unfinished = await db.query<{ customer_id: string }>(
      `select customer_id from departures where left_at is null and asked_at <= $1 order by asked_at limit ${TURN}`,
      [now - MINUTE_MS],
    )
    for (const { customer_id } of unfinished) {
      await leave(customer_id).catch(unlessHindered)
    }
    return unfinished.length
  }

  /**
   * Who closed their last account and never asked to be forgotten is a customer no longer: the years count from there, and
   * when those of identity are over, they leave as if they had asked.
   */
  async function leaveOfThoseLongGone(now: number): Promise<number> {
    const gone = await db.query<{ customer_id: string; ended_at: number }>(
      `select a.customer_id, max(a.closed_at) as ended_at from accounts a join customers c on c.id = a.customer_id
       where a.status = 'closed' and a.closed_at < $1 and c.stage = 'customer'
         and not exists (select 1 from accounts b
           where b.customer_id = a.customer_id and (b.status <> 'closed' or b.closed_at >= $1))
       group by a.customer_id order by 2 limit ${TURN}`,
      [await keptFrom('identity', now)],
    )
    for (const { customer_id, ended_at } of gone) await leave(customer_id, ended_at).catch(unlessHindered)
    return gone.length
  }

  async function eraseDue(kind: Kind, now: number): Promise<number> {
    const due = await db.query<{ customer_id: string }>(
      `select customer_id from retained where kind = $1 and since < $2 and erased_at is null order by since limit ${TURN}`,
      [kind, await keptFrom(kind, now)],
    )
    for (const { customer_id } of due) await erase(customer_id, kind)
    return due.length
  }

  /** What was asked about people who never became customers, once it is as old as what is kept of those who did. */
  async function eraseOfNobody(now: number): Promise<void> {
    const from = await keptFrom('identity', now)
    for (const { ofNobody } of HELD) if (ofNobody) await db.query(ofNobody, [from])
  }

  let next = 0
  return {
    leave: (customerId) => leave(customerId),
    worker: {
      name: 'forgetting',
      plenty: TURN,
      async run() {
        const now = clock.now()
        if (now < next) return 0
        let done = (await finishDepartures(now)) + (await leaveOfThoseLongGone(now))
        for (const kind of KINDS) done += await eraseDue(kind, now)
        if (done < TURN) {
          await eraseOfNobody(now)
          next = now + MINUTE_MS
        }
        return done
      },
    },
  }
}

interface Entry {
  readonly movement_id: string
  readonly kind: EntryOf['kind']
  readonly order_id: string
}

/** Who cannot leave now is asked again at the next run. */
function unlessHindered(error: unknown): void {
  if (!(error instanceof BankError)) throw error
}

/** What keeps somebody from leaving until they do something about it. */
export async function lastingHindrance(db: Queryable, customerId: string): Promise<BankError | undefined> {
  const open = await db.query(`select 1 as one from accounts where customer_id = $1 and status <> 'closed' limit 1`, [
    customerId,
  ])
  if (open.length > 0) return new BankError('ACCOUNTS_OPEN')
  const waiting = await db.query(
    'select 1 as one from scheduled_transfers where customer_id = $1 and due_at is not null limit 1',
    [customerId],
  )
  return waiting.length > 0 ? new BankError('ORDERS_WAITING') : undefined
}

/** Why somebody cannot leave now. */
async function hindrance(tx: Transaction, customerId: string, now: number): Promise<BankError | undefined> {
  const lasting = await lastingHindrance(tx, customerId)
  if (lasting) return lasting
  const busy = await tx.query(
    `select 1 as one from bindings where customer_id = $1 and busy_until > $2
     union all select 1 from core_transfers where customer_id = $1 and next_ask_at is not null
     union all select 1 from claim_payouts where customer_id = $1 and next_ask_at is not null limit 1`,
    [customerId, now],
  )
  return busy.length > 0 ? new BankError('IN_PROGRESS', { retryAfter: 1 }) : undefined
}

/** The note is the payer's. */
function without(side: 'payer' | 'payee', { payer, payee, note }: Sides): Sides {
  return side === 'payer'
    ? { payer: { name: NOBODY, maskedMobile: NOBODY }, payee, note: null }
    : { payer, payee: { maskedName: NOBODY, maskedMobile: NOBODY }, note }
}

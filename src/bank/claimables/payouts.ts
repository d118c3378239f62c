/**
 * A share that is claimed to a bound card of the claimant's own. The claim turns the share's hold into one for the card's
 * bank (to-card.ts); from then on nobody else has it, nor does its time end it, until that bank's word is known
 * (card-orders/settling.ts). Done, the hold is posted; refused, the share is open again, or returns when its time is over
 * or its payer has taken the card back.
 */
import { businessDate } from '../../contract/dates.ts'
import type { Database, Queryable } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { agreedOut } from '../accounts/agreed.ts'
import { entryRecord, type Sides, sameWords } from '../accounts/entries.ts'
import { countersOf } from '../accounts/limits.ts'
import type { AccountClass } from '../accounts/records.ts'
import { turnoverOf } from '../accounts/turnover.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import type { Worker } from '../capabilities.ts'
import { createDueWorker } from '../card-orders/due.ts'
import type { OutsideOrderRow } from '../card-orders/records.ts'
import {
  type CardOrderEnd,
  type CardOrders,
  createSettling,
  endedRecord,
  type Settlement,
} from '../card-orders/settling.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import { smsEntry } from '../messages/messages.ts'
import { givenBack } from '../writes/counters.ts'
import { RecordChanged } from '../writes/records.ts'
import type { WritePath } from '../writes/write.ts'
import { shareHold } from './records.ts'

/** A row of table `claim_payouts` with the class of the payer's account, the card and the times of the share. */
export interface PayoutRecord extends OutsideOrderRow {
  readonly class: AccountClass
  readonly payer_id: string
  readonly claimable_id: string
  readonly share_id: string
  readonly movement_id: string
  readonly sides_sealed: Uint8Array | null
  readonly agreement_no_sealed: Uint8Array
  readonly bank_name: string
  readonly bank_name_en: string
  readonly last4: string
  readonly sent_at: number
  readonly expires_at: number
  /** When its payer took back what was open of the card. */
  readonly recalled_at: number | null
}

const PAYOUT = `select p.customer_id, p.id, p.account_id, a.class, p.amount, p.payer_id, p.claimable_id, p.share_id, p.movement_id,
    p.sides_sealed, c.agreement_no_sealed, c.bank_name, c.bank_name_en, c.last4, s.created_at as sent_at, s.expires_at,
    s.recalled_at, p.state, p.reason_zh, p.reason_en, p.attempts, p.asked, p.created_at, p.finished_at
  from claim_payouts p
  join claimable_shares s on s.customer_id = p.payer_id and s.id = p.share_id
  join accounts a on a.customer_id = p.payer_id and a.id = p.account_id
  join cards c on c.customer_id = p.customer_id and c.id = p.card_id`

/** The claimant's own. Throws NOT_FOUND. */
export async function ownPayout(db: Queryable, customerId: string, id: string): Promise<PayoutRecord> {
  const [record] = await db.query<PayoutRecord>(`${PAYOUT} where p.customer_id = $1 and p.id = $2`, [customerId, id])
  if (!record) throw new BankError('NOT_FOUND')
  return record
}

/** A claimant's last from a card. */
export async function lastPayout(
  db: Queryable,
  customerId: string,
  claimableId: string,
): Promise<PayoutRecord | undefined> {
  const [record] = await db.query<PayoutRecord>(
    `${PAYOUT} where p.customer_id = $1 and p.claimable_id = $2 order by p.created_at desc, p.id limit 1`,
    [customerId, claimableId],
  )
  return record
}

/** The id that the card system knows the payout by: one for all attempts, so that it pays once. */
const payoutId = ({ customer_id, id }: PayoutRecord): string => derivedId('claim-payout-order', customer_id, id)

interface PayoutDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly cards: Pick<CardOrders, 'payout' | 'payoutState'>
  readonly clock: Clock
  readonly sealer: Sealer
  readonly log: Log
  readonly reach: (point: string) => void
}

export function createClaimSettlement(deps: PayoutDependencies): Settlement<PayoutRecord> {
  const { db, writes, cards, clock, sealer } = deps
  const agreementOf = (record: PayoutRecord): string => sealer.open(record.agreement_no_sealed)

  async function end(record: PayoutRecord, how: CardOrderEnd): Promise<CardOrderEnd['state']> {
    try {
      return await endAsRead(record, how)
    } catch (error) {
      if (!(error instanceof RecordChanged)) throw error
      // Nothing was stored: look again whether the card was taken back meanwhile.
      const now = await ownPayout(db, record.customer_id, record.id)
      if (now.recalled_at === record.recalled_at) throw error
      return end(now, how)
    }
  }

  async function endAsRead(record: PayoutRecord, how: CardOrderEnd): Promise<CardOrderEnd['state']> {
    const { customer_id: claimant, id, payer_id: payer, account_id: accountId, amount, share_id: share } = record
    const { recalled_at } = record
    const ref = { owner: payer, id: accountId }
    const done = how.state === 'done'
    // As they were counted when the card was sent.
    const date = businessDate(record.sent_at)
    const { day, year } = countersOf(ref, 'out', date)
    const { payments } = agreedOut(ref, date)
    const through = done ? turnoverOf(ref, record.class) : []
    const written = await writes.submit<{ state: CardOrderEnd['state'] }>({
      owner: claimant,
      id,
      kind: 'claim.end',
      content: '',
      accounts: [ref],
      holds: [record.movement_id],
      counters: [...through, ...(done ? [] : [day, year, payments])],
      authorisation: null,
      // What was sent to the card's bank goes out, whatever has stopped the account since.
      decide(seen) {
        const now = clock.now()
        const returns = recalled_at !== null ? 'taken-back' : now >= record.expires_at ? 'expired' : undefined
        const where = { customer_id: payer, id: share, state: 'taking' }
        const ended = endedRecord('claim_payouts', record, how, now)
        const answer = { state: how.state }
        if (done) {
          const { payee, note } = sidesIn(record, sealer)
          const entry = {
            customerId: payer,
            movementId: record.movement_id,
            kind: 'claimed-to-card',
            orderId: share,
          } as const
          const words = { counterparty: sameWords(payee.maskedName), note: note === null ? null : sameWords(note) }
          return {
            opens: [],
            movements: [{ kind: 'post-hold', id: record.movement_id }],
            count: through.map((counter) => ({ counter, by: amount })),
            records: [
              ended,
              { update: 'claimable_shares', where, set: { state: 'claimed', ended_by: id, ended_at: now } },
              entryRecord({ ...entry, ...words }, sealer),
            ],
            outbox: [
              smsEntry(derivedId('claimable-claimed-sms', payer, share), {
                ...{ about: 'claimable-claimed', to: payer, from: claimant, amount },
              }),
            ],
            answer,
          }
        }
        const void_ = { kind: 'void-hold', id: record.movement_id } as const
        if (returns) {
          const taken = [day, year].map((counter) => ({ counter, by: amount }))
          return {
            opens: [],
            movements: [void_],
            count: givenBack(seen, [...taken, { counter: payments, by: 1 }]),
            records: [
              ended,
              {
                update: 'claimable_shares',
                where: { ...where, recalled_at },
                set: { state: returns, claimant_id: null, ended_by: id, ended_at: now },
              },
            ],
            outbox: [
              smsEntry(derivedId('claimable-returned-sms', payer, share), {
                ...{ about: 'claimable-returned', to: payer, accountId, amount },
              }),
            ],
            answer,
          }
        }
        const again = derivedId('claimable-share-again', claimant, id)
        return {
          opens: [],
          movements: [void_, shareHold(ref, again, amount, record.expires_at)],
          count: [],
          records: [
            ended,
            {
              update: 'claimable_shares',
              where: { ...where, recalled_at },
              set: { state: 'refused', claimant_id: null, ended_by: id, ended_at: now },
            },
            {
              insert: 'claimable_shares',
              row: {
                customer_id: payer,
                id: again,
                claimable_id: record.claimable_id,
                account_id: accountId,
                amount,
                state: 'open',
                created_at: record.sent_at,
                expires_at: record.expires_at,
              },
            },
          ],
          outbox: [],
          answer,
        }
      },
    })
    return written.state
  }

  return createSettling(deps, {
    table: 'claim_payouts',
    points: { beforeSending: 'claim.before-payout', beforeStoring: 'claim.before-answer-stored' },
    notReached: {
      zh: '暂时连不上银行卡系统，请稍后再领',
      en: 'the card system could not be reached. Claim again shortly',
    },
    send: (record) =>
      cards.payout(payoutId(record), {
        agreementNo: agreementOf(record),
        amount: record.amount,
        // The time of the order, not of this attempt: a repeat is the same request.
        at: record.created_at,
        orderId: record.id,
        purpose: 'claim',
      }),
    state: (record) => cards.payoutState(payoutId(record), agreementOf(record)),
    end,
  })
}

/** Throws NOT_FOUND once it was forgotten: an undecided one never is. */
function sidesIn({ sides_sealed: sealed }: PayoutRecord, sealer: Sealer): Sides {
  if (!sealed) throw new BankError('NOT_FOUND')
  return JSON.parse(sealer.open(sealed)) as Sides
}

/** Asks again about claims to cards that are not decided. */
export const createClaimPayoutWorker = (
  deps: Pick<PayoutDependencies, 'db' | 'clock' | 'log'> & { readonly claimSettlement: Settlement<PayoutRecord> },
): Worker =>
  createDueWorker(deps, {
    name: 'claims to cards not decided',
    table: 'claim_payouts',
    find: ({ customer_id, id }) => ownPayout(deps.db, customer_id, id),
    settlement: deps.claimSettlement,
  })

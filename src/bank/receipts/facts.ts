import { maskCard, maskName } from '../../contract/masks.ts'
import type { Fen } from '../../contract/money.ts'
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Sides } from '../accounts/entries.ts'
import { type People, type Person, shownName } from '../accounts/people.ts'
import type { Caller } from '../caller.ts'
import type { Topups, Transfers } from '../capabilities.ts'
import { ownCardTransfer, targetOf } from '../card-transfers/records.ts'
import { BankError } from '../errors.ts'

export type ReceiptOf = Pick<Body<'POST /v1/receipts'>, 'kind' | 'orderId'>

interface Party {
  /** As the holder of the receipt may see it. */
  readonly name: string
  /** As anybody may. */
  readonly shown: string
  /** The end of a number, or a masked mobile number; empty when neither is known. */
  readonly account: string
}

/** What a receipt says, as of the order: names do not change in it when they change outside. */
export interface Facts {
  readonly version: 1
  readonly number: string
  readonly kind: ReceiptOf['kind']
  readonly orderId: string
  readonly amount: Fen
  readonly at: number
  readonly payer: Party
  readonly payee: Party
  readonly note: string | null
}

/** The facts of an order, and who is on its other side. */
export interface Found {
  readonly facts: Omit<Facts, 'number'>
  readonly otherId: string | null
}

export interface FactsDependencies {
  readonly db: Database
  readonly sealer: Sealer
  readonly people: People
  readonly transfers: Pick<Transfers, 'get'>
  readonly topups: Pick<Topups, 'get'>
}

/** What an order's receipt says to one of its sides. Throws NOT_FOUND for anyone else, RECEIPT_NOT_YET. */
export function createFacts({ db, sealer, people, transfers, topups }: FactsDependencies) {
  /** The end of an own account's number. */
  async function ending(customerId: string, accountId: string): Promise<string> {
    const [account] = await db.query<{ last4: string }>(
      'select last4 from accounts where customer_id = $1 and id = $2',
      [customerId, accountId],
    )
    return account ? `···· ${account.last4}` : ''
  }

  async function ofTransfer(caller: Caller, orderId: string): Promise<Found> {
    const { state, direction } = await transfers.get(caller, orderId)
    if (state !== 'done') throw new BankError('RECEIPT_NOT_YET')
    const side = direction === 'out' ? 'payer' : 'payee'
    const [row] = await db.query<{
      payer_id: string
      payee_id: string
      payer_account_id: string
      payee_account_id: string
      amount: Fen
      at: number
      sides_sealed: Uint8Array | null
    }>(
      `select payer_id, payee_id, payer_account_id, payee_account_id, amount, at, sides_sealed from transfers
       where ${side}_id = $1 and id = $2`,
      [caller.customerId, orderId],
    )
    if (!row?.sides_sealed) throw new BankError('NOT_FOUND')
    const sides = JSON.parse(sealer.open(row.sides_sealed)) as Sides
    const [payer, payee, account] = await Promise.all([
      people.person(row.payer_id),
      people.person(row.payee_id),
      ending(caller.customerId, direction === 'out' ? row.payer_account_id : row.payee_account_id),
    ])
    return {
      facts: {
        version: 1,
        kind: 'transfer',
        orderId,
        amount: row.amount,
        at: row.at,
        payer: {
          name: sides.payer.name,
          shown: payer?.organisation ? sides.payer.name : maskName(sides.payer.name),
          account: direction === 'out' ? account : sides.payer.maskedMobile,
        },
        payee: {
          name: direction === 'in' ? ownName(payee, sides.payee.maskedName) : sides.payee.maskedName,
          shown: sides.payee.maskedName,
          account: direction === 'in' ? account : sides.payee.maskedMobile,
        },
        note: sides.note,
      },
      otherId: direction === 'out' ? row.payee_id : row.payer_id,
    }
  }

  async function ofTopup(caller: Caller, orderId: string): Promise<Found> {
    const { state, amount, accountId, bankName, last4, createdAt, finishedAt } = await topups.get(caller, orderId)
    if (state !== 'done') throw new BankError('RECEIPT_NOT_YET')
    const [person, account] = await Promise.all([
      people.person(caller.customerId),
      ending(caller.customerId, accountId),
    ])
    const name = person?.name ?? ''
    const shown = person ? shownName(person) : ''
    return {
      facts: {
        version: 1,
        kind: 'topup',
        ...{ orderId, amount },
        at: finishedAt ?? createdAt,
        payer: { name, shown, account: `${bankName} ···· ${last4}` },
        payee: { name, shown, account },
        note: null,
      },
      otherId: null,
    }
  }

  async function ofCardTransfer(caller: Caller, orderId: string): Promise<Found> {
    const record = await ownCardTransfer(db, caller.customerId, orderId)
    if (record.state !== 'done') throw new BankError('RECEIPT_NOT_YET')
    const { number, name, bank, note } = targetOf(record, sealer)
    const [payer, account] = await Promise.all([
      people.person(caller.customerId),
      ending(caller.customerId, record.account_id),
    ])
    const self = { name: payer?.name ?? '', shown: payer ? shownName(payer) : '' }
    return {
      facts: {
        version: 1,
        kind: 'card-transfer',
        ...{ orderId, amount: record.amount },
        at: record.finished_at ?? record.created_at,
        payer: { ...self, account },
        // Of a card of their own no name was asked.
        payee: {
          ...(name === null ? self : { name, shown: maskName(name) }),
          account: [bank?.[caller.language], maskCard(number)].filter(Boolean).join(' '),
        },
        note,
      },
      otherId: null,
    }
  }

  /** The payer's. Which card it went to is the claimant's affair. */
  async function ofClaimToCard({ customerId }: Caller, shareId: string): Promise<Found> {
    const [row] = await db.query<{
      claimant_id: string
      account_id: string
      amount: Fen
      at: number
      sides_sealed: Uint8Array | null
    }>(
      `select customer_id as claimant_id, account_id, amount, finished_at as at, sides_sealed from claim_payouts
       where payer_id = $1 and share_id = $2 and state = 'done'`,
      [customerId, shareId],
    )
    if (!row?.sides_sealed) throw new BankError('NOT_FOUND')
    const { payer, payee, note } = JSON.parse(sealer.open(row.sides_sealed)) as Sides
    const [person, account] = await Promise.all([people.person(customerId), ending(customerId, row.account_id)])
    return {
      facts: {
        version: 1,
        kind: 'claimed-to-card',
        ...{ orderId: shareId, amount: row.amount, at: row.at },
        payer: { name: payer.name, shown: person?.organisation ? payer.name : maskName(payer.name), account },
        payee: { name: payee.maskedName, shown: payee.maskedName, account: payee.maskedMobile },
        note,
      },
      otherId: row.claimant_id,
    }
  }

  const of = {
    transfer: ofTransfer,
    topup: ofTopup,
    'card-transfer': ofCardTransfer,
    'claimed-to-card': ofClaimToCard,
  } as const
  return (caller: Caller, { kind, orderId }: ReceiptOf): Promise<Found> => of[kind](caller, orderId)
}

/** The payee's own name in full, if it is the one that they were paid under. */
const ownName = (person: Person | undefined, maskedThen: string): string =>
  person && shownName(person) === maskedThen ? person.name : maskedThen

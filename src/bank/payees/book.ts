import { businessDate } from '../../contract/dates.ts'
import { maskMobile } from '../../contract/masks.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { type People, shownName } from '../accounts/people.ts'
import { accountsOf, refOf } from '../accounts/records.ts'
import { standInOf } from '../accounts/stand-in.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Core } from '../core.ts'
import { BankError } from '../errors.ts'
import type { CardBook } from './cards.ts'
import { isReported } from './reported.ts'

type Book = Answer<'GET /v1/payees'>
type Payee = Book['payees'][number]

/** More than anybody pays; who is older than these is found by the number again. */
const LISTED = 200
/** Movements of an account that are looked through for who was paid last. */
const LOOKED_THROUGH = 60

interface BookRow {
  readonly id: string
  readonly payee_id: string
  readonly alias_sealed: Uint8Array | null
  readonly reported: boolean
}

interface BookDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly core: Core
  readonly sealer: Sealer
  readonly people: People
  readonly cards: Pick<CardBook, 'listCards' | 'renameCard' | 'removeCard'>
}

/** Who was paid before: whom of them lately first, then the newest acquaintance. */
export function createPayeeBook({ db, clock, core, sealer, people, cards }: BookDependencies) {
  /** When each payee was paid last, of the latest movements: what a payment costs does not grow by it. */
  async function paidLately(payerId: string): Promise<ReadonlyMap<string, number>> {
    const standIn = await standInOf(db, payerId)
    const refs = [...(await accountsOf(db, payerId)).map(refOf), ...(standIn ? [standIn] : [])]
    const pages = await Promise.all(refs.map((ref) => core.postings(db, ref, { limit: LOOKED_THROUGH })))
    const movements = pages.flat().filter(({ code }) => code === 'transfer')
    const paid = await db.query<{ payee_id: string; at: number }>(
      `select t.payee_id, max(t.at) as at from unnest($2::uuid[]) as m (id)
       join entries e on e.customer_id = $1 and e.movement_id = m.id and e.kind = 'transfer-out'
       join transfers t on t.payer_id = $1 and t.id = e.order_id group by 1`,
      [payerId, movements.map(({ movementId }) => movementId)],
    )
    return new Map(paid.map(({ payee_id, at }) => [payee_id, at]))
  }

  async function list(caller: Caller): Promise<Book> {
    const { customerId } = caller
    const [rows, paid, ofCards] = await Promise.all([
      db.query<BookRow>(
        `select id, payee_id, alias_sealed, ${isReported('payee_id', '$3')} as reported from payees
         where payer_id = $1 and known order by created_at desc, id limit $2`,
        [customerId, LISTED, businessDate(clock.now())],
      ),
      paidLately(customerId),
      cards.listCards(caller),
    ])
    const payees = await Promise.all(
      rows.map(async (row): Promise<Payee | undefined> => {
        const person = await people.person(row.payee_id)
        // Who has left is nobody to pay.
        if (!person) return undefined
        return {
          payeeId: row.id,
          maskedName: shownName(person),
          maskedMobile: maskMobile(person.mobile),
          alias: row.alias_sealed && sealer.open(row.alias_sealed),
          known: true,
          named: true,
          reported: row.reported,
          paidAt: paid.get(row.payee_id) ?? null,
        }
      }),
    )
    const present = payees.filter((payee) => payee !== undefined)
    // The order of the book stays among those who were not paid lately.
    return { payees: present.sort((one, other) => (other.paidAt ?? 0) - (one.paidAt ?? 0)), cards: ofCards }
  }

  /** Gives a payee a name of the payer's own, or takes it back. Throws PAYEE_UNKNOWN for who does not stand in the book. */
  async function rename({ customerId }: Caller, payeeId: string, alias: string | null) {
    const named = alias?.trim() || null
    const aliasSealed = named === null ? null : sealer.seal(named)
    const found = await db.query(
      'update payees set alias_sealed = $3 where payer_id = $1 and id = $2 and known returning id',
      [customerId, payeeId, aliasSealed],
    )
    if (found.length === 0 && !(await cards.renameCard(customerId, payeeId, aliasSealed)))
      throw new BankError('PAYEE_UNKNOWN', { field: 'payeeId' })
    return {}
  }

  /** Takes a payee out: paid again, they are new. What was paid stays on the statement. A repeat does nothing. */
  async function remove({ customerId }: Caller, payeeId: string) {
    await db.query(
      `update payees set known = false, named_at = null, alias_sealed = null where payer_id = $1 and id = $2`,
      [customerId, payeeId],
    )
    await cards.removeCard(customerId, payeeId)
    return {}
  }

  return { list, rename, remove }
}

/**
 * bank/links/: shared product cards. The mini-program makes the id at the moment of sharing and registers it after; what
 * comes of a link (a sign-in, an account, a deposit) carries its id.
 */
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { type People, shownName } from '../accounts/people.ts'
import type { Clock } from '../caller.ts'
import type { Links, Products } from '../capabilities.ts'
import { BankError } from '../errors.ts'

interface LinkRow {
  readonly id: string
  /** Null: its sharer is gone. */
  readonly customer_id: string | null
  readonly product_id: string
}

export function createLinks(deps: { db: Database; clock: Clock; people: People; products: Products }): Links {
  const { db, clock, people, products } = deps

  async function find(id: string): Promise<LinkRow | undefined> {
    const [row] = await db.query<LinkRow>('select id, customer_id, product_id from links where id = $1', [id])
    return row
  }

  async function show(row: LinkRow): Promise<Answer<'GET /v1/links/:linkId'>> {
    const sharer = row.customer_id === null ? undefined : await people.person(row.customer_id)
    return { id: row.id, productId: row.product_id, sharedBy: sharer ? shownName(sharer) : null }
  }

  return {
    async register(caller, { id, productId }) {
      await products.get(productId)
      await db.query(
        `insert into links (id, customer_id, product_id, created_at) values ($1, $2, $3, $4)
         on conflict (id) do nothing`,
        [id, caller.customerId, productId, clock.now()],
      )
      const row = await find(id)
      if (row?.customer_id !== caller.customerId || row.product_id !== productId) throw new BankError('ID_REUSED')
      return show(row)
    },

    async get(id) {
      const row = await find(id)
      if (!row) throw new BankError('NOT_FOUND')
      return show(row)
    },
  }
}

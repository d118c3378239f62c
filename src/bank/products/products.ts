/**
 * bank/products/: the shelf: time deposits with their dated rates. It reads its own tables and the rules.
 */
import { addMonths, businessDate } from '../../contract/dates.ts'
import type { Fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import { findRows } from '../../storage/lookup.ts'
import type { Clock } from '../caller.ts'
import type { Products } from '../capabilities.ts'
import { interestAtMaturity } from '../deposits/interest.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'

type Product = Answer<'GET /v1/products/:productId'>

/** Principal of the example when none is asked for: 10,000 yuan. */
const EXAMPLE: Fen = 1_000_000

interface Row {
  readonly id: string
  readonly kind: 'time-deposit'
  readonly name: string
  readonly name_en: string
  readonly term_months: number
  readonly minimum: Fen
  readonly insured: boolean
  readonly on_sale: boolean
  readonly rate_percent: string
  readonly early_rate_percent: string
  readonly effective_from: string
}

const COLUMNS = `k.n, p.id, p.kind, p.name, p.name_en, p.term_months, p.minimum, p.insured, p.on_sale,
  r.rate_percent, r.early_rate_percent, r.effective_from`
/** The rate that a product has on a business date; one that has none yet is not on the shelf. */
const RATE = `product_rates r on r.product_id = p.id and r.effective_from =
    (select max(effective_from) from product_rates where product_id = p.id and effective_from <= k.date)`
const SHELF = `
  select ${COLUMNS} from unnest($1::text[]) with ordinality as k (date, n) cross join products p join ${RATE}
  order by p.position, p.id`
const PRODUCT = `
  select ${COLUMNS} from unnest($1::text[], $2::text[]) with ordinality as k (date, id, n)
  join products p on p.id = k.id join ${RATE}`

export function createProducts({ db, clock, rules }: { db: Database; clock: Clock; rules: Rules }): Products {
  async function shown(row: Row, today: string, principal: Fen): Promise<Product> {
    // The whole shelf is a switch: time deposits may be sold on the bank's own platforms alone (银保监办发〔2021〕9号).
    const shelfOpen = (await rules.on('deposit.shelf', '', today)) === 1
    return {
      id: row.id,
      kind: row.kind,
      name: row.name,
      nameEn: row.name_en,
      ratePercent: row.rate_percent,
      rateFrom: row.effective_from,
      termMonths: row.term_months,
      minimum: row.minimum,
      earlyRatePercent: row.early_rate_percent,
      insured: row.insured,
      onSale: row.on_sale && shelfOpen,
      example: {
        principal,
        interest: interestAtMaturity(principal, row.rate_percent, row.term_months),
        from: today,
        to: addMonths(today, row.term_months),
      },
    }
  }

  return {
    async list() {
      const today = businessDate(clock.now())
      const rows = await findRows<Row>(db, SHELF, [today])
      return { products: await Promise.all(rows.map((row) => shown(row, today, EXAMPLE))) }
    },

    /** Throws PRODUCT_UNKNOWN. */
    async get(productId, amount = EXAMPLE) {
      const today = businessDate(clock.now())
      const [row] = await findRows<Row>(db, PRODUCT, [today, productId])
      if (!row) throw new BankError('PRODUCT_UNKNOWN', { field: 'productId' })
      return shown(row, today, amount)
    },
  }
}

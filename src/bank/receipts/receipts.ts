/**
 * bank/receipts/: electronic receipts: issued to either side of an order, as a document and as a picture, and checked by
 * anybody who holds one. A receipt bears a code, a keyed hash of all that it says. Issuing one changes nothing of the
 * order, and nothing is ever changed in one: a correction is a new transfer with a receipt of its own.
 */
import { timingSafeEqual } from 'node:crypto'
import { inCapitals } from '../../contract/capitals.ts'
import { businessDate, wallClock } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { countAttempt } from '../attempts.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Institution, Receipts } from '../capabilities.ts'
import type { Download, FileOrder, Tickets } from '../downloads/downloads.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { codeOf, groupedCode, readCode } from './code.ts'
import { createFacts, type Facts, type FactsDependencies, type ReceiptOf } from './facts.ts'
import { receiptPdf } from './pdf.ts'
import { receiptPicture } from './picture.ts'

type Receipt = Answer<'POST /v1/receipts'>
type Checked = Answer<'POST /v1/receipt-checks'>

const MINUTE_S = 60
const HOUR_S = 3600
/** To whoever holds none, whatever is wrong: nothing is to be learned from it. */
const NOT_GENUINE: Checked = { genuine: false, receipt: null }

/** Which receipt, as its ticket remembers it. */
interface ReceiptFile extends FileOrder {
  readonly kind: 'receipt'
  readonly of: ReceiptOf
  readonly format: 'pdf' | 'png'
}

interface ReceiptsDependencies extends FactsDependencies {
  readonly clock: Clock
  readonly rules: Rules
  readonly tickets: Tickets
  readonly institution: Pick<Institution, 'name' | 'nameEn' | 'servicePhone'>
}

export function createReceipts(deps: ReceiptsDependencies): Receipts & {
  makeFile(caller: Caller, order: FileOrder, origin: string): Promise<Download>
} {
  const { db, sealer, clock, rules, tickets, institution } = deps
  const factsOf = createFacts(deps)

  /** Of exactly these words: who changes what a receipt says would need the key to tell its code. */
  const sign = (facts: string): string => codeOf(sealer.index('receipt', facts))
  const indexOf = (code: string): Uint8Array => sealer.index('receipt-code', code)

  async function kept({ customerId }: Caller, { kind, orderId }: ReceiptOf) {
    const [row] = await db.query<{ facts_sealed: Uint8Array; issued_at: number }>(
      'select facts_sealed, issued_at from receipts where customer_id = $1 and kind = $2 and order_id = $3',
      [customerId, kind, orderId],
    )
    if (!row) return undefined
    const text = sealer.open(row.facts_sealed)
    return { facts: JSON.parse(text) as Facts, code: sign(text), issuedAt: row.issued_at }
  }

  /** The receipt of an order: the first time it is made, later it is the same. */
  async function receiptOf(caller: Caller, of: ReceiptOf) {
    const before = await kept(caller, of)
    if (before) return before
    const { facts: found, otherId } = await factsOf(caller, of)
    const text = JSON.stringify({ ...found, number: numberOf(caller, found) } satisfies Facts)
    await db.query(
      `insert into receipts (customer_id, kind, order_id, other_id, number, code_index, facts_sealed, issued_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (customer_id, kind, order_id) do nothing`,
      [
        ...[caller.customerId, of.kind, of.orderId, otherId, (JSON.parse(text) as Facts).number],
        ...[indexOf(sign(text)), sealer.seal(text), clock.now()],
      ],
    )
    const made = await kept(caller, of)
    if (!made) throw new Error('a receipt was neither added nor found')
    return made
  }

  /** The day, and eight digits that nobody can count on from. */
  function numberOf({ customerId }: Caller, { kind, orderId, at }: Omit<Facts, 'number'>): string {
    const digest = sealer.index('receipt-number', `${customerId}|${kind}|${orderId}`)
    const digits = Buffer.from(digest).readUIntBE(0, 6) % 100_000_000
    return businessDate(at).replaceAll('-', '') + String(digits).padStart(8, '0')
  }

  async function refuseTooMany(address: string): Promise<void> {
    const now = clock.now()
    const today = businessDate(now)
    const time = wallClock(now)
    const [perAddress, ofAll] = await Promise.all([
      rules.on('receipt-checks.address-hour', '', today),
      rules.on('receipt-checks.minute', '', today),
    ])
    const hour = {
      name: 'receipt-check',
      key: sealer.index('address', address),
      period: time.slice(0, 13),
      max: perAddress,
    }
    if (!(await countAttempt(db, hour))) throw new BankError('RECEIPT_CHECK_LIMIT', { retryAfter: HOUR_S })
    const minute = { name: 'receipt-checks', key: Buffer.alloc(1), period: time.slice(0, 16), max: ofAll }
    if (!(await countAttempt(db, minute))) throw new BankError('RECEIPT_CHECK_LIMIT', { retryAfter: MINUTE_S })
  }

  return {
    async issue(caller, of) {
      const { facts, code, issuedAt } = await receiptOf(caller, of)
      const { payer, payee } = facts
      return {
        number: facts.number,
        code: groupedCode(code),
        kind: facts.kind,
        orderId: facts.orderId,
        amount: facts.amount,
        capitals: inCapitals(facts.amount),
        payer: { name: payer.name, account: payer.account },
        payee: { name: payee.name, account: payee.account },
        note: facts.note,
        at: facts.at,
        issuedAt,
      } satisfies Receipt
    },

    async orderFile(caller, { kind, orderId, format }) {
      const { facts } = await receiptOf(caller, { kind, orderId })
      const today = businessDate(clock.now())
      const max = await rules.on('receipt-files.day', '', today)
      const counted = { name: 'receipt-file', key: Buffer.from(caller.customerId), period: today, max }
      if (!(await countAttempt(db, counted))) throw new BankError('EXPORT_LIMIT')
      const file: ReceiptFile = { kind: 'receipt', of: { kind, orderId }, format }
      return tickets.issue(caller, file, `receipt-${facts.number}.${format}`)
    },

    async makeFile(caller, order, origin) {
      const { of, format } = order as ReceiptFile
      const { facts, code } = await receiptOf(caller, of)
      const name = `receipt-${facts.number}.${format}`
      const grouped = groupedCode(code)
      const sheet = {
        facts,
        code: grouped,
        address: `${origin}/verify`,
        link: `${origin}/verify?code=${grouped}&last4=${facts.number.slice(-4)}`,
        language: caller.language,
        institution: caller.language === 'zh' ? institution.name : institution.nameEn,
        sealName: institution.name,
        servicePhone: institution.servicePhone,
      }
      return format === 'pdf'
        ? { name, type: 'application/pdf', body: receiptPdf(sheet) }
        : { name, type: 'image/png', body: await receiptPicture(sheet) }
    },

    async check({ code: typed, amount, last4 }, { address }) {
      // Counted before anything is looked for, because an answer of 'none' tells something too.
      await refuseTooMany(address)
      const code = readCode(typed)
      // What can be no code is looked for as well, so that no answer comes sooner than another.
      const [row] = await db.query<{ facts_sealed: Uint8Array; issued_at: number }>(
        'select facts_sealed, issued_at from receipts where code_index = $1',
        [indexOf(code ?? typed)],
      )
      if (!row || code === undefined) return NOT_GENUINE
      const text = sealer.open(row.facts_sealed)
      if (!timingSafeEqual(Buffer.from(sign(text)), Buffer.from(code))) return NOT_GENUINE
      const facts = JSON.parse(text) as Facts
      if (amount === undefined && last4 === undefined) return NOT_GENUINE
      if (amount !== undefined && amount !== facts.amount) return NOT_GENUINE
      if (last4 !== undefined && last4 !== facts.number.slice(-4)) return NOT_GENUINE
      return {
        genuine: true,
        receipt: {
          number: facts.number,
          kind: facts.kind,
          amount: facts.amount,
          payer: facts.payer.shown,
          payee: facts.payee.shown,
          at: facts.at,
          state: 'done',
          issuedAt: row.issued_at,
        },
      }
    },
  }
}

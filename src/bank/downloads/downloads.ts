/**
 * bank/downloads/: files on their way to somebody. A session orders a file and gets a ticket; whoever then comes with the
 * ticket gets the file, once and within minutes. So no token stands in an address, and an address that is left behind in
 * a history leads nowhere. It reads its own table; what a file holds is its maker's affair.
 */
import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Downloads } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { newToken, tokenHash } from '../token.ts'

type FileReady = Answer<'POST /v1/accounts/:accountId/statement-files'>

const MINUTE_MS = 60_000

export interface Download {
  /** Media type. */
  readonly type: string
  /** As it is to be called where it is kept. */
  readonly name: string
  readonly body: AsyncIterable<Uint8Array> | Uint8Array
}

/** What a ticket stands for, as JSON: ids, dates and a format. */
export interface FileOrder {
  readonly kind: string
}

export interface Tickets {
  /** Makes an order ready to be fetched. */
  issue(caller: Caller, order: FileOrder, name: string): Promise<FileReady>
  /** What a ticket was issued for; it is good no more then. Throws NOT_FOUND, for one whose session was ended too. */
  take(ticket: string): Promise<{ readonly caller: Caller; readonly order: FileOrder }>
}

export function createTickets({
  db,
  clock,
  rules,
}: {
  readonly db: Database
  readonly clock: Clock
  readonly rules: Rules
}): Tickets {
  return {
    async issue({ customerId, sessionId, language }, order, name) {
      const now = clock.now()
      const minutes = await rules.on('download.life', '', businessDate(now))
      const ticket = newToken()
      const expiresAt = now + minutes * MINUTE_MS
      await db.query(
        `insert into downloads (token_hash, customer_id, session_id, file, language, expires_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [tokenHash(ticket), customerId, sessionId, JSON.stringify(order), language, expiresAt],
      )
      return { path: `/downloads/${ticket}`, name, expiresAt }
    },

    async take(ticket) {
      const [row] = await db.query<{
        customer_id: string
        session_id: string
        file: string
        language: 'zh' | 'en'
        expires_at: number
        ended: boolean
      }>(
        `delete from downloads where token_hash = $1 returning customer_id, session_id, file, language, expires_at,
           exists (select from sessions s where s.id = session_id and s.ended_at is not null) as ended`,
        [tokenHash(ticket)],
      )
      if (!row || row.ended || row.expires_at <= clock.now()) throw new BankError('NOT_FOUND')
      const caller = { customerId: row.customer_id, sessionId: row.session_id, language: row.language, traceId: '' }
      return { caller, order: JSON.parse(row.file) as FileOrder }
    },
  }
}

/** Who makes the files of a kind of order. */
export type Makers = Readonly<Record<string, (caller: Caller, order: FileOrder, origin: string) => Promise<Download>>>

/** The file behind a ticket. */
export const createDownloads = ({
  tickets,
  makers,
}: {
  readonly tickets: Tickets
  readonly makers: Makers
}): Downloads => ({
  async take(ticket, origin) {
    const { caller, order } = await tickets.take(ticket)
    const make = makers[order.kind]
    if (!make) throw new Error(`a ticket for a file that nobody makes: ${order.kind}`)
    return make(caller, order, origin)
  },
})

import type { CardHolder, Verdict } from '../../connectors/outside.ts'
import type { NetworkId } from '../../contract/networks.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { idNumberIndex } from '../customers/identities.ts'
import type { Candidate } from './directory.ts'

/** What one question is about, whatever its id: card, name, ID number and mobile, under the index key. */
export const subjectOf = (sealer: Sealer, { cardNumber, name, idNumber, mobile }: CardHolder): Uint8Array =>
  sealer.index('verification', JSON.stringify([cardNumber, name, idNumber, mobile]))

export interface Question {
  readonly id: string
  readonly subject: Uint8Array
  readonly holder: CardHolder
}

interface VerdictRow {
  readonly verdict: 'I' | 'credit' | 'unknown-card' | 'mismatch' | 'not-eligible'
  readonly bank_code: string | null
  readonly bank_name: string | null
}

const verdictOf = ({ verdict, bank_code, bank_name }: VerdictRow): Verdict =>
  verdict === 'I' || verdict === 'credit'
    ? { ok: true, cardClass: verdict, bankCode: bank_code ?? '', bankName: bank_name ?? '' }
    : { ok: false, why: verdict }

export interface QueryRecords {
  /**
   * The answer on record to this question: under its own id, or to the same one under another id if it came after
   * `since` (ms), where refusals hold shorter. A late answer is one too.
   */
  answerTo(question: Question, since: { yes: number; no: number }): Promise<Verdict | undefined>
  /** Before the network is asked. */
  begin(id: string, question: Question, candidate: Candidate, at: number): Promise<void>
  /** The person's patience is over, and another network is asked. */
  overdue(id: string): Promise<void>
  answered(
    id: string,
    answer: { state: 'answered' | 'late'; verdict: Verdict; evidence: string; at: number; ms: number },
  ): Promise<void>
  failed(id: string, failure: { fault: string; billed: boolean; ms: number }): Promise<void>
}

export function createQueryRecords({ db, sealer }: { db: Database; sealer: Sealer }): QueryRecords {
  return {
    async answerTo({ id, subject }, since) {
      const [row] = await db.query<VerdictRow>(
        `select verdict, bank_code, bank_name from verification_queries
         where subject = $1 and verdict is not null
           and (question_id = $2 or answered_at > case when verdict in ('I', 'credit') then $3::bigint else $4::bigint end)
         order by question_id = $2 desc, answered_at desc limit 1`,
        [subject, id, since.yes, since.no],
      )
      return row && verdictOf(row)
    },

    async begin(id, { id: questionId, subject, holder }, { network, price }, at) {
      await db.query(
        `insert into verification_queries (id, question_id, subject, id_number_index, holder_sealed, network, price, billed,
           asked_at, state)
         values ($1, $2, $3, $4, $5, $6, $7, true, $8, 'asked')`,
        [
          id,
          questionId,
          subject,
          idNumberIndex(sealer, holder.idNumber),
          sealer.seal(JSON.stringify(holder)),
          network,
          price,
          at,
        ],
      )
    },

    async overdue(id) {
      await db.query(`update verification_queries set state = 'timed-out' where id = $1 and state = 'asked'`, [id])
    },

    async answered(id, { state, verdict, evidence, at, ms }) {
      await db.query(
        `update verification_queries set state = $2, verdict = $3, bank_code = $4, bank_name = $5, answer_sealed = $6,
           answered_at = $7, ms = $8 where id = $1`,
        [
          id,
          state,
          verdict.ok ? verdict.cardClass : verdict.why,
          verdict.ok ? verdict.bankCode : null,
          verdict.ok ? verdict.bankName : null,
          sealer.seal(evidence),
          at,
          ms,
        ],
      )
    },

    async failed(id, { fault, billed, ms }) {
      await db.query('update verification_queries set state = $2, fault = $3, billed = $4, ms = $5 where id = $1', [
        id,
        fault === 'timeout' ? 'timed-out' : 'failed',
        fault,
        billed,
        ms,
      ])
    },
  }
}

/** One try as it ended, for whoever counts. */
export interface VerificationTry {
  readonly network: NetworkId
  /** 'verified' and 'refused' are answers that decided, 'late' one that came after; else what was wrong. */
  readonly outcome: string
  readonly ms: number
  /** Fen that the network will charge. */
  readonly cost: number
}

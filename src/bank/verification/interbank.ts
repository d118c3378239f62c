import { createSm2Signer, createSm2Verifier, MESSAGE_WINDOW_MS } from '../../connectors/signing/sm2-signature.ts'
import {
  MessageError,
  readRequest,
  type VerificationReport,
  type VerificationRequest,
  writeReport,
} from '../../connectors/verification/codec.ts'
import { businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { NUMBER_INDEX } from '../accounts/opening.ts'
import { countAttempt } from '../attempts.ts'
import type { Clock } from '../caller.ts'
import type { Institution, Interbank } from '../capabilities.ts'
import { idNumberIndex, mobileIndex } from '../customers/identities.ts'
import { derivedId } from '../derived-id.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { INTERBANK_CONSENT } from './consent.ts'

const MINUTE_MS = 60_000

/** How we and the member banks know each other. */
export interface InterbankKeys {
  /** Our own CNAPS code. */
  readonly bankCode: string
  /** SM2, 32 bytes in hex. */
  readonly privateKey: string
  /** CNAPS code of a member → its public key, SM2, 65 bytes in hex. */
  readonly members: Readonly<Record<string, string>>
}

interface AccountRow {
  readonly customer_id: string
  readonly id: string
  readonly class: string
  readonly name_sealed: Uint8Array
  readonly id_number_index: Uint8Array
  readonly mobile_index: Uint8Array
}

type Finding =
  | { readonly verified: true; cardClass: 'II' | 'III' }
  | { readonly verified: false; why: 'unknown-card' | 'mismatch' }

export interface InterbankDependencies {
  readonly db: Database
  readonly sealer: Sealer
  readonly clock: Clock
  readonly rules: Rules
  readonly interbank: InterbankKeys
  readonly institution: Pick<Institution, 'name'>
}

/**
 * Member banks ask about accounts of ours: is this account this person's, and of which class? Who asks is known by the
 * signature, how often is a rule, a message counts once, and every question is on record with its answer. Whether an
 * account is there at all is told only where its holder has agreed that other banks may ask; without that, the answer is
 * the one for an account that does not exist.
 */
export function createInterbank(deps: InterbankDependencies): Interbank {
  const { db, sealer, clock, rules, institution } = deps
  const { bankCode, privateKey, members } = deps.interbank
  const sign = createSm2Signer({ id: bankCode, privateKey })
  const verifiers = new Map(Object.entries(members).map(([code, publicKey]) => [code, createSm2Verifier(publicKey)]))

  /** Throws MEMBER_TOO_OFTEN. Counted once a signature is right: nobody else uses up what is a member's. */
  async function count(member: string, now: number): Promise<void> {
    const max = await rules.on('interbank.minute', '', businessDate(now))
    const minute = Math.floor(now / MINUTE_MS)
    const period = `${businessDate(now)} ${minute}`
    if (await countAttempt(db, { name: 'interbank', key: sealer.index('member', member), period, max })) return
    const seconds = Math.ceil(((minute + 1) * MINUTE_MS - now) / 1000)
    throw new BankError('MEMBER_TOO_OFTEN', { params: { seconds }, retryAfter: seconds })
  }

  async function accountOf(number: string): Promise<AccountRow | undefined> {
    const [row] = await db.query<AccountRow>(
      `select a.customer_id, a.id, a.class, c.name_sealed, c.id_number_index, c.mobile_index
       from accounts a join customers c on c.id = a.customer_id
       where a.number_index = $1 and a.status <> 'closed' and c.id_number_index is not null
         and (select given from consents where customer_id = a.customer_id and kind = $2 order by number desc limit 1)`,
      [sealer.index(NUMBER_INDEX, number), INTERBANK_CONSENT],
    )
    return row
  }

  function judge(account: AccountRow | undefined, { name, idNumber, mobile }: VerificationRequest): Finding {
    if (!account || (account.class !== 'II' && account.class !== 'III')) return { verified: false, why: 'unknown-card' }
    const same = (stored: Uint8Array, told: Uint8Array) => Buffer.compare(stored, told) === 0
    const isHolder =
      sealer.open(account.name_sealed) === name &&
      same(account.id_number_index, idNumberIndex(sealer, idNumber)) &&
      same(account.mobile_index, mobileIndex(sealer, mobile))
    return isHolder ? { verified: true, cardClass: account.class } : { verified: false, why: 'mismatch' }
  }

  return {
    async verify({ body, signature, key }) {
      const now = clock.now()
      const member = typeof key === 'string' ? key : ''
      const isTheirs = verifiers.get(member)
      if (!isTheirs) throw new BankError('MEMBER_UNKNOWN')
      if (!isTheirs(body, signature)) throw new BankError('MEMBER_SIGNATURE_INVALID')
      await count(member, now)

      const text = new TextDecoder().decode(body)
      const question = read(text)
      // Signed by one and written in the name of another: whoever is named has not said it.
      if (!('bankCode' in question.from) || question.from.bankCode !== member)
        throw new BankError('MEMBER_SIGNATURE_INVALID')
      if (Math.abs(now - question.at) > MESSAGE_WINDOW_MS) throw new BankError('MEMBER_MESSAGE_STALE')

      const account = await accountOf(question.cardNumber)
      const finding = judge(account, question)
      const report: VerificationReport = {
        messageId: messageIdFor(member, question),
        toMessageId: question.messageId,
        requestId: question.id,
        at: now,
        from: { bankCode },
        to: question.from,
        ...(finding.verified ? { ...finding, bankCode, bankName: institution.name } : finding),
      }
      const answer = writeReport(report, question)
      const recorded = await db.query(
        `insert into interbank_queries (member, message_id, question_id, asked_at, verdict, customer_id, account_id,
           question_sealed, answer_sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning member`,
        [
          member,
          question.messageId,
          question.id,
          now,
          finding.verified ? finding.cardClass : finding.why,
          account?.customer_id ?? null,
          account?.id ?? null,
          sealer.seal(JSON.stringify({ message: text, signature })),
          sealer.seal(answer),
        ],
      )
      if (recorded.length === 0) throw new BankError('MEMBER_MESSAGE_REPLAYED')
      return { body: answer, headers: sign(answer) }
    },
  }
}

/** Throws MEMBER_MESSAGE_INVALID. */
function read(text: string): VerificationRequest {
  try {
    return readRequest(text)
  } catch (error) {
    if (error instanceof MessageError) throw new BankError('MEMBER_MESSAGE_INVALID')
    throw error
  }
}

/** The answer's own id follows from the message that it answers. */
const messageIdFor = (member: string, { messageId }: VerificationRequest): string =>
  derivedId('acmt.024', member, messageId).replaceAll('-', '')

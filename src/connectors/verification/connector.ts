/**
 * The client of one verification network: is this card this person's, and of a kind that may be bound? The networks' own
 * protocols are not public; acmt.023 and acmt.024 over HTTP, signed both ways with SM2, stand in for them. A bank
 * replaces this file with the adapter that its network gives it.
 */
import type { NetworkId } from '../../contract/networks.ts'
import type { Channel, Surroundings } from '../channel.ts'
import { Failure } from '../failure.ts'
import { exchange, type HttpAnswer } from '../http.ts'
import type { Verdict, VerificationNetwork } from '../outside.ts'
import {
  createSm2Signer,
  createSm2Verifier,
  MESSAGE_WINDOW_MS,
  SM2_SIGNATURE_HEADER,
} from '../signing/sm2-signature.ts'
import { MessageError, messageIdOf, readReport, type VerificationReport, writeRequest } from './codec.ts'

export interface NetworkAddress {
  /** Base address; the operation is below it. */
  readonly url: string
  /** SM2, 65 bytes in hex: what its answers are verified with. */
  readonly publicKey: string
}

export interface OurKey {
  /** Our own CNAPS code: who asks, and the id of the key. */
  readonly bankCode: string
  /** SM2, 32 bytes in hex. */
  readonly privateKey: string
}

export function createVerificationNetwork(
  network: NetworkId,
  { url, publicKey }: NetworkAddress,
  { bankCode, privateKey }: OurKey,
  channel: Channel,
  { clock }: Surroundings,
): VerificationNetwork {
  const target = new URL(`${url.replace(/\/$/, '')}/acmt.023`)
  const sign = createSm2Signer({ id: bankCode, privateKey })
  const isTheirs = createSm2Verifier(publicKey)

  /** The report that a network signed, about this message and question. Throws Failure. */
  function reportIn(answer: HttpAnswer, messageId: string, questionId: string): VerificationReport {
    if (!isTheirs(answer.bytes, answer.headers.get(SM2_SIGNATURE_HEADER)))
      throw new Failure('bad-signature', `an answer without a right signature (status ${answer.status})`)
    if (answer.status === 503) throw new Failure('busy', 'the network is not taking questions')
    if (answer.status >= 400 && answer.status < 500) throw new Failure('rejected', `status ${answer.status}`)
    if (answer.status !== 200) throw new Failure('broken', `status ${answer.status}`)
    const report = read(answer.body)
    // Our message's id is in no other answer: one that was given before, sent again, is about another message.
    if (report.toMessageId !== messageId || report.requestId !== questionId)
      throw new Failure('other-question', 'the report answers another question')
    if (Math.abs(clock.now() - report.at) > MESSAGE_WINDOW_MS)
      throw new Failure('stale', 'the report was not written now')
    return report
  }

  return {
    state: channel.state,
    async ask({ id, questionId: question }, { cardNumber, name, idNumber, mobile }) {
      const messageId = messageIdOf(id)
      const questionId = messageIdOf(question)
      return channel.call('verify', 'idempotent', async (signal) => {
        const body = writeRequest({
          messageId,
          id: questionId,
          at: clock.now(),
          from: { bankCode },
          to: { network },
          cardNumber,
          name,
          idNumber,
          mobile,
        })
        const headers = { 'content-type': 'application/xml; charset=utf-8', ...sign(body) }
        const answer = await exchange({ method: 'POST', url: target, headers, body }, signal)
        const verdict = verdictOf(reportIn(answer, messageId, questionId))
        return { verdict, evidence: evidenceOf(answer) }
      })
    },
  }
}

function read(xml: string): VerificationReport {
  try {
    return readReport(xml)
  } catch (error) {
    if (error instanceof MessageError) throw new Failure('invalid-message', error.message)
    throw error
  }
}

/** A Class II or III account is theirs, and may not be bound: the rule is ours to apply, whoever answers. */
function verdictOf(report: VerificationReport): Verdict {
  if (!report.verified) return { ok: false, why: report.why }
  const { cardClass, bankCode, bankName } = report
  return cardClass === 'I' || cardClass === 'credit'
    ? { ok: true, cardClass, bankCode, bankName }
    : { ok: false, why: 'not-eligible' }
}

const evidenceOf = ({ body, headers }: HttpAnswer): string =>
  JSON.stringify({ message: body, signature: headers.get(SM2_SIGNATURE_HEADER) })

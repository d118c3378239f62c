/** The verification network: acmt.023 asked, the bank that issued the card answers with acmt.024. */
import type { FastifyInstance } from 'fastify'
import { MessageError, readRequest, type VerificationReport, writeReport } from '../../connectors/verification/codec.ts'
import { type Answer, type Asked, createServer, malformed, type Outside, unavailable } from '../answering.ts'
import { checkHolder, type Registry } from '../cards/registry.ts'

export function createVerificationServer(outside: Outside, key: string, registry: Registry): FastifyInstance {
  function verify({ body }: Asked): Answer {
    const question = read(body)
    if (!question) return malformed()
    const card = registry.find(question.cardNumber)
    const holder = checkHolder(card, question)
    const head = { requestId: question.id, at: outside.clock.now() }
    let report: VerificationReport
    if (!card || holder === 'unknown-card') report = { ...head, verified: false, why: 'unknown-card' }
    else if (holder === 'mismatch') report = { ...head, verified: false, why: 'mismatch' }
    else if (card.kind === 'class-II') report = { ...head, verified: false, why: 'not-eligible' }
    else {
      const cardClass = card.kind === 'credit' ? 'credit' : 'I'
      report = { ...head, verified: true, cardClass, bankCode: card.bank.code, bankName: card.bank.zh }
    }
    return {
      status: 200,
      type: 'application/xml',
      body: writeReport(report, question),
      outcome: report.verified ? 'verified' : report.why,
    }
  }
  return createServer(
    outside,
    'verification',
    [{ method: 'POST', path: '/acmt.023', name: 'verify', act: verify, refuse: unavailable }],
    key,
  )
}

function read(body: string) {
  try {
    return readRequest(body)
  } catch (error) {
    if (error instanceof MessageError) return undefined
    throw error
  }
}

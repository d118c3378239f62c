/**
 * One verification network: acmt.023 asked, the bank that issued the card answers with acmt.024, if it is one of the
 * network's. A message is taken once and for a few minutes only; the bank that asks is known by its SM2 signature.
 */
import type { FastifyInstance } from 'fastify'
import {
  createSm2Signer,
  createSm2Verifier,
  MESSAGE_WINDOW_MS,
  SM2_SIGNATURE_HEADER,
} from '../../connectors/signing/sm2-signature.ts'
import {
  MessageError,
  readRequest,
  type VerificationReport,
  type VerificationRequest,
  writeReport,
} from '../../connectors/verification/codec.ts'
import { NETWORK_IDS, type NetworkId } from '../../contract/networks.ts'
import {
  type Answer,
  type Asked,
  createServer,
  malformed,
  type Outside,
  reused,
  type Seal,
  unavailable,
} from '../answering.ts'
import { checkHolder, type Registry } from '../cards/registry.ts'
import { NETWORK_PRIVATE_KEYS, ourPublicKey } from '../secrets.ts'
import { reaches } from './members.ts'

/** A server for each network. */
export const createNetworkServers = (outside: Outside, registry: Registry) =>
  Object.fromEntries(
    NETWORK_IDS.map((network) => [network, createNetworkServer(outside, network, registry)]),
  ) as Record<NetworkId, FastifyInstance>

function createNetworkServer(outside: Outside, network: NetworkId, registry: Registry): FastifyInstance {
  const { store, clock, settings } = outside
  const mode = () => settings.fault(network).mode

  /** A message that was had before, or is not of now, is nobody's question. */
  function isReplay({ messageId, at }: VerificationRequest): boolean {
    store.run('DELETE FROM network_messages WHERE at < ?', clock.now() - 2 * MESSAGE_WINDOW_MS)
    if (Math.abs(clock.now() - at) > MESSAGE_WINDOW_MS) return true
    const added = store.run(
      'INSERT INTO network_messages VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      ...[network, messageId, at],
    )
    return added === 0
  }

  function verify({ body }: Asked): Answer {
    const question = read(body)
    if (!question) return malformed()
    if (isReplay(question)) return { ...reused(), outcome: 'replayed' }
    const report = reportOn(question)
    const right = writeReport(
      mode() === 'other-question' ? { ...report, requestId: 'nobody-asked-this' } : report,
      question,
    )
    return {
      status: 200,
      type: 'application/xml',
      body: misspelt(right, mode()),
      outcome: report.verified ? 'verified' : report.why,
    }
  }

  function reportOn(question: VerificationRequest): VerificationReport {
    const head = {
      messageId: `R${question.messageId}`.slice(0, 35),
      toMessageId: question.messageId,
      requestId: question.id,
      at: clock.now(),
      from: { network },
      to: question.from,
    } as const
    if (!reaches(network, question.cardNumber)) return { ...head, verified: false, why: 'not-covered' }
    const card = registry.find(question.cardNumber)
    const holder = checkHolder(card, question)
    if (!card || holder === 'unknown-card') return { ...head, verified: false, why: 'unknown-card' }
    if (holder === 'mismatch') return { ...head, verified: false, why: 'mismatch' }
    if (card.kind === 'class-II') return { ...head, verified: false, why: 'not-eligible' }
    const cardClass = card.kind === 'credit' ? 'credit' : 'I'
    return { ...head, verified: true, cardClass, bankCode: card.bank.code, bankName: card.bank.zh }
  }

  const operation = { method: 'POST', path: '/acmt.023', name: 'verify', act: verify, refuse: unavailable } as const
  return createServer(outside, network, [operation], networkSeal(network, mode))
}

/** What is wrong with a message, as a tester wants it. */
function misspelt(xml: string, mode: string): string {
  if (mode === 'twice') return xml.replace(/<Rpt>.*<\/Rpt>/s, '$&$&')
  if (mode === 'invalid-message') return xml.replace(/<OrgnlId>.*<\/OrgnlId>/, '')
  return xml
}

function networkSeal(network: NetworkId, mode: () => string): Seal {
  const isTheBanks = createSm2Verifier(ourPublicKey())
  const sign = createSm2Signer({ id: network, privateKey: NETWORK_PRIVATE_KEYS[network] })
  return {
    open(request, body) {
      if (!isTheBanks(Buffer.from(body), request.headers[SM2_SIGNATURE_HEADER])) return null
      return (_status, answered) => sign(mode() === 'bad-signature' ? `${answered} ` : answered)
    },
  }
}

function read(body: string) {
  try {
    return readRequest(body)
  } catch (error) {
    if (error instanceof MessageError) return undefined
    throw error
  }
}

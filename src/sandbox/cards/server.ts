/** The card system: debit agreements, debits and payouts, by the messages of connectors/cards. */
import type { FastifyInstance } from 'fastify'
import { isAgreementRequest, isEndingRequest, isSignatureRequest } from '../../connectors/cards/codec.ts'
import {
  type Answer,
  type Asked,
  createServer,
  json,
  malformed,
  type Outside,
  readJson,
  reused,
  sharedKeySeal,
  unavailable,
} from '../answering.ts'
import { moneyOrders } from '../money-orders.ts'
import { createAgreements } from './agreements.ts'
import { cardOrders } from './orders.ts'
import type { Registry } from './registry.ts'

/** 'refused, too-often' and the like, for the journal. */
const outcome = (said: { state: string; why?: string }) => (said.why ? `${said.state}, ${said.why}` : said.state)

export function createCardsServer(outside: Outside, key: string, registry: Registry): FastifyInstance {
  const agreements = createAgreements(outside, registry)
  const { debit, payout } = cardOrders(outside, registry)

  function requestAgreement({ id, body }: Asked): Answer {
    const ask = readJson(body, isAgreementRequest)
    if (!ask) return malformed()
    const said = agreements.request(id, ask)
    return said === 'reused' ? reused() : json(said, outcome(said))
  }

  function sign({ id, body }: Asked): Answer {
    const ask = readJson(body, isSignatureRequest)
    if (!ask) return malformed()
    const said = agreements.sign(id, ask.smsCode)
    return json(said, outcome(said))
  }

  function end({ body }: Asked): Answer {
    const ask = readJson(body, isEndingRequest)
    return ask ? json(agreements.end(ask.agreementNo), 'ended') : malformed()
  }

  return createServer(
    outside,
    'cards',
    [
      { method: 'PUT', path: '/agreements/:id', name: 'requestAgreement', act: requestAgreement, refuse: unavailable },
      { method: 'POST', path: '/agreements/:id/signature', name: 'signAgreement', act: sign, refuse: unavailable },
      { method: 'PUT', path: '/endings/:id', name: 'endAgreement', act: end, refuse: unavailable },
      ...moneyOrders(outside, debit),
      ...moneyOrders(outside, payout),
    ],
    sharedKeySeal(key),
  )
}

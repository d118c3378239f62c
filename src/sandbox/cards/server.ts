/** The card system: debit agreements, debits and payouts, by the messages of connectors/cards. */
import type { FastifyInstance } from 'fastify'
import {
  isAgreementRequest,
  isDebitRequest,
  isPayoutRequest,
  isSignatureRequest,
} from '../../connectors/cards/codec.ts'
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
import { createAgreements } from './agreements.ts'
import { createDebits } from './debits.ts'
import { createPayouts } from './payouts.ts'
import type { Registry } from './registry.ts'

/** 'refused, too-often' and the like, for the journal. */
const outcome = (said: { state: string; why?: string }) => (said.why ? `${said.state}, ${said.why}` : said.state)

export function createCardsServer(outside: Outside, key: string, registry: Registry): FastifyInstance {
  const agreements = createAgreements(outside, registry)
  const debits = createDebits(outside, registry)
  const payouts = createPayouts(outside, registry)

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

  function debit({ id, body }: Asked, refuse: boolean): Answer {
    const order = readJson(body, isDebitRequest)
    if (!order) return malformed()
    const said = debits.debit(id, order, refuse)
    return said === 'reused' ? reused() : json(said, outcome(said))
  }

  function state({ id }: Asked): Answer {
    const said = debits.state(id)
    return json(said, outcome(said))
  }

  function pay({ id, body }: Asked, refuse: boolean): Answer {
    const order = readJson(body, isPayoutRequest)
    if (!order) return malformed()
    const said = payouts.pay(id, order, refuse)
    return said === 'reused' ? reused() : json(said, outcome(said))
  }

  function payoutState({ id }: Asked): Answer {
    const said = payouts.state(id)
    return json(said, outcome(said))
  }

  return createServer(
    outside,
    'cards',
    [
      { method: 'PUT', path: '/agreements/:id', name: 'requestAgreement', act: requestAgreement, refuse: unavailable },
      { method: 'POST', path: '/agreements/:id/signature', name: 'signAgreement', act: sign, refuse: unavailable },
      {
        method: 'PUT',
        path: '/debits/:id',
        name: 'debit',
        act: (asked) => debit(asked, false),
        refuse: (asked) => debit(asked, true),
      },
      // Whoever refuses debits still says what became of them.
      { method: 'GET', path: '/debits/:id', name: 'debitState', act: state, refuse: state },
      {
        method: 'PUT',
        path: '/payouts/:id',
        name: 'payout',
        act: (asked) => pay(asked, false),
        refuse: (asked) => pay(asked, true),
      },
      { method: 'GET', path: '/payouts/:id', name: 'payoutState', act: payoutState, refuse: payoutState },
    ],
    sharedKeySeal(key),
  )
}

/** The client of the card system: debit agreements, debits, payouts and what became of them. */
import type { Channel } from '../channel.ts'
import { decodeJson } from '../http.ts'
import type { CardsConnector } from '../outside.ts'
import { type SignedAddress, type SignedRequest, signedExchange } from '../signing/exchange.ts'
import {
  type AgreementRequest,
  type DebitRequest,
  isAgreementAnswer,
  isDebitAnswer,
  isPayoutAnswer,
  isSignatureAnswer,
  type PayoutRequest,
  type SignatureRequest,
} from './codec.ts'

export function createCardsConnector(address: SignedAddress, channel: Channel): CardsConnector {
  const ask = <T>(
    operation: string,
    method: SignedRequest['method'],
    path: string,
    content: object | undefined,
    schema: { Check(value: unknown): value is T },
  ): Promise<T> =>
    // Every write bears the caller's id, and signing with the same code again changes nothing.
    channel.call(operation, 'idempotent', async (signal) => {
      const request = { method, path, ...(content && { type: 'application/json', body: JSON.stringify(content) }) }
      return decodeJson(await signedExchange(address, request, signal), schema)
    })

  return {
    async requestAgreement(id, { cardNumber, name, idNumber, mobile }) {
      const content: AgreementRequest = { cardNumber, name, idNumber, mobile }
      const path = `/agreements/${encodeURIComponent(id)}`
      const said = await ask('requestAgreement', 'PUT', path, content, isAgreementAnswer)
      if (said.state === 'code-sent') return { ok: true }
      return said.why === 'too-often'
        ? { ok: false, why: said.why, seconds: said.seconds }
        : { ok: false, why: said.why }
    },
    async signAgreement(id, smsCode) {
      const content: SignatureRequest = { smsCode }
      const path = `/agreements/${encodeURIComponent(id)}/signature`
      const said = await ask('signAgreement', 'POST', path, content, isSignatureAnswer)
      if (said.state === 'signed') return { ok: true, agreementNo: said.agreementNo }
      return said.why === 'wrong-code' ? { ok: false, why: said.why, left: said.left } : { ok: false, why: said.why }
    },
    debit(id, { agreementNo, amount, at }) {
      const content: DebitRequest = { agreementNo, amount, at }
      return ask('debit', 'PUT', `/debits/${encodeURIComponent(id)}`, content, isDebitAnswer)
    },
    debitState: (id) => ask('debitState', 'GET', `/debits/${encodeURIComponent(id)}`, undefined, isDebitAnswer),
    payout(id, { agreementNo, amount, at }) {
      const content: PayoutRequest = { agreementNo, amount, at }
      return ask('payout', 'PUT', `/payouts/${encodeURIComponent(id)}`, content, isPayoutAnswer)
    },
    payoutState: (id) => ask('payoutState', 'GET', `/payouts/${encodeURIComponent(id)}`, undefined, isPayoutAnswer),
  }
}

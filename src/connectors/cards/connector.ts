/** The client of the card system: debit agreements, debits, payouts and what became of them. */
import type { Channel } from '../channel.ts'
import { isOrderAnswer } from '../money/codec.ts'
import type { CardOrder, CardsConnector } from '../outside.ts'
import { signedAsking } from '../signing/asking.ts'
import type { SignedAddress } from '../signing/exchange.ts'
import {
  type AgreementRequest,
  type EndingRequest,
  isAgreementAnswer,
  isEndingAnswer,
  isSignatureAnswer,
  type OrderRequest,
  type PayoutRequest,
  type SignatureRequest,
} from './codec.ts'

export function createCardsConnector(address: SignedAddress, channel: Channel): CardsConnector {
  const ask = signedAsking(address, channel)
  const order = (operation: string, path: string, { agreementNo, amount, at }: CardOrder) => {
    const content: OrderRequest = { agreementNo, amount, at }
    return ask(operation, { method: 'PUT', path, content, answer: isOrderAnswer })
  }
  const stateOf = (operation: string, path: string) => ask(operation, { method: 'GET', path, answer: isOrderAnswer })
  const debits = (id: string) => `/debits/${encodeURIComponent(id)}`
  const payouts = (id: string) => `/payouts/${encodeURIComponent(id)}`

  return {
    async requestAgreement(id, { cardNumber, name, idNumber, mobile }) {
      const content: AgreementRequest = { cardNumber, name, idNumber, mobile }
      const path = `/agreements/${encodeURIComponent(id)}`
      const said = await ask('requestAgreement', { method: 'PUT', path, content, answer: isAgreementAnswer })
      if (said.state === 'code-sent') return { ok: true }
      return said.why === 'too-often'
        ? { ok: false, why: said.why, seconds: said.seconds }
        : { ok: false, why: said.why }
    },
    async signAgreement(id, smsCode) {
      const content: SignatureRequest = { smsCode }
      const path = `/agreements/${encodeURIComponent(id)}/signature`
      const said = await ask('signAgreement', { method: 'POST', path, content, answer: isSignatureAnswer })
      if (said.state === 'signed') return { ok: true, agreementNo: said.agreementNo }
      return said.why === 'wrong-code' ? { ok: false, why: said.why, left: said.left } : { ok: false, why: said.why }
    },
    async endAgreement(id, agreementNo) {
      const content: EndingRequest = { agreementNo }
      const path = `/endings/${encodeURIComponent(id)}`
      await ask('endAgreement', { method: 'PUT', path, content, answer: isEndingAnswer })
    },
    debit: (id, wanted) => order('debit', debits(id), wanted),
    debitState: (id) => stateOf('debitState', debits(id)),
    payout: (id, wanted) => order('payout', payouts(id), wanted),
    payTo(id, { cardNumber, name, amount, at }) {
      const content: PayoutRequest = { cardNumber, name, amount, at }
      return ask('payTo', { method: 'PUT', path: payouts(id), content, answer: isOrderAnswer })
    },
    payoutState: (id) => stateOf('payoutState', payouts(id)),
  }
}

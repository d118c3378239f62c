/**
 * bank/own-cards/: cards of this bank's own Class I accounts, wherever a bound card is dealt with. Who holds one is asked of
 * the bank's core and not of a network, the bank sends the code itself, and the core moves the money. A card is known by
 * its first digits (institution.classOneBin), an agreement by its form. It reaches core and SMS centre through their
 * connectors and has one table of its own, for codes.
 */
import type { CardsConnector, CoreConnector, SmsConnector, VerificationConnector } from '../../connectors/outside.ts'
import { OutsideError } from '../../connectors/outside.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { isOwnAgreement, numberBehind } from '../accounts/own-card.ts'
import type { Clock } from '../caller.ts'
import type { Institution } from '../capabilities.ts'
import type { CardOrders } from '../card-orders/settling.ts'
import type { Rules } from '../rules/rules.ts'
import { createOwnCodes } from './codes.ts'

const TO_ACCOUNT = { zh: '转到微信里的账户', en: 'To your account in WeChat' }
const FROM_ACCOUNT = {
  closure: { zh: '微信里的账户销户退回', en: 'Back from a closed account in WeChat' },
  'card-transfer': { zh: '微信里的账户转来', en: 'From your account in WeChat' },
  claim: { zh: '微信里收下的转账卡片', en: 'Claimed from a card in WeChat' },
} as const

export function createOwnCards(
  deps: {
    readonly db: Database
    readonly sealer: Sealer
    readonly clock: Clock
    readonly rules: Rules
    readonly institution: Institution
    /** Our own CNAPS code. */
    readonly bankCode: string
  },
  outside: {
    readonly verification: VerificationConnector
    readonly cards: CardsConnector
    readonly core: CoreConnector
    readonly sms: SmsConnector
  },
): { readonly verification: VerificationConnector; readonly cards: CardsConnector & CardOrders } {
  const { institution, bankCode } = deps
  const { core, cards } = outside
  const codes = createOwnCodes({ ...deps, sms: outside.sms })
  const isOwn = (cardNumber: string) => cardNumber.startsWith(institution.classOneBin)

  const verification: VerificationConnector = {
    async verify(id, holder) {
      if (!isOwn(holder.cardNumber)) return outside.verification.verify(id, holder)
      const result = await core.checkHolder(holder)
      switch (result) {
        case 'match':
          return { ok: true, cardClass: 'I', bankCode, bankName: institution.name }
        case 'mismatch':
          return { ok: false, why: 'mismatch' }
        case 'unknown':
          return { ok: false, why: 'unknown-card' }
        case 'not-class-one':
          return { ok: false, why: 'not-eligible' }
      }
    },
  }

  type MoneyOrder = Parameters<CardOrders['debit']>[1]
  const coreOrder = (
    kind: 'topup' | 'payout' | 'card-transfer' | 'claim',
    counterparty: { readonly zh: string; readonly en: string },
    { agreementNo, amount, at, orderId }: MoneyOrder,
  ) => ({
    number: numberBehind(agreementNo),
    amount,
    at,
    purpose: { kind, orderId, counterparty, note: null },
  })
  const payoutOrder = (order: MoneyOrder) =>
    order.purpose === 'card-transfer' || order.purpose === 'claim'
      ? coreOrder(order.purpose, FROM_ACCOUNT[order.purpose], order)
      : coreOrder('payout', FROM_ACCOUNT.closure, order)

  return {
    verification,
    cards: {
      requestAgreement: (id, holder) =>
        isOwn(holder.cardNumber) ? codes.requestAgreement(id, holder) : cards.requestAgreement(id, holder),
      async signAgreement(id, smsCode) {
        const ours = await codes.sign(id, smsCode)
        if (ours) return ours
        const theirs = await cards.signAgreement(id, smsCode)
        // Its form alone says that the core moves the money: nobody outside may choose it.
        if (theirs.ok && isOwnAgreement(theirs.agreementNo)) {
          throw new OutsideError('cards', 'unknown', 'an agreement of another bank has the form of our own')
        }
        return theirs
      },
      // Ours end with the binding: nobody else keeps them.
      endAgreement: async (id, agreementNo) => {
        if (!isOwnAgreement(agreementNo)) await cards.endAgreement(id, agreementNo)
      },
      debit: (id, order: MoneyOrder) =>
        isOwnAgreement(order.agreementNo)
          ? core.debit(id, coreOrder('topup', TO_ACCOUNT, order))
          : cards.debit(id, order),
      debitState: (id: string, agreementNo?: string) =>
        isOwnAgreement(agreementNo ?? '') ? core.debitState(id) : cards.debitState(id),
      payTo: cards.payTo,
      payout: (id, order: MoneyOrder) =>
        isOwnAgreement(order.agreementNo) ? core.credit(id, payoutOrder(order)) : cards.payout(id, order),
      payoutState: (id: string, agreementNo?: string) =>
        isOwnAgreement(agreementNo ?? '') ? core.creditState(id) : cards.payoutState(id),
    },
  }
}

/**
 * bank/messages/: what the bank tells its customers by SMS. An order writes an entry into the outbox with ids only;
 * names and numbers are looked up when it is sent, so that nothing personal waits in the outbox.
 */

import type { SmsConnector } from '../../connectors/outside.ts'
import { type Fen, formatYuan } from '../../contract/money.ts'
import type { Database } from '../../storage/database.ts'
import type { OutboxEntry } from '../../storage/outbox.ts'
import { type People, shownName } from '../accounts/people.ts'
import { ownAccount } from '../accounts/records.ts'

/** What an SMS is about. `to` and `from` are customers, `accountId` the receiver's account, amounts in fen. */
export type SmsAbout =
  | {
      readonly about: 'transfer-in'
      readonly to: string
      readonly accountId: string
      readonly from: string
      readonly amount: Fen
    }
  | {
      readonly about: 'deposit-matured'
      readonly to: string
      readonly accountId: string
      readonly principal: Fen
      readonly interest: Fen
    }
  | RestrictionAbout

/** What keeps accounts from being used, and their end. Dates are business dates. */
type RestrictionAbout =
  | { readonly about: 'frozen' | 'thawed'; readonly to: string }
  | { readonly about: 'dormant-soon'; readonly to: string; readonly accountId: string; readonly lastDay: string }
  | { readonly about: 'dormant'; readonly to: string; readonly accountId: string }
  | {
      readonly about: 'id-expiring' | 'id-expired' | 'id-suspended'
      readonly to: string
      readonly validUntil: string
      readonly suspendedFrom: string
    }
  | { readonly about: 'account-closed'; readonly to: string; readonly accountId: string; readonly amount: Fen }

export const smsEntry = (id: string, payload: SmsAbout): OutboxEntry => ({ id, channel: 'sms', payload })

interface SenderDependencies {
  readonly db: Database
  readonly people: People
  readonly sms: SmsConnector
  /** Whose message it is: every SMS begins with its sender's sign. */
  readonly institution: { readonly name: string }
}

/** Sends an outbox entry of channel 'sms'. Idempotent by the entry's id; throws OutsideError, to be tried again. */
export function createSmsSender({ db, people, sms, institution }: SenderDependencies) {
  async function textOf(payload: SmsAbout): Promise<string> {
    const last4 = 'accountId' in payload ? (await ownAccount(db, payload.to, payload.accountId)).last4 : ''
    switch (payload.about) {
      case 'transfer-in': {
        const from = await people.person(payload.from)
        const name = from ? shownName(from) : ''
        return `您尾号${last4}的账户收到${name}转入${formatYuan(payload.amount)}元`
      }
      case 'deposit-matured':
        return (
          `您的定期存款已到期，本金${formatYuan(payload.principal)}元、利息${formatYuan(payload.interest)}元` +
          `已转入尾号${last4}的账户`
        )
      default:
        return textOfRestriction(payload, last4)
    }
  }

  return async function sendSms(entry: { readonly id: string; readonly payload: object }): Promise<void> {
    const payload = entry.payload as SmsAbout
    const receiver = await people.person(payload.to)
    if (!receiver) throw new Error('a message to nobody')
    await sms.send(entry.id, { mobile: receiver.mobile, text: `【${institution.name}】${await textOf(payload)}` })
  }
}

function textOfRestriction(payload: RestrictionAbout, last4: string): string {
  switch (payload.about) {
    case 'frozen':
      return '您的账户已冻结，暂时不能转出。如果不是您本人的意思，请拨打客服电话'
    case 'thawed':
      return '您的账户已解冻，可以正常使用。如果不是您本人的意思，请马上在小程序里冻结并拨打客服电话'
    case 'dormant-soon':
      return `您尾号${last4}的账户开户后还没有交易。到${payload.lastDay}仍没有的话，按规定会暂停使用；转入或转出一笔即可`
    case 'dormant':
      return `您尾号${last4}的账户开户后六个月没有交易，按规定已暂停使用。在小程序的账户页重新核实身份，马上恢复`
    case 'id-expiring':
      return `您登记的身份证有效期到${payload.validUntil}为止。换好新证后，请在小程序的账户页更新`
    case 'id-expired':
      return `您登记的身份证已过期。请换好新证，在${payload.suspendedFrom}前到小程序的账户页更新，以免账户暂停使用`
    case 'id-suspended':
      return '您登记的身份证已过期，账户已暂停使用。换好新证后在小程序的账户页更新有效期，马上恢复'
    case 'account-closed':
      return payload.amount === 0
        ? `您尾号${last4}的账户已注销`
        : `您尾号${last4}的账户已注销，余额${formatYuan(payload.amount)}元已退回绑定的卡`
  }
}

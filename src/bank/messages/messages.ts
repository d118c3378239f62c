/**
 * bank/messages/: what the bank tells its customers, by SMS (this file) or by WeChat and else by SMS (subscribe.ts). An order
 * writes an entry into the outbox with ids only; names and numbers are looked up when it is sent, so that nothing personal
 * waits in the outbox.
 */

import type { SmsConnector } from '../../connectors/outside.ts'
import { maskMobile } from '../../contract/masks.ts'
import { type Fen, formatYuan } from '../../contract/money.ts'
import type { Database } from '../../storage/database.ts'
import type { OutboxEntry } from '../../storage/outbox.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Sides, Words } from '../accounts/entries.ts'
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
  /** A card: somebody claimed a share, asks for one, or the rest came back. */
  | {
      readonly about: 'claimable-claimed' | 'claimable-asked'
      readonly to: string
      readonly from: string
      readonly amount: Fen
    }
  | { readonly about: 'claimable-returned'; readonly to: string; readonly accountId: string; readonly amount: Fen }
  | {
      readonly about: 'deposit-matured'
      readonly to: string
      readonly accountId: string
      readonly principal: Fen
      readonly interest: Fen
    }
  | { readonly about: 'scheduled-failed'; readonly to: string; readonly orderId: string }
  /** How a transfer to a card ended, of which it was not known for a while. */
  | {
      readonly about: 'card-transfer-done' | 'card-transfer-refused'
      readonly to: string
      readonly accountId: string
      readonly amount: Fen
    }
  // A life: cards, number, PIN, WeChat account
  | { readonly about: 'card-bound'; readonly to: string; readonly cardId: string }
  | { readonly about: 'card-changed'; readonly to: string; readonly accountId: string; readonly cardId: string }
  /** `number`: which of the two numbers it goes to. */
  | {
      readonly about: 'mobile-changed'
      readonly to: string
      readonly changeId: string
      readonly number: 'from' | 'to'
    }
  | { readonly about: 'pin-changed' | 'pin-reset' | 'recovered'; readonly to: string }
  | { readonly about: 'complaint-answered'; readonly to: string; readonly number: string }
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
  | { readonly about: 'id-asked'; readonly to: string; readonly dueOn: string }
  | { readonly about: 'id-due'; readonly to: string }
  | { readonly about: 'account-closed'; readonly to: string; readonly accountId: string; readonly amount: Fen }

export const smsEntry = (id: string, payload: SmsAbout): OutboxEntry => ({ id, channel: 'sms', payload })

interface SenderDependencies {
  readonly db: Database
  readonly people: People
  readonly sms: SmsConnector
  readonly sealer: Sealer
  /** Whose message it is: every SMS begins with its sender's sign. */
  readonly institution: { readonly name: string }
}

/** Sends an outbox entry of channel 'sms'. Idempotent by the entry's id; throws OutsideError, to be tried again. */
export function createSmsSender({ db, people, sms, sealer, institution }: SenderDependencies) {
  const last4Of = async ({ to, accountId }: { readonly to: string; readonly accountId: string }) =>
    (await ownAccount(db, to, accountId)).last4

  /** As others may see it; '' for who has left since. */
  async function nameOf(customerId: string): Promise<string> {
    const person = await people.person(customerId)
    return person ? shownName(person) : ''
  }

  /** 招商银行尾号7430的卡: unbound meanwhile or not. */
  async function cardOf({ to, cardId }: { readonly to: string; readonly cardId: string }): Promise<string> {
    const [card] = await db.query<{ bank_name: string; last4: string }>(
      'select bank_name, last4 from cards where customer_id = $1 and id = $2',
      [to, cardId],
    )
    if (!card) throw new Error('a message about no card')
    return `${card.bank_name}尾号${card.last4}的卡`
  }

  async function numbersOf({ to, changeId }: { readonly to: string; readonly changeId: string }) {
    const [change] = await db.query<{ numbers_sealed: Uint8Array }>(
      'select numbers_sealed from mobile_changes where customer_id = $1 and id = $2',
      [to, changeId],
    )
    if (!change) throw new Error('a message about no change of number')
    return JSON.parse(sealer.open(change.numbers_sealed)) as { readonly from: string; readonly to: string }
  }

  /** What did not go out, to whom and why. */
  async function failedText({ to, orderId }: { readonly to: string; readonly orderId: string }): Promise<string> {
    const [order] = await db.query<{ amount: Fen; sides_sealed: Uint8Array | null; reason_sealed: Uint8Array | null }>(
      'select amount, sides_sealed, reason_sealed from scheduled_transfers where customer_id = $1 and id = $2',
      [to, orderId],
    )
    if (!order?.sides_sealed || !order.reason_sealed) throw new Error('a message about no failed transfer')
    const { payee } = JSON.parse(sealer.open(order.sides_sealed)) as Sides
    const { zh: reason } = JSON.parse(sealer.open(order.reason_sealed)) as Words
    return `您约定转给${payee.maskedName}的${formatYuan(order.amount)}元没有转出，钱没有变动。原因：${reason}`
  }

  async function textOf(payload: SmsAbout): Promise<string> {
    switch (payload.about) {
      case 'transfer-in': {
        const last4 = await last4Of(payload)
        return `您尾号${last4}的账户收到${await nameOf(payload.from)}转入${formatYuan(payload.amount)}元`
      }
      case 'scheduled-failed':
        return failedText(payload)
      case 'claimable-claimed':
        return `您发出的转账卡片，${await nameOf(payload.from)}已领取${formatYuan(payload.amount)}元`
      case 'claimable-asked':
        return `${await nameOf(payload.from)}想领取您发出的转账卡片（${formatYuan(payload.amount)}元），请在小程序里确认或拒绝`
      case 'claimable-returned':
        return `您发出的转账卡片没有领完，${formatYuan(payload.amount)}元已退回尾号${await last4Of(payload)}的账户`
      case 'deposit-matured':
        return (
          `您的定期存款已到期，本金${formatYuan(payload.principal)}元、利息${formatYuan(payload.interest)}元` +
          `已转入尾号${await last4Of(payload)}的账户`
        )
      case 'card-transfer-done':
        return `您尾号${await last4Of(payload)}的账户转到银行卡的${formatYuan(payload.amount)}元已到账`
      case 'card-transfer-refused':
        return `您尾号${await last4Of(payload)}的账户转到银行卡的${formatYuan(payload.amount)}元没有成功，钱已退回账户`
      case 'card-bound':
        return `您已绑定${await cardOf(payload)}。${NOT_YOU}`
      case 'card-changed':
        return `您尾号${await last4Of(payload)}的账户已改绑${await cardOf(payload)}。${NOT_YOU}`
      case 'mobile-changed':
        return `您在本行的手机号已换为${maskMobile((await numbersOf(payload)).to)}。${NOT_YOU}`
      case 'pin-changed':
        return `您的交易密码已修改。${NOT_YOU}`
      case 'pin-reset':
        return `您的交易密码已重设。${NOT_YOU}`
      case 'recovered':
        return `您的账户已在新的微信登录，原来的登录都已退出。${NOT_YOU}`
      case 'complaint-answered':
        return `您编号${payload.number}的投诉已答复，请在小程序的投诉与建议里查看`
      default:
        return textOfRestriction(payload, 'accountId' in payload ? await last4Of(payload) : '')
    }
  }

  /** A change of number is told to both; everything else goes to the number on record. */
  async function mobileOf(payload: SmsAbout): Promise<string> {
    if (payload.about === 'mobile-changed') return (await numbersOf(payload))[payload.number]
    const receiver = await people.person(payload.to)
    if (!receiver) throw new Error('a message to nobody')
    return receiver.mobile
  }

  return async function sendSms(entry: { readonly id: string; readonly payload: object }): Promise<void> {
    const payload = entry.payload as SmsAbout
    await sms.send(entry.id, {
      mobile: await mobileOf(payload),
      text: `【${institution.name}】${await textOf(payload)}`,
    })
  }
}

const NOT_YOU = '如非本人操作，请立即拨打本行客服电话'

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
    case 'id-asked':
      return `您的轻账户累计收付已达到须核对身份证件的金额。请在${payload.dueOn}前到小程序的账户页补充身份信息，以免暂停使用`
    case 'id-due':
      return '您的身份信息没有按期补充，账户已暂停使用。在小程序的账户页补充，马上恢复'
    case 'account-closed':
      return payload.amount === 0
        ? `您尾号${last4}的账户已注销`
        : `您尾号${last4}的账户已注销，余额${formatYuan(payload.amount)}元已退回绑定的卡`
  }
}

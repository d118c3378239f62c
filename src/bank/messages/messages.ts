/**
 * bank/messages/: what the bank tells its customers by SMS. An order writes an entry into the outbox with ids only;
 * names and numbers are looked up when it is sent, so that nothing personal waits in the outbox.
 */

import type { SmsConnector } from '../../connectors/outside.ts'
import { maskMobile } from '../../contract/masks.ts'
import { type Fen, formatYuan } from '../../contract/money.ts'
import type { Database } from '../../storage/database.ts'
import type { OutboxEntry } from '../../storage/outbox.ts'
import type { Sealer } from '../../storage/sealing.ts'
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

  async function textOf(payload: SmsAbout): Promise<string> {
    switch (payload.about) {
      case 'transfer-in': {
        const last4 = await last4Of(payload)
        const from = await people.person(payload.from)
        const name = from ? shownName(from) : ''
        return `您尾号${last4}的账户收到${name}转入${formatYuan(payload.amount)}元`
      }
      case 'deposit-matured':
        return (
          `您的定期存款已到期，本金${formatYuan(payload.principal)}元、利息${formatYuan(payload.interest)}元` +
          `已转入尾号${await last4Of(payload)}的账户`
        )
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

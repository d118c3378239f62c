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
    const { last4 } = await ownAccount(db, payload.to, payload.accountId)
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
    }
  }

  return async function sendSms(entry: { readonly id: string; readonly payload: object }): Promise<void> {
    const payload = entry.payload as SmsAbout
    const receiver = await people.person(payload.to)
    if (!receiver) throw new Error('a message to nobody')
    await sms.send(entry.id, { mobile: receiver.mobile, text: `【${institution.name}】${await textOf(payload)}` })
  }
}

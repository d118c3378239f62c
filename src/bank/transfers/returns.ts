/**
 * Giving back what was received: another transfer of the same amount the other way, once, with a reason. It is paid as any
 * other and counts as any other; the first one stays as it was, for nothing that moved is ever changed.
 */
import type { Fen } from '../../contract/money.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { People } from '../accounts/people.ts'
import { mayReceive, receivingAccounts } from '../accounts/receiving.ts'
import { accountsOf } from '../accounts/records.ts'
import type { Caller } from '../caller.ts'
import { BankError } from '../errors.ts'
import type { PayeesAndReady } from '../payees/payees.ts'
import { orderText } from '../pins/order.ts'
import type { Paying } from './paying.ts'
import type { Aim } from './payment.ts'

type Transfer = Answer<'GET /v1/transfers/:transferId'>
type ReturnOrder = Body<'POST /v1/transfers/:transferId/return'>

/** What the statements of both say. */
const WORDS: Readonly<Record<ReturnOrder['reason'], string>> = {
  mistaken: '退回：转错了',
  twice: '退回：重复转账',
  cancelled: '退回：事情取消了',
  other: '退回',
}

interface Received {
  readonly payer_id: string
  readonly payer_account_id: string
  readonly payee_account_id: string
  readonly amount: Fen
  /** It went back already, or is what went back. */
  readonly over: boolean
}

export function createReturns(deps: {
  readonly db: Database
  readonly people: People
  readonly payees: Pick<PayeesAndReady, 'meet'>
  readonly pay: Paying
  readonly get: (caller: Caller, id: string) => Promise<Transfer>
}) {
  const { db, people, payees, pay, get } = deps

  /** Throws NOT_FOUND for what the caller did not receive. */
  async function received(customerId: string, transferId: string): Promise<Received> {
    const [row] = await db.query<Received>(
      `select t.payer_id, t.payer_account_id, t.payee_account_id, t.amount,
         exists (select from transfer_returns r where r.payer_id = t.payer_id and r.transfer_id = t.id)
         or exists (select from transfer_returns r where r.customer_id = t.payer_id and r.return_id = t.id) as over
       from transfers t where t.payee_id = $1 and t.id = $2`,
      [customerId, transferId],
    )
    if (!row) throw new BankError('NOT_FOUND')
    return row
  }

  /** Whoever paid it, at the account that it came from or at another one that may receive. */
  async function aimAt(customerId: string, transferId: string, { id, reason }: ReturnOrder): Promise<Aim> {
    const { payer_id: payerId, payer_account_id: from, over } = await received(customerId, transferId)
    if (over) throw new BankError('TRANSFER_RETURNED')
    const [person, held] = await Promise.all([people.person(payerId), accountsOf(db, payerId)])
    const able = receivingAccounts(held).filter((one) => person && mayReceive(one, person.identified))
    const account = able.find((one) => one.id === from) ?? able[0]
    if (!person || !account) throw new BankError('PAYEE_CANNOT_RECEIVE')
    // What came from them goes back to them: no name is asked, and nobody is warned of whoever was reported.
    const { payeeId, known } = await payees.meet(customerId, payerId, account.id)
    return {
      payee: { person, account, known, named: true },
      payeeId,
      note: WORDS[reason],
      claim: {
        refuse() {},
        records: () => [
          {
            insert: 'transfer_returns',
            row: { payer_id: payerId, transfer_id: transferId, customer_id: customerId, return_id: id, reason },
          },
        ],
      },
    }
  }

  /**
   * Gives a received transfer back, from the account on which it arrived. A repeat gets the first answer and needs no PIN.
   * Throws NOT_FOUND, TRANSFER_RETURNED, and what paying throws (paying.ts): then nothing moved.
   */
  return async function giveBack(caller: Caller, transferId: string, order: ReturnOrder): Promise<Transfer> {
    const { id, reason, authorisation } = order
    const { payee_account_id: accountId, amount } = await received(caller.customerId, transferId)
    await pay(caller, {
      ...{ id, accountId, amount, authorisation },
      written: null,
      authorised: orderText({ kind: 'transfer-return', orderId: id, transferId, reason }),
      key: { owner: caller.customerId, id, kind: 'transfer', content: JSON.stringify(['return', transferId, reason]) },
      aim: () => aimAt(caller.customerId, transferId, order),
    }).catch(async (error: unknown) => {
      // Given back on another phone at the same moment: that is told before what else is in the way by now.
      const refused = error instanceof BankError && error.code !== 'ID_REUSED'
      throw refused && (await received(caller.customerId, transferId)).over ? new BankError('TRANSFER_RETURNED') : error
    })
    return get(caller, id)
  }
}

/** How the stories of this folder ask and pay. */
import { randomUUID } from 'node:crypto'
import type { PaymentRequests } from '../../../src/bank/capabilities.ts'
import type { Answer } from '../../../src/contract/schema/index.ts'
import type { Holder, Town } from '../town.ts'

export type Asked = Answer<'POST /v1/payment-requests'>

interface Asking {
  readonly id?: string
  readonly total: number
  readonly title?: string
  readonly people?: number
  readonly askerCounts?: boolean
}

export const ask = (
  { paymentRequests }: Town,
  asker: Holder,
  { id = randomUUID(), total, title = '周末聚餐', people = 1, askerCounts = people > 1 }: Asking,
): Promise<Asked> => paymentRequests.make(asker, { id, accountId: asker.accountId, title, total, people, askerCounts })

/** Pays the share that is shown, or so much. */
export async function payShare(
  town: Town,
  payer: Holder,
  token: string,
  { id = randomUUID() as string, amount = 0 } = {},
): Promise<Awaited<ReturnType<PaymentRequests['pay']>>> {
  const seen = amount || (await town.paymentRequests.open(token)).amount
  const authorisation = await town.authorise(payer, { kind: 'payment-request', orderId: id, token, amount: seen })
  return town.paymentRequests.pay(payer, token, { id, accountId: payer.accountId, amount: seen, authorisation })
}

export const withdraw = ({ paymentRequests }: Town, asker: Holder, requestId: string, id: string = randomUUID()) =>
  paymentRequests.withdraw(asker, requestId, { id })

export const markCash = (
  { paymentRequests }: Town,
  asker: Holder,
  [requestId, n]: readonly [requestId: string, n: number],
  cash: boolean,
  id: string = randomUUID(),
) => paymentRequests.markCash(asker, { requestId, n }, { id, cash })

import { randomUUID } from 'node:crypto'
import type { CardTransfer } from '../../../src/bank/card-transfers/records.ts'
import type { Holder, Town } from '../town.ts'

/** 招商银行, of somebody who has no account in this town. */
export const WANG = { cardNumber: '6225881414207430', name: '王小明' } as const
/** Of a bank that the list does not know, failing Luhn. */
export const UNHEARD_OF = { cardNumber: '6299991234567890', name: '赵敏' } as const

/** Pays to a card: told before, or an own bound one. */
export async function payCard(
  town: Town,
  payer: Holder,
  to: { readonly payeeId: string } | { readonly cardId: string },
  amount: number,
  { id = randomUUID() as string, note = '' } = {},
): Promise<CardTransfer> {
  const toId = 'payeeId' in to ? to.payeeId : to.cardId
  const authorisation = await town.authorise(payer, { kind: 'card-transfer', orderId: id, toId, amount })
  return town.cardTransfers.make(payer, { id, accountId: payer.accountId, to, amount, note, authorisation })
}

import type { Answer } from '../../contract/schema/index.ts'
import { open } from '../lib/pages.ts'

export type CardPayee = Answer<'POST /v1/card-payees'>
export type OwnCard = Answer<'GET /v1/accounts'>['cards'][number]

/** To the amount of a payment to somebody's card. */
export const toCard = ({ payeeId, alias, maskedName, maskedNumber, bankName, known, reported }: CardPayee) =>
  open('transfer-card', {
    payee: payeeId,
    name: alias ?? maskedName,
    bank: bankName ?? undefined,
    last4: maskedNumber.slice(-4),
    known: known ? '1' : undefined,
    reported: reported ? '1' : undefined,
  })

/** To the amount of a payment to one's own card. */
export const toOwnCard = ({ id, bankName, last4 }: OwnCard) => open('transfer-card', { own: id, bank: bankName, last4 })

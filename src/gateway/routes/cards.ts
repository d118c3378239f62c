import type { Handlers } from './call.ts'

export const cards: Handlers<
  | 'POST /v1/cards'
  | 'POST /v1/bindings/:bindingId/card'
  | 'POST /v1/cards/:cardId/unbinding'
  | 'POST /v1/accounts/:accountId/card'
> = {
  'POST /v1/cards': ({ bank, caller, body }) => bank.cards.bind(caller, body),
  'POST /v1/bindings/:bindingId/card': ({ bank, caller, params, body }) =>
    bank.cards.confirm(caller, params.bindingId, body),
  'POST /v1/cards/:cardId/unbinding': ({ bank, caller, params, body }) =>
    bank.cards.unbind(caller, params.cardId, body),
  'POST /v1/accounts/:accountId/card': ({ bank, caller, params, body }) =>
    bank.cards.change(caller, params.accountId, body),
}

import type { CLAIMABLE_ROUTES } from '../../contract/schema/routes/claimables.ts'
import type { Handlers } from './call.ts'

export const claimables: Handlers<keyof typeof CLAIMABLE_ROUTES> = {
  'POST /v1/claimables': ({ bank, caller, body }) => bank.claimables.make(caller, body),
  'GET /v1/claimables': ({ bank, caller }) => bank.claimables.list(caller),
  'GET /v1/claimables/terms': ({ bank }) => bank.claimables.terms(),
  'GET /v1/claimables/:claimableId': ({ bank, caller, params }) => bank.claimables.get(caller, params.claimableId),
  'POST /v1/claimables/:claimableId/return': ({ bank, caller, params, body }) =>
    bank.claimables.takeBack(caller, params.claimableId, body),
  'POST /v1/claimables/:claimableId/asks/:askId': ({ bank, caller, params, body }) =>
    bank.claimables.answer(caller, params.claimableId, params.askId, body),
  'POST /v1/claimables/card': ({ bank, body }) => bank.claimables.card(body.token),
  'POST /v1/claimables/card/own': ({ bank, caller, body }) => bank.claimables.opened(caller, body.token),
  'POST /v1/claimables/claims': ({ bank, caller, body }) => bank.claimables.claim(caller, body),
}

import type { Handlers } from './call.ts'

export const security: Handlers<
  | 'POST /v1/mobile-proofs'
  | 'POST /v1/mobile-proofs/:proofId/confirmation'
  | 'POST /v1/mobile-changes'
  | 'POST /v1/pin-changes'
  | 'POST /v1/pin-resets'
  | 'POST /v1/recoveries'
> = {
  'POST /v1/mobile-proofs': ({ bank, caller, body, visit }) => bank.security.askProof(caller, body, visit),
  'POST /v1/mobile-proofs/:proofId/confirmation': ({ bank, caller, params, body }) =>
    bank.security.confirmProof(caller, params.proofId, body),
  'POST /v1/mobile-changes': ({ bank, caller, body }) => bank.security.changeMobile(caller, body),
  'POST /v1/pin-changes': ({ bank, caller, body }) => bank.security.changePin(caller, body),
  'POST /v1/pin-resets': ({ bank, caller, body }) => bank.security.resetPin(caller, body),
  'POST /v1/recoveries': ({ bank, caller, body }) => bank.security.recover(caller, body),
}

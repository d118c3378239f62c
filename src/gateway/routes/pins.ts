import type { Handlers } from './call.ts'

export const pins: Handlers<'POST /v1/pin-challenges' | 'POST /v1/authorisations'> = {
  'POST /v1/pin-challenges': ({ bank, caller, body }) => bank.pins.challenge(caller, body),
  'POST /v1/authorisations': ({ bank, caller, body }) => bank.pins.authorise(caller, body),
}

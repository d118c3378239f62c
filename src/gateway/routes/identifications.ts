import type { Handlers } from './call.ts'

export const identifications: Handlers<'POST /v1/identification-codes' | 'GET /v1/identification-codes/:codeId'> = {
  'POST /v1/identification-codes': ({ bank, caller }) => bank.identifications.make(caller),
  'GET /v1/identification-codes/:codeId': ({ bank, caller, params }) =>
    bank.identifications.progress(caller, params.codeId),
}

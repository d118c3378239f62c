import type { Handlers } from './call.ts'

export const personalData: Handlers<
  'GET /v1/me/consents' | 'PUT /v1/me/consents/:purpose' | 'POST /v1/me/data' | 'POST /v1/me/deletion'
> = {
  'GET /v1/me/consents': ({ bank, caller }) => bank.personalData.consents(caller),
  'PUT /v1/me/consents/:purpose': ({ bank, caller, params, body }) =>
    bank.personalData.consent(caller, params.purpose, body),
  'POST /v1/me/data': ({ bank, caller, body }) => bank.personalData.tell(caller, body),
  'POST /v1/me/deletion': ({ bank, caller, body }) => bank.personalData.forget(caller, body),
}

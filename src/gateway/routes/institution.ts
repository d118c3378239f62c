import type { Handlers } from './call.ts'

export const institution: Handlers<'GET /v1/institution' | 'POST /v1/complaints' | 'GET /v1/complaints'> = {
  'GET /v1/institution': ({ bank }) => bank.institution(),
  'POST /v1/complaints': ({ bank, caller, body }) => bank.complaints.make(caller, body),
  'GET /v1/complaints': ({ bank, caller }) => bank.complaints.list(caller),
}

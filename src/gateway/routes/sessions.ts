import type { Handlers } from './call.ts'

export const sessions: Handlers<
  | 'POST /v1/sms-codes'
  | 'POST /v1/sessions'
  | 'GET /v1/sessions'
  | 'DELETE /v1/sessions/:sessionId'
  | 'POST /v1/sessions/current/phone'
  | 'GET /v1/me'
> = {
  'POST /v1/sms-codes': ({ bank, body, visit }) => bank.sessions.requestSmsCode(body, visit),
  'POST /v1/sessions': ({ bank, body, visit }) => bank.sessions.signIn(body, visit),
  'GET /v1/sessions': ({ bank, caller }) => bank.sessions.list(caller),
  'DELETE /v1/sessions/:sessionId': ({ bank, caller, params }) => bank.sessions.end(caller, params.sessionId),
  'POST /v1/sessions/current/phone': ({ bank, caller, body }) => bank.sessions.phone(caller, body),
  'GET /v1/me': ({ bank, caller }) => bank.customers.me(caller),
}

import type { Handlers } from './call.ts'

export const home: Handlers<'GET /v1/home'> = {
  'GET /v1/home': ({ bank, caller }) => bank.home.get(caller),
}

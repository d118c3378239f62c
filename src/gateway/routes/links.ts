import type { Handlers } from './call.ts'

export const links: Handlers<'POST /v1/links' | 'GET /v1/links/:linkId'> = {
  'POST /v1/links': ({ bank, caller, body }) => bank.links.register(caller, body),
  'GET /v1/links/:linkId': ({ bank, params }) => bank.links.get(params.linkId),
}

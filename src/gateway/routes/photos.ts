import type { Handlers } from './call.ts'

export const photos: Handlers<'POST /v1/id-photos' | 'POST /v1/card-photos'> = {
  'POST /v1/id-photos': ({ bank, caller, body }) => bank.photos.idCard(caller, body),
  'POST /v1/card-photos': ({ bank, caller, body }) => bank.photos.bankCard(caller, body),
}

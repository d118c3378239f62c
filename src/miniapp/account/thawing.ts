import { call } from '../lib/api.ts'
import type { Say } from '../lib/i18n.ts'
import type { Pinned } from '../pin/usePinned.tsx'

/** Ends a freeze of one's own by the PIN. */
export const thawing = (id: string, t: Say): Pinned => ({
  order: { kind: 'thaw', orderId: id },
  subject: t('account.thaw.pin'),
  done: t('account.thaw.done'),
  send: (token) =>
    call('POST /v1/restrictions/:restrictionId/thaw', {
      params: { restrictionId: id },
      body: { authorisation: { token } },
    }),
})

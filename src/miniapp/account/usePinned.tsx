import { useState } from 'react'
import type { Body } from '../../contract/schema/index.ts'
import { useText } from '../lib/i18n.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { notify } from '../ui/index.ts'

/** Something that the PIN authorises and that moves no money: it is told on the sheet itself when it fails. */
export interface Pinned {
  readonly order: Body<'POST /v1/authorisations'>['order']
  readonly subject: string
  /** What is said once it is done. */
  readonly done: string
  send(token: string): Promise<unknown>
}

/** The PIN's sheet for what `ask` was given; `finished` is called once the bank has done it. */
export function usePinned(finished: () => void) {
  const { t } = useText()
  const [asking, setAsking] = useState<Pinned | null>(null)
  const sheet = (
    <PinSheet
      order={asking?.order ?? null}
      subject={asking?.subject ?? t('account.title')}
      onClose={() => setAsking(null)}
      onAuthorised={async (token) => {
        await asking?.send(token)
        if (asking) notify(asking.done)
        setAsking(null)
        finished()
      }}
    />
  )
  return { ask: setAsking, sheet }
}

import { useState } from 'react'
import type { Body } from '../../contract/schema/index.ts'
import { notify } from '../ui/index.ts'
import { PinSheet } from './PinSheet.tsx'

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
  const [asking, setAsking] = useState<Pinned | null>(null)
  const sheet = (
    <PinSheet
      order={asking?.order ?? null}
      subject={asking?.subject ?? ''}
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

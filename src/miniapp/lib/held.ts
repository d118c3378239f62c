import type { Answer } from '../../contract/schema/index.ts'
import { call } from './api.ts'
import { type Loaded, useLoad } from './load.ts'
import type { Me } from './session.ts'

type Held = Answer<'GET /v1/accounts'>
const NOTHING: Held = { accounts: [], classOne: null, cards: [], mayOpen: { II: 0, III: 0 } }

/** The accounts and cards of whoever is here; nothing, and without asking, for who is no customer. */
export function useHeld(me: Me | null): Loaded<Held> {
  const isCustomer = me?.stage === 'customer'
  return useLoad(async () => (isCustomer ? call('GET /v1/accounts') : NOTHING), [isCustomer, me?.customerId])
}

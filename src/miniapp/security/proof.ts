/**
 * security/: another mobile number, another PIN, a forgotten PIN, back with another WeChat account. Each begins with what
 * is asked and ends with a word that it is done. Imports contract/'s checks, lib/, ui/, fields/, pin/, sms-code/ and
 * sign-in/.
 */
import type { Answer, Body } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { newId } from '../lib/random.ts'

export type Proof = Answer<'POST /v1/mobile-proofs'>
type Purpose = Body<'POST /v1/mobile-proofs'>['purpose']

/** What is to be proved: a number that is typed, or the one on record. */
export type Claim =
  | { readonly purpose: Exclude<Purpose, 'pin-reset'>; readonly mobile: string }
  | { readonly purpose: 'pin-reset' }

/** Has a code sent to a number. Throws CallError. */
export async function askProof(claim: Claim): Promise<Proof> {
  const id = await newId()
  return claim.purpose === 'pin-reset'
    ? call('POST /v1/mobile-proofs', { body: { id, purpose: claim.purpose } })
    : call('POST /v1/mobile-proofs', { body: { id, ...claim } })
}

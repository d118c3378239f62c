import { useEffect } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from './api.ts'
import { stored } from './stored.ts'

export type Institution = Answer<'GET /v1/institution'>

const institution = stored<Institution | null>('institution', null)
let asked = false

/** Whether a card is this bank's own, of a Class I account: as far as is known of a number that is being typed. */
export const isOwnCard = (institution: Institution | null, cardNumber: string): boolean =>
  institution !== null && cardNumber.startsWith(institution.classOneBin)

/**
 * Who runs this bank, asked for once a start; until the answer is here, what it was last time, or null. Nobody waits for
 * it and a failure shows nowhere.
 */
export function useInstitution(): Institution | null {
  useEffect(() => {
    if (asked) return
    asked = true
    call('GET /v1/institution').then(institution.set, () => {
      asked = false
    })
  }, [])
  return institution.use()
}

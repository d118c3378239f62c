/** The part of the catalogue that customers can meet: all that ships in the mini-program. */
import { ACCESS_ERRORS } from './access.ts'
import { CLAIMABLE_ERRORS } from './claimables.ts'
import { MONEY_ERRORS } from './money.ts'
import { OPENING_ERRORS } from './opening.ts'
import { PERSON_ERRORS } from './person.ts'
import { STANDING_ERRORS } from './standing.ts'
import { STATEMENT_ERRORS } from './statement.ts'

export const CUSTOMER_ERRORS = {
  ...ACCESS_ERRORS,
  ...OPENING_ERRORS,
  ...PERSON_ERRORS,
  ...STANDING_ERRORS,
  ...MONEY_ERRORS,
  ...STATEMENT_ERRORS,
  ...CLAIMABLE_ERRORS,
} as const
export type CustomerErrorCode = keyof typeof CUSTOMER_ERRORS

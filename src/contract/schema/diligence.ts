import { Type } from 'typebox'
import { OCCUPATIONS } from '../choices.ts'

/** What somebody does and where they live. */
const DETAILS = {
  occupation: Type.Enum([...OCCUPATIONS]),
  /** Address area: six-digit code of the county (GB/T 2260). */
  area: Type.String({ pattern: '^\\d{6}$' }),
}
export const IdDetails = Type.Object(DETAILS)

/** What due diligence asks for Class II beyond the elements: chosen, not typed. */
export const DILIGENCE = {
  ...DETAILS,
  /** Last day of validity of the ID card, or null when it is valid for life (长期). */
  idValidUntil: Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()]),
}

/** What a person chooses from rather than types: the schemas check against these, the mini-program lists them. */

export const OCCUPATIONS = [
  'employee',
  'civil-servant',
  'self-employed',
  'farmer',
  'student',
  'retired',
  'freelance',
  'homemaker',
  'other',
] as const

/** Where a person pays tax. Anyone but 'mainland' is served at a branch. */
export const TAX_RESIDENCIES = ['mainland', 'abroad', 'both'] as const

export const COMPLAINT_TOPICS = ['account', 'transfer', 'product', 'privacy', 'service', 'other'] as const

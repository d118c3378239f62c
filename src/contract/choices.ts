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

/** What the bank's own people do: each route of staff names the roles that may call it. */
export const STAFF_ROLES = ['teller', 'service', 'risk', 'operations'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]
/** Times of which the report on the verification networks tells: days up to now, and whole months as they are billed. */
export const REPORT_PERIODS = ['today', 'week', 'month', 'last-month'] as const
export type ReportPeriod = (typeof REPORT_PERIODS)[number]
/** What officers say of a person whom an entry of a list may mean: it is somebody else, or it is them. */
export const MATCH_VERDICTS = ['clear', 'confirm'] as const

/** What keeps accounts from being used, as staff sees it (bank/restrictions/stops.ts). */
export const RESTRICTION_KINDS = [
  'self',
  'telephone',
  'authority-freeze',
  'authority-stop',
  'fraud-list',
  'sanctions-list',
  'dormant',
  'id-expired',
  'id-due',
] as const
export type RestrictionKind = (typeof RESTRICTION_KINDS)[number]

/** Documents that identify a person at the counter, and by which means a teller finds one genuine. */
export const IDENTITY_DOCUMENTS = ['resident-id', 'temporary-id'] as const
export const DOCUMENT_CHECKS = ['reader', 'eye'] as const

/** By what staff looks for a customer. */
export const CUSTOMER_SEARCHES = ['mobile', 'id-number', 'account-number', 'card-number'] as const

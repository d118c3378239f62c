/** What the lines of a statement are grouped by when somebody looks for one: data, so that a new kind adds a line here. */
import type { Answer } from './schema/index.ts'

export type EntryKind = Answer<'GET /v1/accounts/:accountId/entries'>['entries'][number]['kind']

type EntryGroup = 'people' | 'card' | 'deposit'

/** `own`: between one's own accounts, and what came to pass elsewhere; nobody looks for it by group. */
export const GROUP_OF: Readonly<Record<EntryKind, EntryGroup | 'own'>> = {
  topup: 'card',
  payout: 'card',
  'card-transfer': 'card',
  'transfer-in': 'people',
  'transfer-out': 'people',
  'claimed-to-card': 'people',
  'deposit-made': 'deposit',
  'deposit-paid': 'deposit',
  'to-own': 'own',
  'from-own': 'own',
  'core-in': 'own',
  'core-out': 'own',
}

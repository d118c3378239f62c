import type { Answer } from '../../contract/schema/index.ts'
import type { IconName } from '../ui/index.ts'

type Entry = Answer<'GET /v1/accounts/:accountId/entries'>['entries'][number]

/** Who or what stands on the other side: a person by their character, anything else by what it is. */
export const ENTRY_ICONS: Readonly<Record<Entry['kind'], IconName | undefined>> = {
  topup: 'credit-card',
  'transfer-in': undefined,
  'transfer-out': undefined,
  'claimed-to-card': undefined,
  'card-transfer': 'credit-card',
  'deposit-made': 'piggy-bank',
  'deposit-paid': 'piggy-bank',
  payout: 'credit-card',
  'to-own': 'wallet',
  'from-own': 'wallet',
  'core-in': undefined,
  'core-out': undefined,
}

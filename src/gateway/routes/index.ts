import type { RouteName } from '../../contract/schema/index.ts'
import { accounts } from './accounts.ts'
import { agreedLimits } from './agreed-limits.ts'
import { bindings } from './bindings.ts'
import type { Handlers } from './call.ts'
import { cardTransfers } from './card-transfers.ts'
import { cards } from './cards.ts'
import { claimables } from './claimables.ts'
import { classes } from './classes.ts'
import { deposits } from './deposits.ts'
import { home } from './home.ts'
import { identifications } from './identifications.ts'
import { institution } from './institution.ts'
import { links } from './links.ts'
import { messages } from './messages.ts'
import { payees } from './payees.ts'
import { paymentRequests } from './payment-requests.ts'
import { personalData } from './personal-data.ts'
import { photos } from './photos.ts'
import { pins } from './pins.ts'
import { products } from './products.ts'
import { receipts } from './receipts.ts'
import { restrictions } from './restrictions.ts'
import { scheduledTransfers } from './scheduled-transfers.ts'
import { security } from './security.ts'
import { sessions } from './sessions.ts'
import { statement } from './statement.ts'
import { topups } from './topups.ts'
import { transfers } from './transfers.ts'

/** Every route of the contract. */
export const handlers: Handlers<RouteName> = {
  ...institution,
  ...products,
  ...links,
  ...sessions,
  ...home,
  ...messages,
  ...personalData,
  ...bindings,
  ...cards,
  ...security,
  ...classes,
  ...identifications,
  ...accounts,
  ...statement,
  ...receipts,
  ...agreedLimits,
  ...photos,
  ...restrictions,
  ...pins,
  ...topups,
  ...payees,
  ...transfers,
  ...scheduledTransfers,
  ...cardTransfers,
  ...claimables,
  ...paymentRequests,
  ...deposits,
}

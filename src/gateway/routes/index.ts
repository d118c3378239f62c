import type { RouteName } from '../../contract/schema/index.ts'
import { accounts } from './accounts.ts'
import { bindings } from './bindings.ts'
import type { Handlers } from './call.ts'
import { deposits } from './deposits.ts'
import { home } from './home.ts'
import { identifications } from './identifications.ts'
import { institution } from './institution.ts'
import { links } from './links.ts'
import { pins } from './pins.ts'
import { products } from './products.ts'
import { sessions } from './sessions.ts'
import { topups } from './topups.ts'
import { transfers } from './transfers.ts'

/** Every route of the contract. */
export const handlers: Handlers<RouteName> = {
  ...institution,
  ...products,
  ...links,
  ...sessions,
  ...home,
  ...bindings,
  ...identifications,
  ...accounts,
  ...pins,
  ...topups,
  ...transfers,
  ...deposits,
}

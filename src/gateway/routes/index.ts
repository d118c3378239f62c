import type { RouteName } from '../../contract/schema/index.ts'
import { accounts } from './accounts.ts'
import { bindings } from './bindings.ts'
import type { Handlers } from './call.ts'
import { cards } from './cards.ts'
import { classes } from './classes.ts'
import { deposits } from './deposits.ts'
import { home } from './home.ts'
import { identifications } from './identifications.ts'
import { institution } from './institution.ts'
import { links } from './links.ts'
import { personalData } from './personal-data.ts'
import { photos } from './photos.ts'
import { pins } from './pins.ts'
import { products } from './products.ts'
import { restrictions } from './restrictions.ts'
import { security } from './security.ts'
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
  ...personalData,
  ...bindings,
  ...cards,
  ...security,
  ...classes,
  ...identifications,
  ...accounts,
  ...photos,
  ...restrictions,
  ...pins,
  ...topups,
  ...transfers,
  ...deposits,
}

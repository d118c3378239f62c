/**
 * The dictionary: every sentence of the mini-program by a key, Chinese first, English second, one file a capability.
 * `as const` makes a key, and the blanks of its sentence, part of the types; a test compares the two languages.
 */
import { account } from './account.ts'
import { arrivals } from './arrivals.ts'
import { bind } from './bind.ts'
import { common } from './common.ts'
import { deposit } from './deposit.ts'
import { home } from './home.ts'
import { me } from './me.ts'
import { pin } from './pin.ts'
import { products } from './products.ts'
import { security } from './security.ts'
import { signIn } from './sign-in.ts'
import { statement } from './statement.ts'
import { topup } from './topup.ts'
import { transfer } from './transfer.ts'
import { ui } from './ui.ts'

export const WORDS = {
  ...common,
  ...ui,
  ...home,
  ...arrivals,
  ...products,
  ...me,
  ...account,
  ...signIn,
  ...bind,
  ...security,
  ...pin,
  ...topup,
  ...transfer,
  ...deposit,
  ...statement,
}

/**
 * The dictionary: every sentence of the mini-program by a key, Chinese first, English second, one file a capability.
 * `as const` makes a key, and the blanks of its sentence, part of the types; a test compares the two languages.
 */
import { account } from './account.ts'
import { bind } from './bind.ts'
import { cards } from './cards.ts'
import { common } from './common.ts'
import { complaint } from './complaint.ts'
import { deposit } from './deposit.ts'
import { home } from './home.ts'
import { identify } from './identify.ts'
import { me } from './me.ts'
import { photo } from './photo.ts'
import { pin } from './pin.ts'
import { privacy } from './privacy.ts'
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
  ...products,
  ...me,
  ...privacy,
  ...account,
  ...identify,
  ...signIn,
  ...bind,
  ...cards,
  ...security,
  ...photo,
  ...pin,
  ...topup,
  ...transfer,
  ...deposit,
  ...statement,
  ...complaint,
}

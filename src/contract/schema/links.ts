import { Type } from 'typebox'
import { LinkId, ProductId } from './shapes.ts'

/** A shared product card. The id is made by the mini-program at once and registered after. */
export const LinkRegistration = Type.Object({ id: LinkId, productId: ProductId })
export const Link = Type.Object({
  id: LinkId,
  productId: ProductId,
  /** Who shared it, masked; null when a marketer or the bank did. */
  sharedBy: Type.Union([Type.String(), Type.Null()]),
})

import type { Answer } from '../../contract/schema/index.ts'
import { call } from './api.ts'
import { PAGES } from './pages.ts'
import { newLinkId } from './random.ts'
import { currentToken } from './session.ts'
import { language } from './settings.ts'

type Product = Answer<'GET /v1/products/:productId'>

export interface ShareCard {
  readonly title: string
  readonly path: string
  readonly imageUrl: string
}

/**
 * The card for a chat. WeChat wants it at once, so the link's id is made here and registered after; a link that could
 * not be registered still leads to its product, which stands in the path beside it.
 * `imageUrl` is a picture of the package, 5:4.
 */
export function shareProduct(
  product: Pick<Product, 'id' | 'name' | 'nameEn' | 'ratePercent'>,
  imageUrl: string,
): ShareCard {
  const title =
    language() === 'zh'
      ? `${product.name}，年利率 ${product.ratePercent}%`
      : `${product.nameEn}, ${product.ratePercent}% a year`
  const path = `${PAGES.product}?id=${product.id}`
  let linkId: string
  try {
    linkId = newLinkId()
  } catch {
    return { title, path, imageUrl }
  }
  if (currentToken()) {
    // Nobody waits for it; what is not registered counts as a visit to the product.
    call('POST /v1/links', { body: { id: linkId, productId: product.id } }).catch(() => undefined)
  }
  return { title, path: `${path}&l=${linkId}`, imageUrl }
}

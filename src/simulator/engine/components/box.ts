/** Components that are boxes: view and its kin draw nothing of their own. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

for (const name of ['page', 'view', 'cover-view', 'slot', 'root-portal', 'match-media', 'keyboard-accessory']) {
  define(name, class extends WxElement {})
}

/** Measures a screen as a person would complain of it: text cut off, targets too small, things under the capsule. */
import type { TestPhone } from '../support/phone.ts'

/** Boxes are rounded to device pixels. */
const ROUNDING_PX = 0.6

export interface Sight {
  /** Text that reaches beyond the screen, or is cut off without an ellipsis. */
  readonly cutOff: readonly string[]
  /** What can be tapped and is lower or narrower than `touch`. */
  readonly tooSmall: readonly string[]
  /** Words and targets that lie under WeChat's capsule. */
  readonly underCapsule: readonly string[]
  /** Words that no person should see. */
  readonly broken: readonly string[]
}

/** Waits until the page on top has drawn what it loads. */
export async function drawn(phone: TestPhone): Promise<void> {
  await phone.page.locator('.page-layer[data-top] .page').waitFor()
  await phone.page.locator('.page-layer[data-top] .skeleton').first().waitFor({ state: 'detached' })
}

/** Looks at the page on top, without scrolling. `touch`: the least side of a target, px. */
export async function look(phone: TestPhone, touch: number): Promise<Sight> {
  const capsule = await phone.page.locator('.capsule').boundingBox()
  return phone.page
    .locator('.page-layer[data-top]')
    .evaluate(measure, { touch: touch - ROUNDING_PX, rounding: ROUNDING_PX, capsule })
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Runs in the browser: it may use nothing of this file. */
function measure(
  page: Element,
  { touch, rounding, capsule }: { touch: number; rounding: number; capsule: Box | null },
) {
  const width = page.getBoundingClientRect().right
  const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const nameOf = (element: Element) =>
    `${element.id || element.className}: ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30)}`
  // What has been scrolled under the page's bar is not seen there.
  const bar = page.querySelector('.page__top')
  const meets = (one: DOMRect, element: Element) =>
    capsule !== null &&
    (bar?.contains(element) ?? true) &&
    one.right > capsule.x + rounding &&
    one.left < capsule.x + capsule.width - rounding &&
    one.bottom > capsule.y + rounding &&
    one.top < capsule.y + capsule.height - rounding

  const cutOff: string[] = []
  const underCapsule: string[] = []
  const broken: string[] = []
  const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement
    const text = node.textContent?.trim()
    if (!element || !text || !isSeen(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    const style = getComputedStyle(element)
    const isShortened = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
    if (!isShortened && (box.right > width + rounding || box.left < -rounding)) cutOff.push(nameOf(element))
    if (meets(isShortened ? element.getBoundingClientRect() : box, element)) underCapsule.push(nameOf(element))
    if (/undefined|NaN|\[object|\{\w+\}|^[a-z]+(\.[a-z-]+){1,3}$/.test(text)) broken.push(text)
  }

  const tooSmall: string[] = []
  const targets = 'button, checkbox, radio, switch, tab, link'.split(', ').map((role) => `[role=${role}]`)
  for (const target of page.querySelectorAll([...targets, 'wx-button', 'wx-input', 'wx-textarea'].join())) {
    // A field's touch area is its box; a picker's is what it wraps.
    const area = target.closest('.field__box') ?? target
    const box = area.getBoundingClientRect()
    if (!isSeen(target) || box.width === 0 || target.localName === 'wx-picker') continue
    if (box.height < touch || box.width < touch) {
      tooSmall.push(`${nameOf(target)} (${Math.round(box.width)}×${Math.round(box.height)})`)
    }
    if (meets(box, target)) underCapsule.push(nameOf(target))
  }
  if (page.scrollWidth > page.clientWidth + 1) cutOff.push(`the page itself is ${page.scrollWidth} px wide`)
  return { cutOff, tooSmall, underCapsule, broken }
}

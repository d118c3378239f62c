/**
 * Lengths that mean something else on the phone than in the browser that shows it.
 *
 * An rpx is a 750th of the phone's width, and `vw`, `vh` and `rem` are the phone's, not the window's.
 * Each becomes a product with a custom property that the page's view sets.
 */
const LENGTH = /(^|[\s,(*/+:;-]|[^\w.#%-])(-?(?:\d+\.?\d*|\.\d+))(rpx|rem|vw|vh)\b/gi
const SAFE_AREA = /\b(?:env|constant)\(\s*safe-area-inset-(top|right|bottom|left)\s*(?:,[^)]*)?\)/gi

const PROPERTY: Record<string, string> = { rpx: '--rpx', rem: '--rem', vw: '--vw', vh: '--vh' }

/** Rewrites one CSS value, or a whole style attribute. Strings and url() are left alone. */
export function toPhoneLengths(value: string): string {
  if (!/rpx|rem|vw|vh|safe-area-inset/i.test(value)) return value
  return value
    .split(/("[^"]*"|'[^']*'|url\([^)]*\))/)
    .map((part, index) => (index % 2 === 1 ? part : rewrite(part)))
    .join('')
}

function rewrite(text: string): string {
  return text
    .replace(SAFE_AREA, (_, side: string) => `var(--safe-area-inset-${side})`)
    .replace(LENGTH, (_, before: string, figure: string, unit: string) => {
      return `${before}calc(${figure} * var(${PROPERTY[unit.toLowerCase()]}))`
    })
}

/**
 * contract/: the words between the gateway and its callers. Everyone may import it; it imports nothing but
 * TypeBox (in schema/). Plain functions here ship in the mini-program, so they stay small and free of dependencies.
 *
 * Money is whole fen (1 yuan = 100 fen) in a branded safe integer: a plain number cannot be passed by mistake.
 */

declare const fen: unique symbol
/** Whole fen, CNY. Always a safe integer; may be negative in postings. */
export type Fen = number & { readonly [fen]?: 'fen' }

/** Largest amount that one order may carry: 10 billion yuan. It keeps every sum of a few thousand orders exact. */
export const MAX_ORDER_FEN = 1_000_000_000_000

/** Checks that a number is whole, safe fen. Throws RangeError otherwise: money beyond 2^53 is never rounded. */
export function toFen(value: number | bigint): Fen {
  const n = Number(value)
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a safe amount in fen: ${value}`)
  return n as Fen
}

export type YuanProblem = 'empty' | 'format' | 'decimals' | 'zero' | 'too-large'

/**
 * Reads what a person typed, '12', '12.3', '1,200.50', as fen. No floats on the way.
 * Returns the amount, or why it is none: format, more than two decimals, zero (or below), too large.
 */
export function parseYuan(text: string): { fen: Fen } | { problem: YuanProblem } {
  const clean = text.trim().replace(/,/g, '')
  if (clean === '') return { problem: 'empty' }
  const match = /^(\d*)(?:\.(\d*))?$/.exec(clean)
  if (!match || (match[1] === '' && !match[2])) return { problem: clean.startsWith('-') ? 'zero' : 'format' }
  const whole = match[1] || '0'
  const part = match[2] ?? ''
  if (part.length > 2) return { problem: 'decimals' }
  if (whole.replace(/^0+/, '').length > 11) return { problem: 'too-large' }
  const value = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  if (value === 0) return { problem: 'zero' }
  return value > MAX_ORDER_FEN ? { problem: 'too-large' } : { fen: value as Fen }
}

/** '28,640.52' for 2864052. Grouped by thousands, always two decimals, '-' in front when negative. */
export function formatYuan(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${amount < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`
}

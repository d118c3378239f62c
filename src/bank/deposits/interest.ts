import Big from 'big.js'
import { type Fen, toFen } from '../../contract/money.ts'

/** To the whole fen, half a fen up, once, at the end of a calculation. */
const roundedHalfUp = (exact: Big): Fen => toFen(BigInt(exact.round(0, Big.roundHalfUp).toFixed(0)))

/**
 * Interest of a deposit that stays to its last day: principal × yearly rate × months / 12.
 * `ratePercent` is an exact decimal in percent, '1.85'.
 */
export const interestAtMaturity = (principal: Fen, ratePercent: string, months: number): Fen =>
  roundedHalfUp(
    new Big(principal)
      .times(ratePercent)
      .times(months)
      .div(100 * 12),
  )

/**
 * Interest of a deposit taken out early: principal × early rate × actual days / 360, the money-market year in which
 * Chinese banks count demand deposits. Zero on the day it was made.
 */
export const interestEarly = (principal: Fen, earlyRatePercent: string, days: number): Fen =>
  roundedHalfUp(
    new Big(principal)
      .times(earlyRatePercent)
      .times(days)
      .div(100 * 360),
  )

import { Text } from '@tarojs/components'
import { type Fen, formatYuan } from '../../../contract/money.ts'
import { useText } from '../../lib/i18n.ts'
import { aria } from '../aria.ts'
import './Amount.scss'

export interface AmountProps {
  /** Whole fen. */
  readonly fen: Fen
  readonly size?: 'body' | 'title' | 'head' | 'hero'
  /** Put + before what comes in; what goes out always has its −. */
  readonly sign?: boolean
  /** `in` is jade: money in. `rise` is a gain in the market's sense. */
  readonly tone?: 'plain' | 'in' | 'rise' | 'quiet'
  /** ¥ in front, small. */
  readonly currency?: boolean
  /** Shown as dots; not read aloud either. */
  readonly hidden?: boolean
}

/** From so many characters on an amount does not fit the width of a phone in its size, and takes a smaller one. */
const LONG = 14
/** The same in care mode, where it is larger and its fen are no smaller. */
const LONG_IN_CARE = 11

/** An amount in tabular figures, grouped by thousands; on a hero the fen are smaller. */
export function Amount({
  fen,
  size = 'body',
  sign = false,
  tone = 'plain',
  currency = false,
  hidden = false,
}: AmountProps) {
  const { t } = useText()
  const text = formatYuan(fen)
  const shown = hidden ? '****' : `${sign && fen > 0 ? '+' : ''}${text}`
  const large = size === 'hero' || size === 'head'
  const split = large && !hidden
  const long =
    size === 'hero'
      ? `${shown.length >= LONG ? 'amount--long' : ''} ${shown.length >= LONG_IN_CARE ? 'amount--long-in-care' : ''}`
      : ''
  return (
    <Text
      className={`amount amount--${size} amount--${tone} ${long}`}
      {...aria({ label: hidden ? t('ui.hidden') : t('ui.yuan', { amount: shown }) })}
    >
      {currency && !hidden && <Text className='amount__currency'>¥</Text>}
      {split ? shown.slice(0, -3) : shown}
      {split && <Text className='amount__fen'>{shown.slice(-3)}</Text>}
    </Text>
  )
}

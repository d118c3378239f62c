/** What fills the fields of WeChat's templates: each within its limits, or WeChat refuses the message (47003). */
import { wallClock } from '../../contract/dates.ts'
import { type Fen, formatYuan } from '../../contract/money.ts'

/** WeChat's limits: characters of a field `thing`, digits of an `amount`, which is fen here. */
const THING = 20
export const MOST_FEN = 9_999_999_999

/** 2026年11月23日 14:06 */
function minute(at: number): string {
  const [date = '', time = ''] = wallClock(at).split(' ')
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日 ${time.slice(0, 5)}`
}

/** Shortened to what the field takes, and seen to be; never empty, which WeChat refuses. */
function thing(text: string): string {
  const characters = [...text.trim()]
  if (characters.length === 0) return '—'
  return characters.length <= THING ? characters.join('') : `${characters.slice(0, THING - 1).join('')}…`
}

/** Digits alone: WeChat knows no groups. */
const amount = (fen: Fen): string => `${formatYuan(fen).replaceAll(',', '')}元`

/** The fields of template `arrival`: 付款方 thing1, 到账金额 amount2, 到账时间 time3, 收款账户 thing4. */
export function arrivalFields(told: { payer: string; amount: Fen; at: number; last4: string }): Record<string, string> {
  return {
    thing1: thing(told.payer),
    amount2: amount(told.amount),
    time3: minute(told.at),
    thing4: thing(`尾号${told.last4}的账户`),
  }
}

/** The fields of template `outcome`: 收款方 thing1, 转账金额 amount2, 转账结果 phrase3, 转账时间 time4. */
export function outcomeFields(told: {
  payee: string
  amount: Fen
  at: number
  state: 'done' | 'refused'
}): Record<string, string> {
  return {
    thing1: thing(told.payee),
    amount2: amount(told.amount),
    phrase3: told.state === 'done' ? '转账成功' : '没有转成',
    time4: minute(told.at),
  }
}

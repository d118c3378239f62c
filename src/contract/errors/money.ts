/** Moving money. */
import { type Entry, entry } from './entry.ts'

export const MONEY_ERRORS = {
  // Money
  AMOUNT_INVALID: entry(
    422,
    'changed',
    '请输入大于 0 的金额，最多两位小数',
    'Enter an amount above zero with at most two decimals',
  ),
  BALANCE_INSUFFICIENT: entry(
    422,
    'changed',
    '余额不足，可用 {available} 元',
    'Not enough money: {available} CNY available',
  ),
  ACCOUNT_SUSPENDED: entry(422, 'never', '账户已暂停使用，请联系客服', 'This account is suspended. Call the bank'),

  // Transfers
  PAYEE_UNKNOWN: entry(
    404,
    'changed',
    '这个手机号还没有在本行开户，请核对号码',
    'Nobody here uses this number. Check it',
  ),
  PAYEE_SELF: entry(422, 'changed', '不能转给自己', 'You cannot pay yourself'),
  PAYEE_NOT_IDENTIFIED: entry(
    422,
    'never',
    '对方的账户是线上开的，还不能收别人的转账。请对方带身份证到任一网点核实身份，当场就能收款；也可以请对方在“我的”里看怎样能收款',
    'This account was opened online and cannot yet receive from others. Once its holder shows an ID card at any branch, it can; what else opens it is told to them under ‘Me’',
  ),
  PAYEE_LIMIT: entry(
    422,
    'later',
    '对方账户今天收款已达限额，请明天再转',
    'The payee has reached today’s receiving limit. Try tomorrow',
  ),
  PAYEE_LOOKUP_LIMIT: entry(
    429,
    'later',
    '今天查询收款人的次数已用完，请明天再试',
    'You have looked up as many payees as a day allows. Try tomorrow',
  ),

  // Top-ups (debits from a bound card)
  CARD_NOT_BOUND: entry(404, 'changed', '这张卡没有绑定', 'This card is not bound'),

  // Products and deposits
  PRODUCT_UNKNOWN: entry(404, 'never', '这款产品不存在或已下架', 'This product does not exist or is no longer sold'),
  PRODUCT_NOT_ON_SALE: entry(422, 'never', '这款产品目前不可购买', 'This product is not on sale now'),
  DEPOSIT_BELOW_MINIMUM: entry(422, 'changed', '起存金额为 {minimum} 元', 'The smallest deposit is {minimum} CNY'),
  DEPOSIT_CLOSED: entry(409, 'never', '这笔存款已经取出', 'This deposit has already been paid out'),
} as const satisfies Readonly<Record<string, Entry>>

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
  PAYEE_NAME_REQUIRED: entry(
    422,
    'changed',
    '第一次转给这个人，请先核对对方的姓',
    'You have not paid this person before: tell their surname first',
  ),
  PAYEE_NAME_WRONG: entry(
    422,
    'changed',
    '姓和对方登记的不一样，请向对方核对，不要急着转',
    'That is not the surname on record. Ask the person before you pay',
  ),
  PAYEE_NAME_LIMIT: entry(
    429,
    'later',
    '今天核对姓名的次数已用完，请明天再转，或转给以前转过的人',
    'You have checked as many names as a day allows. Try tomorrow, or pay somebody you paid before',
  ),
  TRANSFER_RETURNED: entry(
    409,
    'never',
    '这笔钱已经退回过了，不用再退',
    'This has been given back already. There is nothing more to do',
  ),
  NOTE_REFUSED: entry(
    422,
    'changed',
    '这句话没有通过微信的内容检查，钱没有动。请换个说法再发',
    'WeChat’s content check refused these words, and no money moved. Change them and send again',
  ),
  NOTE_UNCHECKED: entry(
    422,
    'later',
    '这句话现在没法检查，钱没有动。去掉它就能继续，也可以稍后在微信里再发',
    'These words cannot be checked now, and no money moved. Go on without them, or try later in WeChat',
  ),
  PAYEE_REPORTED: entry(
    422,
    'later',
    '这个收款人被多人举报过，可能是骗子。请先看清提示，等 {seconds} 秒想一想，再决定要不要转',
    'Several people have reported this payee, who may be a fraud. Read the warning, wait {seconds} seconds and think, then decide',
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

  // Transfers that run later
  SCHEDULED_DATE_INVALID: entry(
    422,
    'changed',
    '请选择 {from} 到 {until} 之间的日期',
    'Choose a day from {from} to {until}',
  ),
  SCHEDULED_TOO_MANY: entry(
    422,
    'changed',
    '等待转出的转账已有 {max} 笔，请先撤回不需要的，或等它们转出',
    '{max} transfers are waiting already. Cancel those you do not need, or let them run',
  ),
  ORDERS_WAITING: entry(
    409,
    'changed',
    '还有等待转出的转账。请先在转账页撤回',
    'A transfer is waiting to run. Cancel it on the transfer page first',
  ),
  SCHEDULED_ENDED: entry(
    409,
    'never',
    '这笔转账已经转出或已经结束，不能撤回了。请到“待转出的转账”看结果',
    'This transfer has run or ended and can no longer be cancelled. See how it ended among your orders',
  ),

  // Transfers to bank cards
  CARD_PAYEE_UNKNOWN: entry(
    404,
    'changed',
    '这张卡不在您的收款人里了，请重新输入卡号和姓名',
    'This card is no longer among your payees. Enter its number and name again',
  ),
  CARD_NAME_REQUIRED: entry(
    422,
    'changed',
    '第一次转给这张卡，请输入持卡人的姓名',
    'You have not paid this card before: enter its holder’s name',
  ),
  CARD_PAYEE_OWN: entry(
    422,
    'changed',
    '这是您自己绑定的卡，请在“转到我的卡”里选它，不占限额',
    'This is your own linked card. Choose it under ‘To my card’: it does not count towards your limits',
  ),
  CARD_PAYEE_HERE: entry(
    422,
    'changed',
    '这是本行的账户，请输入对方的手机号来转，马上到账',
    'This is an account of this bank. Enter the person’s mobile number instead: it arrives at once',
  ),
  CARD_PAYEE_LIMIT: entry(
    429,
    'later',
    '今天新输入的卡太多了，请明天再试，或转给以前转过的卡',
    'You have entered as many cards as a day allows. Try tomorrow, or pay a card you paid before',
  ),
  CARD_NAME_LIMIT: entry(
    429,
    'later',
    '今天卡号和姓名对不上的次数太多了，请明天再试，或转给以前转过的卡',
    'Card and name did not match too often today. Try tomorrow, or pay a card you paid before',
  ),

  // Asking by a card in the chat
  PAYMENT_REQUEST_UNKNOWN: entry(
    404,
    'never',
    '没有找到这笔收款，链接可能不完整。请对方再发一次',
    'This request was not found; the link may be incomplete. Ask for it to be shared again',
  ),
  PAYMENT_REQUEST_OWN: entry(
    422,
    'never',
    '这是您自己发起的收款，不用自己付。发给朋友就好',
    'This is your own request: share it with a friend',
  ),
  PAYMENT_REQUEST_WITHDRAWN: entry(
    409,
    'never',
    '对方已经撤回这笔收款，您没有付款，不用再做什么',
    'The request was taken back. You paid nothing and need do nothing',
  ),
  PAYMENT_REQUEST_ENDED: entry(
    409,
    'never',
    '这笔收款已经结束，您没有付款。还要付的话，请对方再发一笔',
    'This request is over and you paid nothing. If it is still owed, ask for a new one',
  ),
  PAYMENT_REQUEST_PAID: entry(
    409,
    'never',
    '这笔收款已经付清，您没有付款，不用再付',
    'This request is paid in full. You paid nothing and need not pay',
  ),
  PAYMENT_REQUEST_PAID_BY_YOU: entry(
    409,
    'never',
    '您已经付过自己的一份，不用再付',
    'You have paid your share and need not pay again',
  ),
  PAYMENT_REQUEST_CHANGED: entry(
    409,
    'changed',
    '这笔收款刚刚有变化，请看最新情况再操作',
    'This request has just changed. See how it stands, then go on',
  ),
  PAYMENT_REQUEST_TITLE: entry(
    422,
    'changed',
    '请用 1 到 20 个字写明事由，不要带网址和特殊符号',
    'Say in 1 to 20 characters what it is for, without links and special signs',
  ),
  PAYMENT_REQUEST_PEOPLE: entry(422, 'changed', '分摊人数请填 2 到 {max} 人', 'Split among 2 to {max} people'),
  PAYMENT_REQUEST_ACCOUNT: entry(
    422,
    'changed',
    '这个账户还不能收别人的钱。请在“我的”里看怎样能收款，或换一个账户',
    'This account cannot receive from others yet. See under ‘Me’ what opens it, or choose another',
  ),
  PAYMENT_REQUEST_LIMIT: entry(
    429,
    'later',
    '今天发起收款的次数已用完，请明天再来',
    'You have made as many requests as a day allows. Try tomorrow',
  ),

  // Top-ups (debits from a bound card)
  CARD_NOT_BOUND: entry(404, 'changed', '这张卡没有绑定', 'This card is not bound'),

  // Products and deposits
  PRODUCT_UNKNOWN: entry(404, 'never', '这款产品不存在或已下架', 'This product does not exist or is no longer sold'),
  PRODUCT_NOT_ON_SALE: entry(422, 'never', '这款产品目前不可购买', 'This product is not on sale now'),
  DEPOSIT_BELOW_MINIMUM: entry(422, 'changed', '起存金额为 {minimum} 元', 'The smallest deposit is {minimum} CNY'),
  DEPOSIT_CLOSED: entry(409, 'never', '这笔存款已经取出', 'This deposit has already been paid out'),
} as const satisfies Readonly<Record<string, Entry>>

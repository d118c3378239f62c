/** What keeps an account from being used, and its end. */
import { type Entry, entry } from './entry.ts'

export const STANDING_ERRORS = {
  // Restrictions and closing: what keeps an account from being used, and the way out of each
  ACCOUNT_FROZEN_SELF: entry(
    422,
    'changed',
    '您自己冻结了账户。在账户页点“解冻”，输入密码就能恢复',
    'You have frozen your account. Choose Thaw on the account page and enter your PIN',
  ),
  ACCOUNT_FROZEN_TELEPHONE: entry(
    422,
    'never',
    '账户已按您的来电冻结。请拨打客服电话，或带身份证到任一网点解冻',
    'Frozen after your call. Call the bank, or come to any branch with your ID card, to thaw it',
  ),
  ACCOUNT_FROZEN_AUTHORITY: entry(
    422,
    'never',
    '{authority}依法限制了这个账户（文书号 {document}，到 {until} 为止）。如有疑问，请凭文书号联系该机关',
    'Restricted by order of {authority} (document {document}, until {until}). Ask the authority, quoting the document',
  ),
  ACCOUNT_DORMANT: entry(
    422,
    'changed',
    '开户后 6 个月没有交易，账户已暂停。在账户页重新核实身份，马上就能恢复',
    'Suspended: no transaction in the months after opening. Confirm your identity on the account page to go on at once',
  ),
  ID_EXPIRED_SUSPENDED: entry(
    422,
    'changed',
    '身份证已过期，账户已暂停。在账户页更新新证的有效期，马上就能恢复',
    'Suspended because your ID card has expired. Update it on the account page to go on at once',
  ),
  ID_DUE_SUSPENDED: entry(
    422,
    'changed',
    '轻账户累计收付较多，需要补充身份信息，期限已过，账户已暂停。在账户页补充，马上就能恢复',
    'Suspended: much has gone through your light accounts and your ID details are due. Add them on the account page to go on at once',
  ),
  ACCOUNT_STOPPED: entry(
    422,
    'changed',
    '账户刚刚被冻结或暂停，钱没有变动。请到账户页看原因和办法',
    'The account was frozen or suspended just now and no money moved. The account page says why and what to do',
  ),
  PAYEE_CANNOT_RECEIVE: entry(
    422,
    'changed',
    '对方账户暂时不能收款，钱没有转出。请对方到账户页查看办法，或换一位收款人',
    'The payee cannot receive just now and no money moved. They can see what to do on their account page',
  ),
  RESTRICTION_ENDED: entry(
    409,
    'never',
    '账户现在没有暂停，可以正常使用。请刷新账户页',
    'The account is not suspended and can be used. Refresh the account page',
  ),
  IDENTITY_NOT_CONFIRMED: entry(
    422,
    'changed',
    '开户行核对不上您的姓名、身份证号、手机号和卡。请先到开户行更新资料再试，或带身份证到任一网点办理',
    'Your card’s bank could not match name, ID number, mobile and card. Update them there, or come to a branch with your ID',
  ),
  ACCOUNT_CLOSING: entry(
    409,
    'later',
    '账户正在注销，余额正退回绑定的卡。请稍后到账户页看结果',
    'The account is being closed and its money is on the way back to the card. See the account page shortly',
  ),
  ACCOUNT_CLOSED: entry(
    409,
    'never',
    '账户已注销，交易记录仍可在账单里查看。要再开账户，请联系客服或到网点',
    'This account is closed; its history stays in the statement. To open another one, call the bank or come to a branch',
  ),
  CLOSURE_DEPOSITS: entry(
    409,
    'changed',
    '还有存款没有取出。请先到存款页取出，再注销账户',
    'A deposit is still running. Take it out first, then close the account',
  ),
  CLOSURE_TOPUPS: entry(
    409,
    'later',
    '还有一笔钱正在转进来。请等它到账后再注销',
    'Money is still on its way in. Close the account once it has arrived',
  ),
  CLOSURE_ORDERS: entry(
    409,
    'changed',
    '还有等待转出的转账。请先在转账页撤回，再注销账户',
    'A transfer from this account is waiting to run. Cancel it on the transfer page, then close the account',
  ),
  CLOSURE_HOLDS: entry(
    409,
    'later',
    '账户里还有占用中的钱。请等这笔业务完成后再注销',
    'Some money is held for an order that is under way. Close the account once it is done',
  ),
  CLOSURE_AT_BRANCH: entry(
    422,
    'never',
    '这个账户没有绑定的卡可以退回余额，请到网点注销',
    'No bound card can take the money back. Please close this account at a branch',
  ),
  ACCOUNT_REQUIRED: entry(409, 'changed', '请先绑卡开户', 'Open an account first'),
  BALANCE_CAP: entry(
    422,
    'changed',
    '此类账户余额有上限，现在最多还能转入 {left} 元',
    'Accounts of this class have a balance cap: {left} CNY more may come in now',
  ),
  CLASS_LIMIT_DAY: entry(
    422,
    'changed',
    '超过今日限额，今天还可转 {left} 元',
    'Over the daily limit of this account class: {left} CNY left today',
  ),
  AGREED_LIMIT_DAY: entry(
    422,
    'changed',
    '超过您自己定的每天限额，今天还可转 {left} 元。要调整，请到账户页的“转账限额”',
    'Over the daily limit that you set yourself: {left} CNY left today. Change it under ‘Transfer limits’ on the account page',
  ),
  AGREED_LIMIT_COUNT: entry(
    422,
    'changed',
    '今天已经转了 {limit} 笔，到了您自己定的笔数。明天再转，或到账户页的“转账限额”调整',
    'You have made {limit} transfers today, as many as you let yourself. Try tomorrow, or change it under ‘Transfer limits’ on the account page',
  ),
  AGREED_LIMIT_YEAR: entry(
    422,
    'changed',
    '超过您自己定的今年限额，今年还可转 {left} 元。要调整，请到账户页的“转账限额”',
    'Over the yearly limit that you set yourself: {left} CNY left this year. Change it under ‘Transfer limits’ on the account page',
  ),
  AGREED_LIMIT_TOO_HIGH: entry(
    422,
    'changed',
    '最多能设 {limit} 元，这是账户等级的限额。请设得低一些',
    '{limit} CNY is the most, for that is the limit of the account’s class. Set it lower',
  ),
  AGREED_LIMIT_PIN: entry(
    422,
    'changed',
    '调高限额要输入交易密码。请输入密码再试',
    'Raising a limit needs your PIN. Enter it and try again',
  ),
  SIGNATURE_REQUIRED: entry(
    422,
    'changed',
    'I 类户每天转给别人超过 {limit} 元要用电子签名，这里还不支持，今天还可转 {left} 元。更多请到网点办理',
    'More than {limit} CNY a day from a Class I account needs an electronic signature, which is not offered here yet: {left} CNY left today. A branch can do it',
  ),
  CLASS_LIMIT_YEAR: entry(
    422,
    'changed',
    '超过今年限额，今年还可转 {left} 元',
    'Over the yearly limit of this account class: {left} CNY left this year',
  ),
} as const satisfies Readonly<Record<string, Entry>>

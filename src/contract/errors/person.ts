/** The person: identification, number, WeChat account, data, PIN. */
import { type Entry, entry } from './entry.ts'

export const PERSON_ERRORS = {
  // Identification at a branch
  IDENTIFICATION_DONE: entry(
    409,
    'never',
    '身份已经核实过了，不用再核实',
    'Identity was already checked. There is nothing more to do',
  ),
  IDENTIFICATION_CODES_LIMIT: entry(
    429,
    'later',
    '今天生成核实码的次数已用完，请明天再来',
    'You have made as many codes as a day allows. Try tomorrow',
  ),

  // Security: another mobile number, another WeChat account, another PIN
  MOBILE_PROOF_INVALID: entry(
    422,
    'changed',
    '短信验证已失效，请重新获取验证码',
    'The SMS check has expired. Get a new code',
  ),
  MOBILE_SAME: entry(
    422,
    'changed',
    '这就是您现在用的手机号，请填新号码',
    'This is the number you already use. Enter the new one',
  ),
  MOBILE_CHANGE_LIMIT: entry(
    429,
    'later',
    '本月更换手机号已达 {max} 次，请下月再换，或带身份证到网点办理',
    'The number was changed {max} times this month. Change it next month, or at a branch with your ID card',
  ),
  ID_NUMBER_NEEDED: entry(422, 'changed', '请填写身份证号', 'Enter your ID number'),
  ID_NUMBER_DIFFERS: entry(
    422,
    'changed',
    '身份证号与登记的不一致，请逐位核对',
    'The ID number is not the one on record. Check each digit',
  ),
  PIN_RESET_REFUSED: entry(
    422,
    'changed',
    '身份证号或卡号与登记的不一致，请核对；卡号要填已绑定的卡',
    'The ID number or the card is not the one on record. Check both; the card must be a linked one',
  ),
  PIN_RESET_LIMIT: entry(
    429,
    'later',
    '今天重设密码的次数已用完，请明天再试，或带身份证到网点办理',
    'No more tries to reset the PIN today. Try tomorrow, or come to a branch with your ID card',
  ),
  RECOVERY_NOT_HERE: entry(
    409,
    'changed',
    '这里不用找回：请直接用手机号登录',
    'There is nothing to recover here: sign in with your mobile number',
  ),
  RECOVERY_REFUSED: entry(
    422,
    'changed',
    '手机号、身份证号或交易密码不对，请核对。忘了密码：先用手机号登录，重设密码后再来',
    'The mobile, ID number or PIN is not right. Forgot the PIN? Sign in with your mobile number, reset it and come back',
  ),
  RECOVERY_LIMIT: entry(
    429,
    'later',
    '今天找回的次数已用完，请明天再试，或带身份证到网点办理',
    'No more tries today. Try tomorrow, or come to a branch with your ID card',
  ),

  // People's data
  ACCOUNTS_OPEN: entry(
    409,
    'changed',
    '您还有没销户的账户。请先取出余额并销户，再删除个人信息',
    'You still have an open account. Take out what is on it and close it, then your data can be deleted',
  ),
  CONSENT_NEEDED: entry(
    409,
    'never',
    '没有这项同意就不能提供账户服务，它在销户时终止',
    'No account can be run without this consent. It ends when your account is closed',
  ),
  CONSENT_TEXT_CHANGED: entry(
    409,
    'changed',
    '这段文字刚刚更新，请重新打开，读过后再选',
    'This text has just changed. Open it again, read it and choose then',
  ),
  DATA_EXPORT_LIMIT: entry(
    429,
    'later',
    '今天已取过 {max} 次，请明天再来',
    'You have asked {max} times today. Come again tomorrow',
  ),

  // PIN and authorisation
  PIN_WEAK: entry(
    422,
    'changed',
    '密码太容易被猜到，请避开连号、重复、生日和手机号',
    'This PIN is easy to guess. Avoid runs, repeats, your birthday and phone number',
  ),
  PIN_MISMATCH: entry(422, 'changed', '两次输入不一致，请重新设置', 'The two PINs differ. Set it again'),
  PIN_WRONG: entry(422, 'changed', '密码不对，还可以试 {left} 次', 'Wrong PIN. {left} tries left'),
  PIN_LAST_TRY: entry(
    422,
    'changed',
    '密码不对，只剩最后一次。再错会锁定 {hours} 小时，想不起来就先重设密码',
    'Wrong PIN, and one try is left. The next one locks it for {hours} hours: reset it first if you are not sure',
  ),
  PIN_LOCKED: entry(
    423,
    'later',
    '密码输错次数过多，已锁定到 {until}。不想等，现在就可以重设密码',
    'Too many wrong PINs: locked until {until}. Or set a new one now',
  ),
  PIN_NOT_SET: entry(409, 'changed', '请先设置交易密码', 'Set a PIN first'),
  PIN_CHALLENGE_INVALID: entry(422, 'changed', '密码输入已超时，请再输一次', 'The PIN entry timed out. Enter it again'),
  AUTHORISATION_INVALID: entry(
    422,
    'changed',
    '授权已失效或与这笔业务不符，请重新输入密码',
    'The authorisation has expired or belongs to another order. Enter your PIN again',
  ),
} as const satisfies Readonly<Record<string, Entry>>

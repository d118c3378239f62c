/**
 * Every code a caller can get, grouped by capability, in one list: its HTTP status, whether a retry can help, and what
 * the person should do next, in both languages. The gateway answers with it (RFC 9457 problem details), the
 * mini-program shows it next to what caused it. `{x}` is filled from the problem's `params`.
 */

/**
 * Can sending again help?
 * `same`: the same request may be sent again as it is (same id). `later`: the same, after `retryAfter` seconds or some time.
 * `changed`: only after the person corrects something. `never`: no.
 */
export type Retry = 'same' | 'later' | 'changed' | 'never'

interface Entry {
  readonly status: number
  readonly retry: Retry
  /** What is wrong and what to do next, one or two short sentences. */
  readonly zh: string
  readonly en: string
}

const entry = (status: number, retry: Retry, zh: string, en: string): Entry => ({ status, retry, zh, en })

export const ERRORS = {
  // The request itself
  REQUEST_INVALID: entry(
    400,
    'changed',
    '提交的内容不完整或格式不对，请检查后再试',
    'Something in the request is missing or malformed. Check it and try again',
  ),
  REQUEST_NOT_JSON: entry(400, 'changed', '提交的内容无法识别，请重新提交', 'The request is not valid JSON'),
  REQUEST_TOO_LARGE: entry(413, 'changed', '提交的内容太大', 'The request is too large'),
  REQUEST_TOO_SLOW: entry(
    408,
    'same',
    '网络太慢，提交没有完整送达，请再试一次',
    'The network is slow and the request did not arrive in full. Send it again',
  ),
  NOT_FOUND: entry(404, 'never', '没有找到，它可能已失效', 'Not found. It may no longer exist'),
  METHOD_NOT_ALLOWED: entry(405, 'never', '这个地址不支持这种操作', 'This address does not take this method'),
  RATE_LIMITED: entry(429, 'later', '操作太快了，请稍等片刻再试', 'Too many requests. Wait a moment and try again'),
  ID_REUSED: entry(
    409,
    'never',
    '这笔业务的编号已用于另一笔，请重新发起',
    'This id was already used for a different order. Start a new one',
  ),
  IN_PROGRESS: entry(409, 'same', '正在处理，请稍候', 'Still being processed. Wait a moment'),
  OUTSIDE_UNAVAILABLE: entry(
    503,
    'later',
    '对方系统暂时没有回应，请稍后再试',
    'An outside system is not answering. Try again shortly',
  ),
  UNAVAILABLE: entry(503, 'later', '系统繁忙，请稍后再试', 'The bank is busy. Try again shortly'),
  OVERLOADED: entry(
    503,
    'later',
    '现在办理的人太多，这次还没有受理，请稍后再试',
    'Too many people are here right now and nothing was begun. Try again in a moment',
  ),
  INTERNAL: entry(
    500,
    'same',
    '系统出了点问题，您的钱没有变动，请再试一次',
    'Something went wrong on our side. Please try again',
  ),

  // Only the mini-program itself raises these
  CLIENT_OFFLINE: entry(0, 'same', '网络断开了，连上网络后再试', 'You are offline. Connect and try again'),
  CLIENT_TIMEOUT: entry(0, 'same', '网络较慢，还没有收到结果', 'The network is slow and no answer came yet'),
  CLIENT_NO_RANDOM: entry(
    0,
    'never',
    '手机系统版本过低，无法保证安全，请升级微信后再试',
    'This phone offers no secure randomness. Update WeChat and try again',
  ),

  // Sessions
  SESSION_REQUIRED: entry(401, 'changed', '请先登录', 'Please sign in'),
  SESSION_ENDED: entry(401, 'changed', '登录已失效，请重新登录', 'Your session has ended. Please sign in again'),
  WECHAT_CODE_INVALID: entry(401, 'changed', '微信登录已过期，请重新进入', 'The WeChat sign-in expired. Please reopen'),
  WECHAT_USER_BLOCKED: entry(
    403,
    'never',
    '微信提示此账号存在风险，暂时不能登录。请联系微信客服，或拨打本行客服电话',
    'WeChat reports this account as risky, so sign-in is blocked. Contact WeChat, or call the bank',
  ),
  SMS_CODE_WRONG: entry(422, 'changed', '验证码不对，还可以试 {left} 次', 'Wrong code. {left} tries left'),
  SMS_CODE_EXPIRED: entry(422, 'changed', '验证码已失效，请重新获取', 'The code has expired. Get a new one'),
  SMS_CODE_USED: entry(422, 'changed', '验证码已用过，请重新获取', 'The code was already used. Get a new one'),
  SMS_TOO_OFTEN: entry(
    429,
    'later',
    '获取太频繁，请 {seconds} 秒后再试',
    'Too many codes. Try again in {seconds} seconds',
  ),
  PHONE_CODE_INVALID: entry(
    422,
    'changed',
    '没有取到手机号，请手动输入',
    'The phone number could not be read. Please type it',
  ),

  // Binding a card, opening an account
  MOBILE_INVALID: entry(422, 'changed', '手机号应是 11 位数字', 'A mobile number has 11 digits'),
  CARD_INVALID: entry(
    422,
    'changed',
    '卡号应是 16 到 19 位数字，请对照卡面检查',
    'A card number has 16 to 19 digits. Check it against the card',
  ),
  CARD_UNKNOWN: entry(
    422,
    'changed',
    '没有找到这张卡，请核对卡号或换一张',
    'This card was not found. Check the number or use another',
  ),
  CARD_NOT_ELIGIBLE: entry(
    422,
    'changed',
    '这张卡不能用来开户，请换一张 I 类户借记卡或信用卡',
    'This card cannot be used. Use a Class I debit card or a credit card',
  ),
  CARD_NOT_COVERED: entry(
    422,
    'changed',
    '这张卡的开户行暂时无法核验，请换一张卡',
    'This card’s bank cannot be asked yet. Use another card',
  ),
  CARD_MISMATCH: entry(
    422,
    'changed',
    '姓名、身份证号或手机号与这张卡在开户行登记的不一致，请核对',
    'Name, ID number or mobile does not match what the card’s bank has on record',
  ),
  CARD_ALREADY_BOUND: entry(409, 'never', '这张卡已经绑定过了', 'This card is already bound'),
  NAME_INVALID: entry(422, 'changed', '请填写身份证上的姓名', 'Enter the name as on the ID card'),
  ID_NUMBER_INVALID: entry(422, 'changed', '身份证号不对，请逐位核对', 'The ID number is not valid. Check each digit'),
  ID_EXPIRED: entry(422, 'changed', '身份证已过期，请更换证件后再来', 'The ID card has expired. Renew it first'),
  AGE_NOT_ALLOWED: entry(
    422,
    'never',
    '未满 {age} 周岁，请由监护人陪同到网点办理',
    'Under {age}: please come to a branch with a guardian',
  ),
  TAX_RESIDENCY_ABROAD: entry(
    422,
    'never',
    '您有境外税收居民身份，请到网点办理',
    'Tax residents of other places are served at a branch',
  ),
  CONSENT_MISSING: entry(422, 'changed', '请先阅读并同意', 'Please read and agree first'),
  CUSTOMER_EXISTS: entry(
    409,
    'changed',
    '您已在本行开过户，不用再开。请登录，或找回原来的账户',
    'You already have an account here. Sign in, or come back to it',
  ),
  MOBILE_TAKEN: entry(
    409,
    'changed',
    '这个手机号已被另一位客户使用，请换一个。老人和未成年人可以与家人共用，人数已满时请联系客服',
    'This mobile number belongs to another customer. Use another one; the old and the young may share one with family, up to a number: beyond it, call the bank',
  ),
  ACCOUNT_LIMIT: entry(
    409,
    'never',
    '您的此类账户已达 {max} 个上限',
    'You already hold the {max} accounts of this class that the rules allow',
  ),
  // Screening of who opens an account
  ID_NOT_CONFIRMED: entry(
    422,
    'changed',
    '姓名和身份证号在公民身份系统里对不上，请对照身份证核对。最近改过名的，请带身份证到任一网点办理',
    'The citizen-ID network does not find this name and ID number together. Check both; if you changed your name lately, come to any branch with your ID card',
  ),
  ID_NOT_FOUND: entry(
    422,
    'changed',
    '公民身份系统里没有这个身份证号，请逐位核对。号码没错的，请带身份证到任一网点办理',
    'The citizen-ID network does not know this ID number. Check each digit; if it is right, come to any branch with your ID card',
  ),
  OPENING_RESTRICTED: entry(
    422,
    'never',
    '您在公安机关认定的涉诈惩戒名单上，{until} 前不能新开账户。柜台的基本服务不受影响；有异议，请带身份证到任一网点查询或申诉',
    'You are on the police’s list of account sellers and open no account before {until}. Basic services at a counter stay yours; to object, come to any branch with your ID card',
  ),
  OPENING_IN_REVIEW: entry(
    409,
    'later',
    '这笔申请要由工作人员核对身份，最迟 {hours} 小时内有结果，请之后再来',
    'Our staff must check your identity for this first. It takes at most {hours} hours: come back then',
  ),
  OPENING_DECLINED: entry(
    422,
    'never',
    '您的开户申请没有通过审核。想了解原因，请带身份证到任一网点，或拨打客服电话',
    'Your application was not approved. To learn why, come to any branch with your ID card, or call the bank',
  ),
  // Classes: further accounts, and from Class III up to Class II
  DILIGENCE_MISSING: entry(
    422,
    'changed',
    '开 II 类账户还要选职业、居住地区和身份证有效期',
    'A Class II account also asks for your occupation, where you live and how long your ID card is valid',
  ),
  UPGRADE_NOT_NEEDED: entry(
    409,
    'never',
    '这个账户已经不是 III 类账户，不用升级',
    'This account is no Class III account any more: nothing to move up',
  ),
  CLASS_UPGRADE_REQUIRED: entry(
    422,
    'changed',
    'III 类账户不能买产品。升级到 II 类账户后就能买，约一分钟，账号不变',
    'A Class III account cannot buy products. Move it up to Class II first: about a minute, same number',
  ),
  BINDING_EXPIRED: entry(
    409,
    'changed',
    '本次绑卡已超时，请重新提交',
    'This binding has timed out. Please submit it again',
  ),

  // Staff: sign-in, roles, four eyes, looks at people
  STAFF_SIGN_IN_FAILED: entry(
    401,
    'changed',
    '登录没有完成或已超时，请重新登录',
    'The sign-in was not completed or timed out. Sign in again',
  ),
  STAFF_NOT_ALLOWED: entry(
    403,
    'never',
    '您的工号没有本系统的岗位或机构，请联系管理员开通',
    'Your account has no role or no branch here. Ask your administrator',
  ),
  STAFF_ROLE_MISSING: entry(
    403,
    'never',
    '这项工作不属于您的岗位，请交给有权限的同事办理',
    'This is not the work of your role. Hand it to a colleague who may do it',
  ),
  STAFF_REQUEST_FORGED: entry(
    403,
    'changed',
    '请求不是从工作台发出的，已拒绝。请在工作台里操作',
    'The request did not come from the console and was refused. Use the console',
  ),
  STAFF_SEARCH_LIMIT: entry(
    429,
    'later',
    '您今天查询客户的次数已用完，请明天再查，或请同事协助',
    'You have searched for as many customers as a day allows. Ask a colleague, or try tomorrow',
  ),
  REASON_MISSING: entry(422, 'changed', '请写明事由，4 到 200 个字', 'State a reason of 4 to 200 characters'),
  TASK_OWN: entry(
    403,
    'never',
    '自己提交的事项不能自己复核，请由另一位同事复核',
    'You asked for this yourself. Another colleague has to decide it',
  ),
  TASK_DECIDED: entry(409, 'never', '这件事项已经复核过了，请刷新', 'This request was already decided. Refresh'),
  TASK_OPEN: entry(
    409,
    'never',
    '这位客户已有一件同样的事项等待复核',
    'The same request about this customer is already waiting for a decision',
  ),
  TASK_STALE: entry(
    409,
    'never',
    '情况已经变化，这件事项不能再通过，请核实后驳回',
    'Things have changed since this was asked and it cannot be approved any more. Check and refuse it',
  ),

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
  IDENTIFICATION_CODE_WRONG: entry(
    422,
    'changed',
    '没有这个核实码，请对照客户手机逐位核对',
    'There is no such code. Check it digit by digit against the phone',
  ),
  IDENTIFICATION_CODE_EXPIRED: entry(
    422,
    'changed',
    '核实码已过期，请客户在手机上重新生成',
    'The code has expired. Ask the customer to make a new one',
  ),
  IDENTIFICATION_CODE_VOID: entry(
    409,
    'changed',
    '这个核实码已作废：客户又生成了新的码，或证件号没有核对上。请让客户出示最新的码',
    'This code is void: a newer one was made, or the document was not matched in time. Ask for the newest code',
  ),
  IDENTIFICATION_CODE_USED: entry(
    409,
    'changed',
    '这个核实码已经用过，一个码只能用一次',
    'This code was already used. A code is good for one check',
  ),
  IDENTIFICATION_CODE_TAKEN: entry(
    409,
    'changed',
    '另一位柜员正在用这个核实码办理，请确认客户在哪个柜台',
    'Another teller is already working with this code. Check at which counter the customer is',
  ),
  IDENTIFICATION_CODE_LIMIT: entry(
    429,
    'later',
    '今天输错核实码的次数过多，请由主管处理，或明天再办',
    'Too many wrong codes today. Call your supervisor, or try tomorrow',
  ),
  IDENTIFICATION_DOCUMENT_DIFFERS: entry(
    422,
    'changed',
    '证件号后四位与客户登记的不一致，还可以试 {left} 次',
    'The last four characters differ from the customer’s ID number on record. {left} tries left',
  ),

  // Cards beside the first
  CARD_LIMIT: entry(
    409,
    'changed',
    '最多绑定 {max} 张卡，请先解绑一张不用的',
    'At most {max} cards can be linked. Unlink one that you do not use',
  ),
  CARD_IN_USE: entry(
    409,
    'changed',
    '这张卡是账户的绑定卡。先给账户换一张绑定卡，再来解绑',
    'An account is bound to this card. Give the account another card first, then unlink this one',
  ),
  CARD_TOPUP_OPEN: entry(
    409,
    'later',
    '这张卡有一笔转入还没有结果，有了结果再解绑',
    'A top-up from this card has no result yet. Unlink it once it has',
  ),
  CARD_CHANGE_LIMIT: entry(
    429,
    'later',
    '这个账户本月换绑定卡已达 {max} 次，请下月再换，或带身份证到网点办理',
    'This account’s card was changed {max} times this month. Change it next month, or at a branch with your ID card',
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

  // Member banks that ask about an account of ours
  MEMBER_UNKNOWN: entry(
    403,
    'never',
    '没有登记这把密钥的成员行，请先与本行交换公钥',
    'No member bank has this key. Exchange public keys with us first',
  ),
  MEMBER_SIGNATURE_INVALID: entry(
    403,
    'changed',
    '签名与报文不符，请对原样发送的报文体重新签名',
    'The signature does not fit the message. Sign the exact bytes of the body',
  ),
  MEMBER_TOO_OFTEN: entry(
    429,
    'later',
    '本成员行查询太频繁，请 {seconds} 秒后再发',
    'Too many questions from this member. Send again in {seconds} seconds',
  ),
  MEMBER_MESSAGE_INVALID: entry(
    400,
    'changed',
    '报文不是有效的 acmt.023.001.03，请按标准检查',
    'The message is no valid acmt.023.001.03. Check it against the standard',
  ),
  MEMBER_MESSAGE_STALE: entry(
    422,
    'changed',
    '报文时间与现在相差超过 5 分钟，请校时后用新报文重发',
    'The message was not written within five minutes of now. Set the clock and send a new one',
  ),
  MEMBER_MESSAGE_REPLAYED: entry(
    409,
    'changed',
    '这个报文编号已经用过，请换新的编号',
    'This message id was used before. Use a new one',
  ),

  // Photos of an ID or a card, in place of typing
  PHOTO_INVALID: entry(
    422,
    'changed',
    '这不是一张照片，请选 JPG 或 PNG 图片，或者直接填写',
    'This is no photo. Choose a JPG or PNG picture, or type instead',
  ),
  PHOTO_TOO_LARGE: entry(
    422,
    'changed',
    '照片太大了，请重新拍一张，或者直接填写',
    'The photo is too large. Take another one, or type instead',
  ),
  PHOTO_UNREADABLE: entry(
    422,
    'changed',
    '照片看不清，请在亮处放平重拍，四个角都拍进去；也可以直接填写',
    'The photo cannot be read. Take it again in good light, flat, with all four corners; or type instead',
  ),
  PHOTO_NOT_AN_ID: entry(
    422,
    'changed',
    '照片里没有找到身份证，请重拍，或者直接填写',
    'There is no ID card in this photo. Take it again, or type instead',
  ),
  PHOTO_NOT_A_CARD: entry(
    422,
    'changed',
    '照片里没有找到银行卡号，请拍有卡号的一面，或者直接填写',
    'There is no card number in this photo. Take the side that has it, or type instead',
  ),
  PHOTO_OF_ANOTHER: entry(
    422,
    'changed',
    '照片上的人和已填的不是同一个。拍错了请重拍，填错了请先清空再拍',
    'The photo shows somebody else than you typed. Take the right one, or clear what you typed and take it again',
  ),
  PHOTO_LIMIT: entry(
    429,
    'later',
    '今天拍照识别的次数已用完，请直接填写',
    'You have had as many photos read as a day allows. Please type instead',
  ),

  // Organisations, opened by staff: no route answers these yet
  ORGANISATION_NAME_INVALID: entry(
    422,
    'changed',
    '请填写营业执照上的单位名称',
    'Enter the name as on the business licence',
  ),
  ORGANISATION_CODE_INVALID: entry(
    422,
    'changed',
    '统一社会信用代码不对，请对照营业执照逐位核对',
    'The unified social credit code is not valid. Check each character against the business licence',
  ),
  ORGANISATION_DIFFERS: entry(
    409,
    'changed',
    '这个统一社会信用代码已在本行开户，登记的单位名称或联系手机与填写的不一致，请核对',
    'This credit code is already on record with another name or contact mobile. Check both',
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
    '还有一笔转入没有结果。请等它到账后再注销',
    'A top-up is still under way. Close the account once it is decided',
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
  AUTHORITY_DOCUMENT_MISSING: entry(
    422,
    'changed',
    '请填写有权机关名称和文书号',
    'Enter the authority and the number of its document',
  ),
  AUTHORITY_END_INVALID: entry(
    422,
    'changed',
    '到期日不能早于今天，请核对文书',
    'The end date is over. Check it against the document',
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
  CLASS_LIMIT_YEAR: entry(
    422,
    'changed',
    '超过今年限额，今年还可转 {left} 元',
    'Over the yearly limit of this account class: {left} CNY left this year',
  ),

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
} as const satisfies Record<string, Entry>

export type ErrorCode = keyof typeof ERRORS
export type ErrorParams = Readonly<Record<string, string | number>>

/** RFC 9457 problem details as they cross the wire (`application/problem+json`). */
export interface Problem {
  /** `/errors#CODE` */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ErrorCode
  readonly retry: Retry
  /** Name of the field of the request that caused it, e.g. `cardNumber`: shown next to that field. */
  readonly field?: string
  readonly params?: ErrorParams
  /** Seconds to wait, when retry is `later` and the wait is known. */
  readonly retryAfter?: number
  /** The trace id to quote to the bank's service. */
  readonly traceId: string
}

/** The sentence for a code in a language, with its blanks filled. */
export function errorText(code: ErrorCode, language: 'zh' | 'en', params: ErrorParams = {}): string {
  return ERRORS[code][language].replace(/\{(\w+)\}/g, (blank, name: string) => String(params[name] ?? blank))
}

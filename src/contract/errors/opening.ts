/** Opening accounts and binding cards, and what is found on the way. */
import { type Entry, entry } from './entry.ts'

export const OPENING_ERRORS = {
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
  CARD_ORDER_OPEN: entry(
    409,
    'later',
    '这张卡有一笔款项还没有结果，有了结果再解绑',
    'An order on this card has no result yet. Unlink it once it has',
  ),
  CARD_CHANGE_LIMIT: entry(
    429,
    'later',
    '这个账户本月换绑定卡已达 {max} 次，请下月再换，或带身份证到网点办理',
    'This account’s card was changed {max} times this month. Change it next month, or at a branch with your ID card',
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
} as const satisfies Readonly<Record<string, Entry>>

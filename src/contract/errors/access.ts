/** The request itself, and who is signed in. */
import { type Entry, entry } from './entry.ts'

export const ACCESS_ERRORS = {
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
  CLIENT_ORDER_DONE: entry(
    0,
    'same',
    '刚才没收到结果的那笔已经办成了。请先看看账单，再决定要不要再办一笔',
    'The order whose answer was lost has been carried out. See your statement before you make another one',
  ),
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
} as const satisfies Readonly<Record<string, Entry>>

/** What the bank’s own people meet, and other banks: no customer does. */
import { type Entry, entry } from './entry.ts'

export const STAFF_ERRORS = {
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

  // Restrictions and closing, by an authority’s order
  AUTHORITY_DOCUMENT_MISSING: entry(
    422,
    'changed',
    '请填写有权机关名称和文书号',
    'Enter the authority and the number of its document',
  ),
  COMPLAINT_ANSWERED: entry(
    409,
    'never',
    '这件投诉已有同事答复。请刷新查看答复内容',
    'A colleague has answered this complaint. Reload to read the answer',
  ),
  COMPLAINT_ANSWER_SHORT: entry(
    422,
    'changed',
    '请写明答复，5 到 1000 个字',
    'Write an answer of 5 to 1000 characters',
  ),
  AUTHORITY_END_INVALID: entry(
    422,
    'changed',
    '到期日不能早于今天，请核对文书',
    'The end date is over. Check it against the document',
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
} as const satisfies Readonly<Record<string, Entry>>

/** How somebody comes in, and what they have begun. */
import { choice, inside, instant, listed, text } from '../reading.ts'
import { CARD, of, type Section, STATE } from './section.ts'

const RESTRICTION = {
  self: ['本人冻结', 'frozen by yourself'],
  telephone: ['电话冻结', 'frozen by telephone'],
  'authority-freeze': ['有权机关冻结', 'frozen by an authority'],
  'authority-stop': ['有权机关止付', 'payments stopped by an authority'],
  suspended: ['暂停使用', 'suspended'],
  dormant: ['开户后未使用', 'not used since it was opened'],
  'id-expired': ['身份证过期', 'ID card expired'],
  'id-due': ['未按期补充身份信息', 'ID details not given in time'],
} as const
const OCCASION = {
  search: ['查询', 'a search'],
  customer: ['查看客户资料', 'your file'],
  identification: ['网点核实身份', 'identification at a branch'],
  task: ['双人复核', 'a decision of two'],
  complaint: ['办理投诉', 'your complaint'],
} as const
/** What a look showed, and by which number a search looked; what a kind of task told beside is of the bank. */
const SHOWN = {
  name: ['姓名', 'name'],
  mobile: ['手机号', 'mobile number'],
  'id-number': ['身份证号', 'ID number'],
  'id-valid-until': ['身份证有效期', 'ID card’s validity'],
  identification: ['核实情况', 'identification'],
  accounts: ['账户', 'accounts'],
  cards: ['绑定的卡', 'linked cards'],
  balances: ['余额', 'balances'],
  restrictions: ['限制', 'restrictions'],
  complaint: ['投诉', 'complaint'],
} as const
const WAY = { wechat: ['微信', 'WeChat'], sms: ['短信验证码', 'SMS code'] } as const

export const ACCESS: readonly Section[] = [
  {
    id: 'pin',
    table: 'pins',
    title: { zh: '交易密码', en: 'PIN' },
    about: {
      zh: '只存不可还原的散列，银行看不到密码。',
      en: 'Kept as a hash that cannot be turned back: the bank does not know it.',
    },
    sql: of('pins', 'set_at'),
    fields: [
      ['set_at', '设置时间', 'Set', instant],
      ['tries', '连续输错次数', 'Wrong tries in a row', text],
      ['locked_until', '锁定到', 'Locked until', instant],
    ],
    untold: { hash: 'the secret itself', salt: 'part of the secret', pepper_version: 'part of the secret' },
  },
  {
    id: 'sessions',
    table: 'sessions',
    title: { zh: '登录过的设备', en: 'Where you signed in' },
    about: {
      zh: '让您看到谁登录过。结束后保留三十天，删除信息时立即清除。',
      en: 'So that you see who signed in. Kept thirty days after its end, gone at once on deletion.',
    },
    sql: of('sessions', 'created_at desc'),
    fields: [
      ['device', '设备', 'Device', text],
      ['signed_in_by', '方式', 'By', choice(WAY)],
      ['created_at', '登录', 'Signed in', instant],
      ['last_seen_at', '最近使用', 'Last used', instant],
      ['expires_at', '最迟失效', 'Expires', instant],
      ['ended_at', '退出', 'Ended', instant],
      ['link_id', '经由的分享', 'Shared link that led to it', text],
    ],
  },
  {
    id: 'looks',
    table: 'staff_looks',
    title: { zh: '本行员工查看您的信息', en: 'When our staff looked at your data' },
    about: {
      zh: '员工每次查看客户信息都有记录，与身份资料一同保存。',
      en: 'Every look of our staff at a customer is recorded, and kept with your identity.',
    },
    // Of a list no word, nor that anybody looked at one.
    sql: `select * from staff_looks where customer_id = $1 and occasion <> 'list-match' order by at desc, id desc`,
    fields: [
      ['at', '时间', 'When', instant],
      ['occasion', '场合', 'Occasion', choice(OCCASION)],
      ['fields', '看到的信息', 'What was shown', listed(SHOWN)],
    ],
    untold: {
      branch: 'which of its desks looked may hint at what the bank must not let know',
      reason_sealed: 'words of the bank’s officers',
    },
  },
  {
    id: 'restrictions',
    table: 'restrictions',
    title: { zh: '冻结和暂停', en: 'Freezes and suspensions' },
    about: {
      zh: '账户何时因何冻结或暂停使用，与身份资料一同保存。',
      en: 'When and why your accounts were frozen or suspended, kept with your identity.',
    },
    // Of a list no word: as the app shows it (restrictions/records.ts).
    sql: `
      select *, case when kind in ('fraud-list', 'sanctions-list') then 'suspended' else kind end as shown_kind,
        case when kind = 'fraud-list' then null else ends_on end as last_day
      from restrictions where customer_id = $1 order by begun_at desc`,
    fields: [
      ['begun_at', '开始', 'From', instant],
      ['shown_kind', '原因', 'Why', choice(RESTRICTION)],
      ['grounds_sealed', '决定机关', 'Ordered by', inside(['authority'])],
      ['grounds_sealed', '文号', 'Document', inside(['documentNumber'])],
      ['last_day', '截止日', 'Last day', text],
      ['ended_at', '结束', 'Ended', instant],
    ],
    untold: {
      kind: 'told as what it is to its customer',
      ends_on: 'told where its customer may know it',
      begun_by: 'it is about a member of staff',
      ended_by: 'it is about a member of staff',
      ended_checked_by: 'it is about a member of staff',
      ended_grounds_sealed: 'words of the bank’s officers',
    },
  },
  {
    id: 'bindings',
    table: 'bindings',
    title: { zh: '绑卡申请', en: 'Card links begun' },
    about: { zh: '没办完的一天后清除。', en: 'What was not finished goes after a day.' },
    sql: of('bindings', 'created_at desc'),
    fields: [
      ['created_at', '时间', 'When', instant],
      [
        'purpose',
        '用途',
        'For',
        choice({ account: ['开立账户', 'opening an account'], card: ['绑定另一张卡', 'another card'] }),
      ],
      ['state', '状态', 'State', choice(STATE)],
      ['review_by', '最迟核对完毕', 'To be looked at by', instant],
      ['bank_name', '开户行', 'Bank', text],
      ['card_kind', '种类', 'Kind', choice(CARD)],
      ['shown_sealed', '卡号', 'Card', inside(['card'])],
      ['shown_sealed', '手机号', 'Mobile number', inside(['mobile'])],
      ['form_sealed', '填写的姓名', 'Name entered', inside(['name'])],
      ['form_sealed', '填写的身份证号', 'ID number entered', inside(['idNumber'])],
      ['expires_at', '失效时间', 'Expires', instant],
    ],
    untold: {
      bank_code: 'the bank’s, which is named',
      resend_at: 'when another code may be sent',
      busy_until: 'a lock between requests',
      agreement_no_sealed: 'a key between two banks, by which money is taken',
    },
  },
]

/**
 * What the bank knows of a person, as it is told to them: for each section why the bank has it, where it stands and what
 * each column is called. A test holds it against the database: every table of held.ts is told of here or stands among
 * the UNTOLD, and so is every column of a table that is told of.
 */
import type { Words } from '../accounts/entries.ts'
import {
  choice,
  counted,
  inside,
  instant,
  masked,
  onlyIn,
  otherPerson,
  type Reader,
  sealed,
  text,
  yesNo,
  yuan,
} from './reading.ts'

export type { Desk } from './reading.ts'
export type Row = Readonly<Record<string, unknown>>
type Field = readonly [column: string, zh: string, en: string, reader: Reader]

export interface Section {
  readonly id: string
  readonly table: string
  readonly title: Words
  /** Why the bank has it, and how long. */
  readonly about: Words
  /** Its rows, the newest first; $1 is the customer. */
  readonly sql: string
  readonly fields: readonly Field[]
  /** Columns that are not told, and why. */
  readonly untold?: Readonly<Record<string, string>>
}

/** Columns that say nothing in themselves: ids, and the keyed hashes that something is found or compared by. */
export const isInternal = (column: string): boolean => /^(id|.*_id|.*_index|.*_hash)$/.test(column)

const DIRECTION = { out: ['转出', 'out'], in: ['转入', 'in'] } as const
const CONSENT = {
  agreement: ['账户协议', 'account agreement'],
  'sensitive-data': ['敏感个人信息', 'sensitive personal data'],
  'marketing-messages': ['产品推荐短信', 'messages about products'],
} as const
const MOVEMENT = {
  topup: ['转入（绑定卡）', 'top-up'],
  'transfer-in': ['收款', 'received'],
  'transfer-out': ['转账', 'sent'],
  'deposit-made': ['存入定期', 'deposit made'],
  'deposit-paid': ['定期到账', 'deposit paid'],
} as const
const OCCUPATION = {
  employee: ['企业职员', 'employee'],
  'civil-servant': ['公务员或事业单位', 'civil servant'],
  'self-employed': ['个体经营', 'self-employed'],
  farmer: ['务农', 'farmer'],
  student: ['学生', 'student'],
  retired: ['退休', 'retired'],
  freelance: ['自由职业', 'freelance'],
  homemaker: ['家务', 'homemaker'],
  other: ['其他', 'other'],
} as const
const STATE = {
  running: ['进行中', 'running'],
  matured: ['已到期', 'matured'],
  withdrawn: ['已提前支取', 'taken out early'],
  processing: ['处理中', 'under way'],
  unknown: ['等待对方银行', 'waiting for the card’s bank'],
  done: ['已完成', 'done'],
  refused: ['未成功', 'refused'],
  received: ['已受理', 'received'],
  answered: ['已答复', 'answered'],
  asked: ['已提交', 'asked'],
  'code-sent': ['已发验证码', 'code sent'],
  opened: ['已开户', 'opened'],
  active: ['正常', 'active'],
  suspended: ['已暂停', 'suspended'],
  closed: ['已销户', 'closed'],
} as const
const CARD = { debit: ['储蓄卡', 'debit card'], credit: ['信用卡', 'credit card'] } as const
const WAY = { wechat: ['微信', 'WeChat'], sms: ['短信验证码', 'SMS code'] } as const
const of = (table: string, order: string): string => `select * from ${table} where customer_id = $1 order by ${order}`

export const SECTIONS: readonly Section[] = [
  {
    id: 'identity',
    table: 'customers',
    title: { zh: '您是谁', en: 'Who you are' },
    about: {
      zh: '开户和反洗钱的法律要求银行核实并留存客户身份。销户并申请删除后封存十年，然后抹除。',
      en: 'The law makes a bank verify and keep who its customers are. After closing and deletion it is sealed for ten years, then erased.',
    },
    sql: 'select * from customers where id = $1',
    fields: [
      ['name_sealed', '姓名', 'Name', sealed],
      ['id_number_sealed', '身份证号', 'ID number', sealed],
      ['id_valid_until', '身份证有效期至', 'ID card valid until', text],
      ['credit_code_sealed', '统一社会信用代码', 'Unified social credit code', sealed],
      ['mobile_sealed', '手机号', 'Mobile number', sealed],
      ['diligence_sealed', '职业', 'Occupation', inside(['occupation'], choice(OCCUPATION))],
      ['diligence_sealed', '住址地区代码', 'Address, area code', inside(['area'])],
      [
        'diligence_sealed',
        '税收居民身份',
        'Tax residency',
        inside(['taxResidency'], choice({ mainland: ['仅为中国税收居民', 'mainland China only'] })),
      ],
      ['stage', '身份', 'Stage', choice({ visitor: ['访客', 'visitor'], customer: ['客户', 'customer'] })],
      ['created_at', '第一次来访', 'First visit', instant],
      ['link_id', '最初经由的分享', 'Shared link that led here', text],
      ['became_customer_at', '成为客户', 'Customer since', instant],
      ['identified_at', '网点核实身份', 'Identified at a branch', instant],
      ['identified_branch', '核实网点', 'Branch', text],
    ],
    untold: { identified_teller: 'it is about a member of staff' },
  },
  {
    id: 'wechat',
    table: 'wechat_identities',
    title: { zh: '微信登录', en: 'WeChat sign-in' },
    about: {
      zh: '微信给本小程序的用户标识，用来认出您。删除信息时立即清除。',
      en: 'The identifier that WeChat gives this mini-program, to recognise you. Gone at once on deletion.',
    },
    sql: of('wechat_identities', 'attached_at desc'),
    fields: [
      ['openid_sealed', '微信用户标识', 'WeChat identifier', sealed],
      ['attached_at', '关联时间', 'Attached', instant],
    ],
  },
  {
    id: 'consents',
    table: 'consents',
    title: { zh: '您的同意', en: 'What you agreed to' },
    about: {
      zh: '每一次同意和撤回都有记录，作为凭据与身份资料一同保存。',
      en: 'Every giving and taking back is on record, kept as proof with your identity.',
    },
    sql: of('consents', 'number desc'),
    fields: [
      ['kind', '用途', 'Purpose', choice(CONSENT)],
      ['version', '文本版本', 'Version of the text', text],
      ['given', '同意', 'Agreed', yesNo],
      ['given_at', '时间', 'When', instant],
    ],
    untold: { number: 'the order in which rows were written' },
  },
  {
    id: 'accounts',
    table: 'accounts',
    title: { zh: '账户', en: 'Accounts' },
    about: {
      zh: '您在本行开立的账户。销户并申请删除后封存十年，然后抹除。',
      en: 'Your accounts here. After closing and deletion sealed for ten years, then erased.',
    },
    sql: of('accounts', 'opened_at desc'),
    fields: [
      ['number_sealed', '账号', 'Number', sealed],
      ['class', '类别', 'Class', text],
      ['status', '状态', 'Status', choice(STATE)],
      ['balance', '余额（元）', 'Balance, CNY', yuan],
      ['opened_at', '开户时间', 'Opened', instant],
      ['link_id', '经由的分享', 'Shared link that led to it', text],
    ],
    untold: { last4: 'the end of the number' },
  },
  {
    id: 'cards',
    table: 'cards',
    title: { zh: '绑定的银行卡', en: 'Linked cards' },
    about: {
      zh: '用于核实身份和转入资金。',
      en: 'They prove who you are and feed your account.',
    },
    sql: of('cards', 'bound_at desc'),
    fields: [
      ['number_sealed', '卡号', 'Number', sealed],
      ['bank_name', '开户行', 'Bank', onlyIn('zh')],
      ['bank_name_en', '开户行', 'Bank', onlyIn('en')],
      ['kind', '种类', 'Kind', choice(CARD)],
      ['bound_at', '绑定时间', 'Linked', instant],
    ],
    untold: {
      last4: 'the end of the number',
      bank_code: 'the bank’s, which is named',
      agreement_no_sealed: 'a key between two banks, by which money is taken',
    },
  },
  {
    id: 'movements',
    table: 'entries',
    title: { zh: '收支明细', en: 'What moved' },
    about: {
      zh: '交易记录，法律要求保存十年。对方姓名按规定遮掩。',
      en: 'Records of transactions, which the law makes a bank keep for ten years. Others’ names are masked.',
    },
    // Read through the core, posting by posting.
    sql: '',
    fields: [
      ['at', '时间', 'When', instant],
      ['last4', '账户尾号', 'Account ending', text],
      ['kind', '种类', 'Kind', choice(MOVEMENT)],
      ['amount', '金额（元）', 'Amount, CNY', yuan],
      ['balanceAfter', '余额（元）', 'Balance after, CNY', yuan],
      ['counterparty', '对方', 'Other side', text],
      ['note', '附言', 'Note', text],
    ],
    untold: { text_sealed: 'what it says of the other side and the note is told' },
  },
  {
    id: 'transfers',
    table: 'transfers',
    title: { zh: '转账', en: 'Transfers' },
    about: { zh: '您发起和收到的转账凭证。', en: 'Receipts of what you sent and received.' },
    sql: `
      select *, 'out' as direction, sides_sealed as other from transfers where payer_id = $1
      union all select *, 'in', sides_sealed from transfers where payee_id = $1 order by at desc`,
    fields: [
      ['at', '时间', 'When', instant],
      ['direction', '方向', 'Direction', choice(DIRECTION)],
      ['amount', '金额（元）', 'Amount, CNY', yuan],
      ['sides_sealed', '付款人', 'Payer', inside(['payer', 'name'], masked)],
      ['sides_sealed', '付款人手机号', 'Payer’s mobile', inside(['payer', 'maskedMobile'])],
      ['sides_sealed', '收款人', 'Payee', inside(['payee', 'maskedName'])],
      ['sides_sealed', '收款人手机号', 'Payee’s mobile', inside(['payee', 'maskedMobile'])],
      ['sides_sealed', '附言', 'Note', inside(['note'])],
    ],
    untold: { took_ms: 'how fast the bank was' },
  },
  {
    id: 'topups',
    table: 'topups',
    title: { zh: '从绑定卡转入', en: 'Top-ups' },
    about: { zh: '您发起的扣款和结果。', en: 'Debits from your cards that you ordered, and how they ended.' },
    sql: of('topups', 'created_at desc'),
    fields: [
      ['created_at', '时间', 'When', instant],
      ['amount', '金额（元）', 'Amount, CNY', yuan],
      ['state', '结果', 'State', choice(STATE)],
      ['reason_zh', '原因', 'Reason', onlyIn('zh')],
      ['reason_en', '原因', 'Reason', onlyIn('en')],
      ['finished_at', '完成时间', 'Finished', instant],
    ],
    untold: {
      attempts: 'how often the card system was asked',
      asked: 'how often the card system was asked',
      next_ask_at: 'when it is asked again',
    },
  },
  {
    id: 'deposits',
    table: 'deposits',
    title: { zh: '定期存款', en: 'Deposits' },
    about: { zh: '您购买的存款和利息。', en: 'Your deposits and their interest.' },
    sql: of('deposits', 'created_at desc'),
    fields: [
      ['created_at', '时间', 'Made', instant],
      ['product_id', '产品', 'Product', text],
      ['principal', '本金（元）', 'Principal, CNY', yuan],
      ['rate_percent', '年利率（%）', 'Rate, % a year', text],
      ['early_rate_percent', '提前支取利率（%）', 'Early rate, % a year', text],
      ['term_months', '期限（月）', 'Term, months', text],
      ['from_date', '起息日', 'From', text],
      ['to_date', '到期日', 'To', text],
      ['interest_at_maturity', '到期利息（元）', 'Interest at maturity, CNY', yuan],
      ['state', '状态', 'State', choice(STATE)],
      ['paid_interest', '已付利息（元）', 'Interest paid, CNY', yuan],
      ['closed_at', '结清时间', 'Closed', instant],
      ['link_id', '经由的分享', 'Shared link that led to it', text],
    ],
  },
  {
    id: 'limits',
    table: 'account_counters',
    title: { zh: '已用限额', en: 'Limits used' },
    about: {
      zh: '监管限额的累计，按账户和日期。',
      en: 'What counts towards the regulator’s limits, by account and date.',
    },
    sql: 'select * from account_counters where owner = $1 order by account_id',
    fields: [['used', '已用（元）', 'Used, CNY', counted]],
    untold: { owner: 'the customer' },
  },
  {
    id: 'payees',
    table: 'payees',
    title: { zh: '查找过的收款人', en: 'Payees you looked up' },
    about: {
      zh: '方便您下次转账，姓名遮掩。删除信息时立即清除。',
      en: 'For your next transfer, masked. Gone at once on deletion.',
    },
    sql: 'select * from payees where payer_id = $1 order by created_at desc',
    fields: [
      ['payee', '收款人', 'Payee', otherPerson],
      ['known', '付过款', 'Paid before', yesNo],
      ['created_at', '第一次查找', 'First looked up', instant],
    ],
  },
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
    id: 'bindings',
    table: 'bindings',
    title: { zh: '绑卡申请', en: 'Card links begun' },
    about: { zh: '没办完的一天后清除。', en: 'What was not finished goes after a day.' },
    sql: of('bindings', 'created_at desc'),
    fields: [
      ['created_at', '时间', 'When', instant],
      ['state', '状态', 'State', choice(STATE)],
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
  {
    id: 'complaints',
    table: 'complaints',
    title: { zh: '投诉与建议', en: 'Complaints' },
    about: { zh: '处理档案保存三年。', en: 'Their records are kept for three years.' },
    sql: of('complaints', 'created_at desc'),
    fields: [
      ['number', '编号', 'Number', text],
      ['topic', '关于', 'About', text],
      ['text_sealed', '内容', 'Text', sealed],
      ['state', '状态', 'State', choice(STATE)],
      ['answer_by', '最迟答复', 'To be answered by', instant],
      ['created_at', '时间', 'When', instant],
    ],
  },
  {
    id: 'links',
    table: 'links',
    title: { zh: '您分享的产品', en: 'What you shared' },
    about: { zh: '让点开的朋友看到是谁分享的（姓名遮掩）。', en: 'So that friends see who shared it, masked.' },
    sql: of('links', 'created_at desc'),
    fields: [
      ['id', '编号', 'Link', text],
      ['product_id', '产品', 'Product', text],
      ['created_at', '时间', 'When', instant],
    ],
  },
]

/** Tables of held.ts that are not told of, and why. */
export const UNTOLD: Readonly<Record<string, string>> = {
  pin_challenges: 'random numbers that live for minutes',
  authorisations: 'hashes of single-use tokens that live for minutes; the orders they were for are told',
  sms_codes: 'a hash of a code that lives for minutes',
  attempts: 'counts under keyed hashes that lead to nobody, swept within two days',
  writes: 'answers kept for a repeat of an order; the orders are told',
  outbox: 'that a message of an order went out; the orders are told',
  ledger_accounts: 'told as accounts and deposits',
  ledger_movements: 'told as what moved',
  ledger_postings: 'told as what moved',
  ledger_holds: 'told as the difference of balance and what is available, while one is pending',
  departures: 'whoever has left cannot ask',
  retained: 'whoever has left cannot ask',
}

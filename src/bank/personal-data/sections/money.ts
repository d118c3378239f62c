/** What somebody has at the bank, and what moved. */
import { choice, counted, inside, instant, masked, onlyIn, otherPerson, sealed, text, yesNo, yuan } from '../reading.ts'
import { CARD, COUNTED_BY_MONTH, of, type Section, STATE } from './section.ts'

const DIRECTION = { out: ['转出', 'out'], in: ['转入', 'in'] } as const
const MOVEMENT = {
  topup: ['转入（绑定卡）', 'top-up'],
  'transfer-in': ['收款', 'received'],
  'transfer-out': ['转账', 'sent'],
  'deposit-made': ['存入定期', 'deposit made'],
  'deposit-paid': ['定期到账', 'deposit paid'],
  payout: ['销户退回', 'returned at closing'],
  'to-own': ['转到本行其他账户', 'to another account of yours'],
  'from-own': ['本行其他账户转来', 'from another account of yours'],
  'core-in': ['入账', 'in'],
  'core-out': ['出账', 'out'],
} as const

/** Of an order to the card system. */
const ASKED = {
  attempts: 'how often the card system was asked',
  asked: 'how often the card system was asked',
  next_ask_at: 'when it is asked again',
  own: 'whether the card is this bank’s, which is told of the card',
} as const

export const MONEY: readonly Section[] = [
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
      ['closed_at', '销户时间', 'Closed', instant],
      ['link_id', '经由的分享', 'Shared link that led to it', text],
    ],
    untold: {
      last4: 'the end of the number',
      place: 'how accounts of a class are counted',
      receiving_place: 'how accounts that may receive from others are counted',
      dormancy: 'whether the months after opening were looked at; what came of it is told',
    },
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
      ['own', '本行 I 类户', 'Class I account here', yesNo],
      ['bound_at', '绑定时间', 'Linked', instant],
      ['unbound_at', '解绑时间', 'Unlinked', instant],
    ],
    untold: {
      last4: 'the end of the number',
      place: 'how bound cards are counted',
      last_order: 'the order that last relied on it; the orders are told',
      bank_code: 'the bank’s, which is named',
      agreement_no_sealed: 'a key between two banks, by which money is taken',
    },
  },
  {
    id: 'card-changes',
    table: 'card_changes',
    title: { zh: '改绑的银行卡', en: 'Changes of the bound card' },
    about: {
      zh: '账户换绑另一张卡的记录，与身份资料一同保存。',
      en: 'When an account was bound to another card, kept with your identity.',
    },
    sql: `
      select c.*, a.last4 as account_last4, f.last4 as from_last4, t.last4 as to_last4 from card_changes c
      left join accounts a on a.customer_id = c.customer_id and a.id = c.account_id
      left join cards f on f.customer_id = c.customer_id and f.id = c.from_card_id
      left join cards t on t.customer_id = c.customer_id and t.id = c.to_card_id
      where c.customer_id = $1 order by c.at desc`,
    fields: [
      ['at', '时间', 'When', instant],
      ['account_last4', '账户尾号', 'Account ending', text],
      ['from_last4', '原卡尾号', 'From card ending', text],
      ['to_last4', '新卡尾号', 'To card ending', text],
    ],
    untold: COUNTED_BY_MONTH,
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
    untold: { ...ASKED, room_kept: 'how the balance cap of a class is counted' },
  },
  {
    id: 'closures',
    table: 'closures',
    title: { zh: '销户', en: 'Closings' },
    about: {
      zh: '您要求注销账户、余额退回绑定卡的记录。',
      en: 'When you asked for an account to be closed and what went back to your card.',
    },
    sql: of('closures', 'created_at desc'),
    fields: [
      ['created_at', '时间', 'When', instant],
      ['amount', '退回金额（元）', 'Returned, CNY', yuan],
      ['state', '结果', 'State', choice(STATE)],
      ['reason_zh', '原因', 'Reason', onlyIn('zh')],
      ['reason_en', '原因', 'Reason', onlyIn('en')],
      ['finished_at', '完成时间', 'Finished', instant],
    ],
    untold: ASKED,
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
]

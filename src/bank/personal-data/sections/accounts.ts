/** What somebody has at the bank, and what moved. */
import { choice, instant, onlyIn, sealed, text, yesNo, yuan } from '../reading.ts'
import { CARD, COUNTED_BY_MONTH, of, type Section, STATE } from './section.ts'

const MOVEMENT = {
  topup: ['转入（绑定卡）', 'top-up'],
  'transfer-in': ['收款', 'received'],
  'transfer-out': ['转账', 'sent'],
  'deposit-made': ['存入定期', 'deposit made'],
  'deposit-paid': ['定期到账', 'deposit paid'],
  'card-transfer': ['转到银行卡', 'sent to a bank card'],
  'claimed-to-card': ['转账卡片，对方收到银行卡', 'a card, claimed to a bank card'],
  payout: ['销户退回', 'returned at closing'],
  'to-own': ['转到本行其他账户', 'to another account of yours'],
  'from-own': ['本行其他账户转来', 'from another account of yours'],
  'core-in': ['入账', 'in'],
  'core-out': ['出账', 'out'],
} as const

export const ACCOUNTS: readonly Section[] = [
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
]

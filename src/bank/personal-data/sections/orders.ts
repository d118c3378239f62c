/** What somebody ordered with their money, and how it ended. */
import {
  choice,
  inside,
  instant,
  masked,
  maskedCard,
  onlyIn,
  otherMobile,
  sealed,
  text,
  words,
  yesNo,
  yuan,
} from '../reading.ts'
import { of, type Section, STATE } from './section.ts'

const DIRECTION = { out: ['转出', 'out'], in: ['转入', 'in'] } as const
const ARRIVAL = {
  ordinary: ['几小时后', 'some hours later'],
  'next-day': ['次日', 'the next day'],
  'on-date': ['指定日期', 'on a date'],
} as const

const FOR_WHOM = {
  named: ['指定的人', 'a certain person'],
  confirm: ['由您确认', 'whom you confirm'],
  first: ['先到先得', 'whoever comes first'],
} as const

const ASKED_FOR = {
  asked: ['等待确认', 'waiting'],
  confirmed: ['已确认', 'confirmed'],
  declined: ['未同意', 'declined'],
} as const

const SHARE = {
  open: ['待付', 'open'],
  taken: ['付款中', 'being paid'],
  paid: ['已付', 'paid'],
  cash: ['现金结清', 'settled in cash'],
} as const

/** Of an order to the card system. */
const ASKED = {
  attempts: 'how often the outside was asked',
  asked: 'how often the outside was asked',
  next_ask_at: 'when it is asked again',
  own: 'whether the card is this bank’s, which is told of the card',
} as const

export const ORDERS: readonly Section[] = [
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
    id: 'core-transfers',
    table: 'core_transfers',
    title: { zh: '从 I 类户转账', en: 'Transfers from Class I' },
    about: {
      zh: '您从本行 I 类户转账的指令和结果。成功的也列在“转账”里。',
      en: 'Transfers that you ordered from your Class I account, and how they ended. Those done stand under “Transfers” too.',
    },
    sql: of('core_transfers', 'created_at desc'),
    fields: [
      ['created_at', '时间', 'When', instant],
      ['amount', '金额（元）', 'Amount, CNY', yuan],
      ['sides_sealed', '收款人', 'Payee', inside(['payee', 'maskedName'])],
      ['sides_sealed', '附言', 'Note', inside(['note'])],
      ['state', '结果', 'State', choice(STATE)],
      ['reason_zh', '原因', 'Reason', onlyIn('zh')],
      ['reason_en', '原因', 'Reason', onlyIn('en')],
      ['finished_at', '完成时间', 'Finished', instant],
    ],
    untold: { ...ASKED, room_kept: 'how the balance cap of a class is counted' },
  },
  {
    id: 'scheduled-transfers',
    table: 'scheduled_transfers',
    title: { zh: '约定以后转出的转账', en: 'Transfers ordered for later' },
    about: {
      zh: '您约定稍后或某天转出的转账和结果。转出的也列在“转账”里。',
      en: 'Transfers that you ordered for later, and how they ended. Those that ran stand under “Transfers” too.',
    },
    sql: of('scheduled_transfers', 'created_at desc'),
    fields: [
      ['created_at', '时间', 'Ordered', instant],
      ['runs_at', '转出时间', 'To run', instant],
      ['arrival', '到账方式', 'Arrival', choice(ARRIVAL)],
      ['first_on', '每月转账的第一次', 'Monthly since', text],
      ['amount', '金额（元）', 'Amount, CNY', yuan],
      ['sides_sealed', '收款人', 'Payee', inside(['payee', 'maskedName'])],
      ['sides_sealed', '附言', 'Note', inside(['note'])],
      ['state', '结果', 'State', choice(STATE)],
      ['reason_sealed', '原因', 'Reason', words],
      ['ended_at', '结束时间', 'Ended', instant],
    ],
    untold: { due_at: 'when it is tried, which is told', nth: 'how those of a monthly one are counted' },
  },
  {
    id: 'card-transfers',
    table: 'card_transfers',
    title: { zh: '转到银行卡', en: 'Transfers to bank cards' },
    about: {
      zh: '您转到银行卡的指令和结果，法律要求保存十年。',
      en: 'Transfers to bank cards that you ordered, and how they ended, which the law makes a bank keep for ten years.',
    },
    sql: of('card_transfers', 'created_at desc'),
    fields: [
      ['created_at', '时间', 'When', instant],
      ['amount', '金额（元）', 'Amount, CNY', yuan],
      ['target_sealed', '收款人', 'Payee', inside(['name'], masked)],
      ['target_sealed', '卡号', 'Card', inside(['number'], maskedCard)],
      ['target_sealed', '附言', 'Note', inside(['note'])],
      ['state', '结果', 'State', choice(STATE)],
      ['reason_zh', '原因', 'Reason', onlyIn('zh')],
      ['reason_en', '原因', 'Reason', onlyIn('en')],
      ['finished_at', '完成时间', 'Finished', instant],
    ],
    untold: { ...ASKED, wrong_holder: 'how guesses of names are counted; the reason is told' },
  },
  {
    id: 'claimables',
    table: 'claimables',
    title: { zh: '发出的转账卡片', en: 'Cards you sent' },
    about: {
      zh: '您发到聊天里让对方领取的钱。领走的也列在“转账”里。',
      en: 'Money that you sent by a card in the chat. What was claimed stands under “Transfers” too.',
    },
    sql: of('claimables', 'created_at desc'),
    fields: [
      ['created_at', '时间', 'When', instant],
      ['amount', '每份金额（元）', 'A share, CNY', yuan],
      ['shares', '份数', 'Shares', text],
      ['mode', '谁能领', 'For whom', choice(FOR_WHOM)],
      ['mobile_sealed', '对方手机号', 'Their mobile', otherMobile],
      ['note_sealed', '附言', 'Note', sealed],
      ['expires_at', '可领到', 'Until', instant],
    ],
    untold: { token_sealed: 'the key in the card’s link, by which it is claimed' },
  },
  {
    id: 'claimable-asks',
    table: 'claimable_asks',
    title: { zh: '请求领取的转账卡片', en: 'Cards you asked for' },
    about: {
      zh: '您请付款人确认领取的记录，销户删除信息时清除。',
      en: 'When you asked somebody to confirm that a card is for you. Gone at once on deletion.',
    },
    sql: `select a.*, c.last4 as to_last4 from claimable_asks a
      left join cards c on c.customer_id = a.claimant_id and c.id = a.card_id
      where a.claimant_id = $1 order by a.asked_at desc`,
    fields: [
      ['asked_at', '时间', 'When', instant],
      ['to_last4', '收到银行卡（尾号）', 'To the bank card ending', text],
      ['state', '结果', 'State', choice(ASKED_FOR)],
      ['answered_at', '答复时间', 'Answered', instant],
    ],
    untold: { place: 'a number among those who asked' },
  },
  {
    id: 'claim-payouts',
    table: 'claim_payouts',
    title: { zh: '收到银行卡的转账卡片', en: 'Cards claimed to a bank card' },
    about: {
      zh: '您领到自己银行卡的钱和结果，法律要求保存十年。',
      en: 'What you claimed to a bank card of yours, and how it ended, which the law makes a bank keep for ten years.',
    },
    sql: of('claim_payouts', 'created_at desc'),
    fields: [
      ['created_at', '时间', 'When', instant],
      ['amount', '金额（元）', 'Amount, CNY', yuan],
      ['sides_sealed', '付款人', 'Payer', inside(['payer', 'name'], masked)],
      ['sides_sealed', '附言', 'Note', inside(['note'])],
      ['state', '结果', 'State', choice(STATE)],
      ['reason_zh', '原因', 'Reason', onlyIn('zh')],
      ['reason_en', '原因', 'Reason', onlyIn('en')],
      ['finished_at', '完成时间', 'Finished', instant],
    ],
    untold: ASKED,
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
    id: 'payment-requests',
    table: 'payment_requests',
    title: { zh: '发起的收款', en: 'Money you asked for' },
    about: {
      zh: '您在聊天里发起的收款和分账。',
      en: 'Requests for money that you shared in the chat.',
    },
    sql: of('payment_requests', 'created_at desc'),
    fields: [
      ['created_at', '时间', 'When', instant],
      ['title_sealed', '事由', 'What for', sealed],
      ['total', '总额（元）', 'Total, CNY', yuan],
      ['people', '人数', 'People', text],
      ['asker_counts', '算上自己', 'With yourself', yesNo],
      ['state', '状态', 'State', choice({ ...STATE, open: ['收款中', 'open'], withdrawn: ['已撤回', 'taken back'] })],
      ['expires_at', '有效期至', 'Open until', instant],
      ['changed_at', '最近变化', 'Last change', instant],
    ],
  },
  {
    id: 'payment-request-shares',
    table: 'payment_request_shares',
    title: { zh: '收款的各份', en: 'Shares of what you asked for' },
    about: {
      zh: '您发起的收款里，每一份付了没有。谁付的，见转账。',
      en: 'Which shares of your requests are settled. Who paid stands with the transfers.',
    },
    sql: of('payment_request_shares', 'settled_at desc nulls last, request_id, nth'),
    fields: [
      ['amount', '金额（元）', 'Amount, CNY', yuan],
      ['state', '状态', 'State', choice(SHARE)],
      ['settled_at', '时间', 'When', instant],
    ],
    untold: { nth: 'the number of the share' },
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
]

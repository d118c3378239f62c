/** How much somebody may pay, whom they pay, and the receipts that they took. */
import { counted, inside, instant, masked, maskedCard, otherPerson, sealed, text, yesNo, yuan } from '../reading.ts'
import { of, type Section } from './section.ts'

export const PAYING: readonly Section[] = [
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
    id: 'limit-agreements',
    table: 'limit_agreements',
    title: { zh: '您自己定的转账限额', en: 'Limits that you set yourself' },
    about: {
      zh: '与银行约定的转账限额和每次调整。',
      en: 'What you agreed with the bank to pay to others at most, and every change.',
    },
    sql: `
      select l.*, coalesce(a.last4, '') as last4 from limit_agreements l
      left join accounts a on a.customer_id = l.customer_id and a.id = l.account_id
      where l.customer_id = $1 order by l.number desc`,
    fields: [
      ['at', '时间', 'When', instant],
      ['last4', '账户尾号', 'Account ending', text],
      ['day_amount', '每天（元）', 'A day, CNY', yuan],
      ['day_count', '每天（笔）', 'A day, payments', text],
      ['year_amount', '每年（元）', 'A year, CNY', yuan],
    ],
    untold: { number: 'the order of changes' },
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
      ['alias_sealed', '您起的名字', 'Your name for them', sealed],
      ['known', '付过款', 'Paid before', yesNo],
      ['named_at', '核对姓的时间', 'Surname told', instant],
      ['warned_at', '看过风险提示的时间', 'Warning read', instant],
      ['created_at', '第一次查找', 'First looked up', instant],
    ],
  },
  {
    id: 'card-payees',
    table: 'card_payees',
    title: { zh: '您输入过的收款卡', en: 'Bank cards you told to pay to' },
    about: {
      zh: '方便您下次转账，遮掩显示。没有转过的一天后清除，删除信息时全部立即清除。',
      en: 'For your next transfer, masked. Those not paid go after a day, and all of them at once on deletion.',
    },
    sql: 'select * from card_payees where payer_id = $1 order by told_at desc',
    fields: [
      ['card_sealed', '收款人', 'Payee', inside(['name'], masked)],
      ['card_sealed', '卡号', 'Card', inside(['number'], maskedCard)],
      ['alias_sealed', '您起的名字', 'Your name for them', sealed],
      ['told_at', '输入时间', 'Told', instant],
      ['warned_at', '看过风险提示的时间', 'Warning read', instant],
      ['paid_at', '上次付款', 'Paid last', instant],
    ],
  },
  {
    id: 'receipts',
    table: 'receipts',
    title: { zh: '电子回单', en: 'Electronic receipts' },
    about: {
      zh: '您为哪些交易开过回单，与交易记录一同保存。',
      en: 'For which orders you took a receipt, kept with the records of transactions.',
    },
    sql: of('receipts', 'issued_at desc'),
    fields: [
      ['number', '回单编号', 'Number', text],
      ['issued_at', '开出时间', 'Issued', instant],
    ],
    untold: { kind: 'the order is told', facts_sealed: 'what it says is told as the order' },
  },
]

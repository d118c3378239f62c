/** What was asked about somebody, by the bank and of it. */
import { choice, instant, sealed, text } from '../reading.ts'
import { of, type Section } from './section.ts'

const NETWORK = {
  unionpay: ['银联', 'UnionPay'],
  'big-five': ['五大行联盟', 'alliance of five'],
  'joint-stock': ['股份制银行联盟', 'alliance of joint-stock banks'],
  'city-banks': ['城商行平台', 'city banks'],
} as const
const QUERY = {
  asked: ['已发出', 'asked'],
  answered: ['已答复', 'answered'],
  late: ['答复迟到', 'answered late'],
  'timed-out': ['超时', 'timed out'],
  failed: ['未得到答复', 'no usable answer'],
} as const
const VERDICT = {
  I: ['一致，Ⅰ类户', 'right, Class I'],
  II: ['一致，Ⅱ类户', 'right, Class II'],
  III: ['一致，Ⅲ类户', 'right, Class III'],
  credit: ['一致，信用卡', 'right, credit card'],
  'unknown-card': ['没有这张卡', 'no such card'],
  mismatch: ['不一致', 'not right'],
  'not-eligible': ['一致，但不能绑定', 'right, but cannot be linked'],
} as const
const ID_ANSWER = {
  match: ['一致', 'right'],
  mismatch: ['不一致', 'not right'],
  'no-such-person': ['没有这个号码', 'no such number'],
} as const

export const QUESTIONS: readonly Section[] = [
  {
    id: 'verification',
    table: 'verification_queries',
    title: { zh: '向验证网络的查询', en: 'What networks were asked' },
    about: {
      zh: '绑卡和升级时，用您的身份证号向卡的开户行核对；查询记录与身份资料一同保存。',
      en: 'Binding a card and upgrading, the card’s bank was asked about your ID number. The record is kept with your identity.',
    },
    sql: 'select * from verification_queries where id_number_index = (select id_number_index from customers where id = $1) order by asked_at desc',
    fields: [
      ['asked_at', '查询时间', 'Asked', instant],
      ['network', '网络', 'Network', choice(NETWORK)],
      ['state', '经过', 'State', choice(QUERY)],
      ['verdict', '结果', 'Verdict', choice(VERDICT)],
      ['bank_name', '开户行', 'Bank', text],
      ['answered_at', '答复时间', 'Answered', instant],
    ],
    untold: {
      subject: 'a keyed hash by which the same question is found again',
      holder_sealed:
        'what was asked with; somebody else may have entered this ID number with a name and card of their own',
      answer_sealed: 'the network’s signed words, of which the verdict is told',
      bank_code: 'the bank’s, which is named',
      price: 'what the bank pays',
      billed: 'what the bank pays',
      fault: 'what was wrong with a network',
      ms: 'how fast a network was',
    },
  },
  {
    id: 'id-checks',
    table: 'id_checks',
    title: { zh: '身份证核对', en: 'Checks of your ID number' },
    about: {
      zh: '姓名和身份证号是否一致，由公民身份信息系统答复；与身份资料一同保存。',
      en: 'Whether name and ID number belong together, as the citizen-ID network said. Kept with your identity.',
    },
    sql: 'select * from id_checks where id_number_index = (select id_number_index from customers where id = $1) order by answered_at desc',
    fields: [
      ['answered_at', '答复时间', 'Answered', instant],
      ['answer_sealed', '结果', 'Answer', (bytes, desk) => choice(ID_ANSWER)(sealed(bytes, desk), desk)],
      ['valid_until', '有效至', 'Holds until', instant],
    ],
  },
  {
    id: 'interbank',
    table: 'interbank_queries',
    title: { zh: '他行对您账户的查询', en: 'What other banks asked of your account' },
    about: {
      zh: '您同意后，他行核对本行账户时的查询；与身份资料一同保存。',
      en: 'Other banks’ questions about your account here, to which you agreed. Kept with your identity.',
    },
    sql: of('interbank_queries', 'asked_at desc'),
    fields: [
      ['asked_at', '时间', 'When', instant],
      ['member', '查询行行号', 'Bank that asked, by its number', text],
      ['verdict', '本行答复', 'What was answered', choice(VERDICT)],
    ],
    untold: {
      question_sealed: 'what the other bank’s customer entered there, who may be somebody else',
      answer_sealed: 'the signed message, of which the verdict is told',
    },
  },
]

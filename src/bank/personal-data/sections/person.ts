/** Who somebody is to the bank, and what they said. */
import { choice, inside, instant, sealed, text, yesNo } from '../reading.ts'
import { COUNTED_BY_MONTH, of, type Section, STATE } from './section.ts'

const CONSENT = {
  agreement: ['账户协议', 'account agreement'],
  'sensitive-data': ['敏感个人信息', 'sensitive personal data'],
  'interbank-verification': ['供他行核实本行账户', 'other banks may verify the account'],
  'marketing-messages': ['产品推荐短信', 'messages about products'],
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

export const PERSON: readonly Section[] = [
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
      ['id_due_on', '身份信息最晚补充日', 'ID details due by', text],
      ['stage', '身份', 'Stage', choice({ visitor: ['访客', 'visitor'], customer: ['客户', 'customer'] })],
      ['created_at', '第一次来访', 'First visit', instant],
      ['link_id', '最初经由的分享', 'Shared link that led here', text],
      ['became_customer_at', '成为客户', 'Customer since', instant],
      ['identified_at', '网点核实身份', 'Identified at a branch', instant],
      ['identified_branch', '核实网点', 'Branch', text],
    ],
    untold: {
      diligence_full: 'whether the above is all that is asked; what was told stands there',
      identified_teller: 'it is about a member of staff',
      mobile_place: 'how those who share a number are counted',
      id_told: 'how often the ID card’s end was told; the messages were',
      id_told_on: 'how often the ID card’s end was told; the messages were',
    },
  },
  {
    id: 'identifications',
    table: 'identifications',
    title: { zh: '网点核实身份的记录', en: 'Checks of your identity at a branch' },
    about: {
      zh: '您带证件到网点核实身份的经过，与身份资料一同保存。',
      en: 'When you showed your ID document at a branch, kept with your identity.',
    },
    sql: of('identifications', 'at desc'),
    fields: [
      ['at', '时间', 'When', instant],
      ['branch', '网点', 'Branch', text],
      [
        'document',
        '证件',
        'Document',
        choice({
          'resident-id': ['居民身份证', 'resident ID card'],
          'temporary-id': ['临时居民身份证', 'temporary ID card'],
        }),
      ],
      ['checked_by', '核验方式', 'Checked by', choice({ reader: ['读卡器', 'card reader'], eye: ['目视', 'eye'] })],
      ['result', '结果', 'Result', choice({ passed: ['通过', 'passed'], refused: ['未通过', 'refused'] })],
      ['withdrawn_at', '撤回时间', 'Taken back', instant],
    ],
    untold: {
      teller: 'it is about a member of staff',
      reason_sealed: 'words of the bank’s officers',
      withdrawn_by: 'a number of the bank’s own, by which it was taken back',
    },
  },
  {
    id: 'mobile-changes',
    table: 'mobile_changes',
    title: { zh: '更换手机号', en: 'Changes of your mobile number' },
    about: {
      zh: '何时换号、银行凭什么认出您，与身份资料一同保存。',
      en: 'When the number changed and how the bank knew you, kept with your identity.',
    },
    sql: of('mobile_changes', 'at desc'),
    fields: [
      ['at', '时间', 'When', instant],
      ['numbers_sealed', '原手机号', 'From', inside(['from'])],
      ['numbers_sealed', '新手机号', 'To', inside(['to'])],
      [
        'known_by',
        '凭什么认出',
        'Known by',
        choice({
          'old-number': ['原手机号登录', 'sign-in with the old number'],
          'id-number': ['身份证号', 'ID number'],
        }),
      ],
    ],
    untold: COUNTED_BY_MONTH,
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
    id: 'message-permissions',
    table: 'message_permissions',
    title: { zh: '微信消息', en: 'Messages by WeChat' },
    about: {
      zh: '您是否允许微信提醒到账，用来决定发微信还是短信。删除信息时立即清除。',
      en: 'Whether you let WeChat tell you of incoming money, to choose WeChat or SMS. Gone at once on deletion.',
    },
    sql: of('message_permissions', 'template'),
    fields: [
      [
        'template',
        '消息',
        'Message',
        choice({ arrival: ['到账提醒', 'incoming money'], outcome: ['转账结果', 'how a transfer ended'] }),
      ],
      [
        'answer',
        '您的回答',
        'Your answer',
        choice({
          accept: ['允许', 'allowed'],
          reject: ['不允许', 'not allowed'],
          ban: ['微信不允许', 'WeChat does not allow it'],
          filter: ['微信没有询问', 'WeChat did not ask'],
        }),
      ],
      ['answered_at', '时间', 'When', instant],
      ['remaining', '还可提醒次数', 'Messages left', text],
      ['wanted', '开启', 'Switched on', yesNo],
    ],
  },
  {
    id: 'recoveries',
    table: 'recoveries',
    title: { zh: '换微信找回账户', en: 'Coming back with another WeChat account' },
    about: {
      zh: '何时换了微信登录，与身份资料一同保存。',
      en: 'When you came back with another WeChat account, kept with your identity.',
    },
    sql: of('recoveries', 'at desc'),
    fields: [
      ['at', '时间', 'When', instant],
      ['detached', '解除的微信数', 'WeChat accounts let go', text],
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
      ['answer_sealed', '答复', 'Answer', sealed],
      ['answered_at', '答复时间', 'Answered', instant],
      ['created_at', '时间', 'When', instant],
    ],
    untold: { answered_by: 'it is about a member of staff' },
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

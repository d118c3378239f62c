/** How somebody comes in, and what they have begun. */
import { choice, inside, instant, text } from '../reading.ts'
import { CARD, of, type Section, STATE } from './section.ts'

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

/** The templates of subscribe messages that this mini-program has, and what WeChat lets their fields hold. */
import { SANDBOX_SECRETS } from '../secrets.ts'

export interface Template {
  readonly id: string
  readonly title: string
  /** Name → what it is called in the message, in its order. */
  readonly fields: Readonly<Record<string, string>>
}

const idOf = (name: string): string =>
  SANDBOX_SECRETS.WECHAT_TEMPLATES.split(',')
    .map((pair) => pair.split(':'))
    .find(([one]) => one === name)?.[1] ?? ''

export const TEMPLATES: readonly Template[] = [
  {
    id: idOf('arrival'),
    title: '到账通知',
    fields: { thing1: '付款方', amount2: '到账金额', time3: '到账时间', thing4: '收款账户' },
  },
  {
    id: idOf('outcome'),
    title: '转账结果通知',
    fields: { thing1: '收款方', amount2: '转账金额', phrase3: '转账结果', time4: '转账时间' },
  },
]

export const findTemplate = (id: unknown): Template | undefined => TEMPLATES.find((template) => template.id === id)

const characters = (text: string, most: number): boolean => text.length > 0 && [...text].length <= most

/** 订阅消息参数值内容限制说明. */
const LIMITS: Readonly<Record<string, (text: string) => boolean>> = {
  thing: (text) => characters(text, 20),
  number: (text) => /^\d+(\.\d+)?$/.test(text) && text.length <= 32,
  letter: (text) => /^[A-Za-z]{1,32}$/.test(text),
  symbol: (text) => characters(text, 5) && !/[\p{L}\p{N}]/u.test(text),
  character_string: (text) => /^[\x20-\x7e]{1,32}$/.test(text),
  // 24小时制时间格式（支持+年月日）, and a span of two.
  time: (text) =>
    text
      .split('~')
      .every((one) => /^(\d{4}(年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2}) ?)?\d{1,2}:\d{2}(:\d{2})?$/.test(one)),
  date: (text) => /^\d{4}(年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2})( ?\d{1,2}:\d{2}(:\d{2})?)?$/.test(text),
  // 1个币种符号+10位以内纯数字，可带小数，结尾可带“元”.
  amount: (text) => /^\p{Sc}?\d+(\.\d+)?元?$/u.test(text) && text.replace(/\D/g, '').length <= 10,
  phone_number: (text) => /^[\d+\- ]{1,17}$/.test(text),
  // 10个以内纯汉字或20个以内纯字母或符号.
  name: (text) => /^\p{Script=Han}{1,10}$/u.test(text) || /^[A-Za-z\p{P} ]{1,20}$/u.test(text),
  phrase: (text) => /^\p{Script=Han}{1,5}$/u.test(text),
}

/** The first field that is missing or not as its kind demands; undefined: all are right. */
export function wrongField({ fields }: Template, data: unknown): string | undefined {
  const given = (typeof data === 'object' && data !== null ? data : {}) as Record<
    string,
    { value?: unknown } | undefined
  >
  return Object.keys(fields).find((name) => {
    const value = given[name]?.value
    const kind = name.replace(/\d+$/, '')
    return typeof value !== 'string' || !(LIMITS[kind]?.(value) ?? false)
  })
}

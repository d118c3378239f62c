/** What a section of the dossier is, and the words that several have in common. */
import type { Words } from '../../accounts/entries.ts'
import type { Reader } from '../reading.ts'

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

/** A customer's own rows of a table. */
export const of = (table: string, order: string): string =>
  `select * from ${table} where customer_id = $1 order by ${order}`

export const STATE = {
  running: ['进行中', 'running'],
  matured: ['已到期', 'matured'],
  withdrawn: ['已提前支取', 'taken out early'],
  processing: ['处理中', 'under way'],
  waiting: ['等待转出', 'waiting'],
  failed: ['没有转出', 'failed'],
  cancelled: ['已撤回', 'cancelled'],
  unknown: ['等待对方银行', 'waiting for the card’s bank'],
  done: ['已完成', 'done'],
  refused: ['未成功', 'refused'],
  received: ['已受理', 'received'],
  answered: ['已答复', 'answered'],
  asked: ['已提交', 'asked'],
  'under-review': ['核对中', 'being looked at'],
  cleared: ['核对完毕', 'looked at'],
  'code-sent': ['已发验证码', 'code sent'],
  bound: ['已绑定', 'linked'],
  opened: ['已开户', 'opened'],
  active: ['正常', 'active'],
  suspended: ['已暂停', 'suspended'],
  closing: ['正在注销', 'being closed'],
  closed: ['已销户', 'closed'],
} as const
export const CARD = { debit: ['储蓄卡', 'debit card'], credit: ['信用卡', 'credit card'] } as const

/** Why a table of changes does not tell some of its columns. */
export const COUNTED_BY_MONTH = { month: 'how changes are counted', nth: 'how changes are counted' } as const

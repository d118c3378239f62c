import { setImmediate } from 'node:timers/promises'
import { wallClock } from '../../contract/dates.ts'
import { formatYuan } from '../../contract/money.ts'
import type { Entry } from '../accounts/entries.ts'
import { openPaper, type Paper, SHEET } from '../documents/paper.ts'
import { kindWords } from './words.ts'

/** What stands above the lines. */
export interface StatementHead {
  readonly institution: string
  readonly servicePhone: string
  readonly holder: string
  readonly accountNumber: string
  /** Business dates, both in it. */
  readonly from: string
  readonly to: string
  readonly madeAt: number
  readonly language: 'zh' | 'en'
}

const WORDS = {
  zh: {
    title: '账户交易明细',
    holder: '户名',
    account: '账号',
    period: '期间',
    to: '至',
    made: '制作时间',
    columns: ['时间', '类型', '对方', '附言', '收支（元）', '余额（元）'],
    none: '这段时间没有收支',
    sums: (lines: number, came: string, went: string) => `共 ${lines} 笔 · 收入 ${came} 元 · 支出 ${went} 元`,
    foot: (phone: string) => `仅供本人留存参考，以本行系统记录为准。疑问请拨打 ${phone}`,
    page: (page: number) => `第 ${page} 页`,
  },
  en: {
    title: 'Account statement',
    holder: 'Holder',
    account: 'Account',
    period: 'Period',
    to: 'to',
    made: 'Made at',
    columns: ['Time', 'Kind', 'Other side', 'Note', 'Amount (CNY)', 'Balance (CNY)'],
    none: 'Nothing moved in this period',
    sums: (lines: number, came: string, went: string) => `${lines} lines · in ${came} CNY · out ${went} CNY`,
    foot: (phone: string) => `For your own records; the bank’s books decide. Questions: ${phone}`,
    page: (page: number) => `Page ${page}`,
  },
} as const

/** Points from the left edge, width. */
const COLUMNS = [
  [42, 96],
  [142, 62],
  [206, 108],
  [318, 80],
  [400, 72],
  [476, 77],
] as const
const LINE = 20
const FIRST_LINE = 168
const LINES_OF_FIRST = 30
const LINES = 35

/** The lines as sheets of A4: text that can be searched and copied, made sheet by sheet. */
export async function* statementPdf(
  head: StatementHead,
  pages: AsyncIterable<readonly Entry[]>,
): AsyncGenerator<Uint8Array> {
  const words = WORDS[head.language]
  const paper = openPaper({ title: words.title, author: head.institution, language: head.language })
  const sums = { lines: 0, came: 0, went: 0 }
  let sheet = 1
  let y = firstSheet(paper, head)
  const full = () => y >= (sheet === 1 ? FIRST_LINE + LINES_OF_FIRST * LINE : 72 + LINES * LINE)
  const turn = async () => {
    foot(paper, head, sheet)
    sheet += 1
    y = nextSheet(paper, head)
    // A sheet takes some ten milliseconds: others are let in between.
    await setImmediate()
  }

  const body = paper.bytes()[Symbol.asyncIterator]()
  const writing = (async () => {
    for await (const entries of pages) {
      for (const entry of entries) {
        if (full()) await turn()
        line(paper, entry, y, head.language)
        y += LINE
        sums.lines += 1
        if (entry.amount > 0) sums.came += entry.amount
        else sums.went -= entry.amount
      }
    }
    if (full()) await turn()
    const told = sums.lines === 0 ? words.none : words.sums(sums.lines, formatYuan(sums.came), formatYuan(sums.went))
    paper.text(told, SHEET.margin, y + 6, { bold: true, size: 10 })
    foot(paper, head, sheet)
    paper.document.end()
  })()
  // Told to whoever reads the bytes, below.
  writing.catch((error: Error) => paper.document.destroy(error))
  for (let part = await body.next(); !part.done; part = await body.next()) yield part.value
  await writing
}

function firstSheet(paper: Paper, head: StatementHead): number {
  const words = WORDS[head.language]
  paper.newSheet()
  paper.text(head.institution, SHEET.margin, 40, { size: 11, quiet: true })
  paper.text(words.title, SHEET.margin, 58, { size: 18, bold: true })
  const facts = [
    [words.holder, head.holder],
    [words.account, head.accountNumber],
    [words.period, `${head.from} ${words.to} ${head.to}`],
    [words.made, wallClock(head.madeAt)],
  ] as const
  facts.forEach(([name, value], index) => {
    const [x, y] = [SHEET.margin + (index % 2) * 250, 94 + Math.floor(index / 2) * 18]
    paper.text(name, x, y, { quiet: true })
    paper.text(value, x + 56, y, { width: 190 })
  })
  columns(paper, head.language, FIRST_LINE - 26)
  return FIRST_LINE
}

function nextSheet(paper: Paper, head: StatementHead): number {
  paper.newSheet()
  columns(paper, head.language, 46)
  return 72
}

function columns(paper: Paper, language: 'zh' | 'en', y: number): void {
  WORDS[language].columns.forEach((name, index) => {
    const [x, width] = COLUMNS[index] ?? [0, 0]
    paper.text(name, x, y, { quiet: true, width, align: index >= 4 ? 'right' : 'left' })
  })
  paper.rule(y + 18, '#1d1d1f')
}

function line(paper: Paper, entry: Entry, y: number, language: 'zh' | 'en'): void {
  const sign = entry.amount > 0 ? '+' : ''
  const cells = [
    wallClock(entry.at),
    kindWords(entry.kind, language),
    entry.counterparty,
    entry.note ?? '',
    `${sign}${formatYuan(entry.amount)}`,
    formatYuan(entry.balanceAfter),
  ]
  cells.forEach((cell, index) => {
    const [x, width] = COLUMNS[index] ?? [0, 0]
    paper.text(cell, x, y, { width, align: index >= 4 ? 'right' : 'left' })
  })
  paper.rule(y + LINE - 5)
}

function foot(paper: Paper, head: StatementHead, sheet: number): void {
  const words = WORDS[head.language]
  const y = SHEET.height - 40
  paper.text(words.foot(head.servicePhone), SHEET.margin, y, { size: 8, quiet: true })
  paper.text(words.page(sheet), SHEET.width - SHEET.margin - 80, y, { size: 8, quiet: true, width: 80, align: 'right' })
}

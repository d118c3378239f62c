import { wallClock } from '../../contract/dates.ts'
import { formatYuan } from '../../contract/money.ts'
import type { Entry } from '../accounts/entries.ts'
import { kindWords } from './words.ts'

const HEAD = {
  zh: ['时间', '类型', '收入（元）', '支出（元）', '余额（元）', '对方', '附言', '业务编号'],
  en: ['Time', 'Kind', 'In (CNY)', 'Out (CNY)', 'Balance (CNY)', 'Other side', 'Note', 'Reference'],
} as const

/** By which a spreadsheet knows that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'
/** A cell that begins so is a formula to a spreadsheet; what others wrote into a note must not be run. */
const FORMULA = /^[=+\-@\t\r]/

/** RFC 4180, and no cell that a spreadsheet would run. */
export function csvLine(cells: readonly string[]): string {
  const written = cells.map((cell) => {
    const tame = FORMULA.test(cell) ? `'${cell}` : cell
    return /[",\r\n\t]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
  })
  return `${written.join(',')}\r\n`
}

/** Income and expense have a column each, so that no amount begins with a sign. */
const cellsOf = (entry: Entry, language: 'zh' | 'en'): readonly string[] => {
  const plain = (fen: number) => formatYuan(fen).replaceAll(',', '')
  return [
    wallClock(entry.at),
    kindWords(entry.kind, language),
    entry.amount > 0 ? plain(entry.amount) : '',
    entry.amount < 0 ? plain(-entry.amount) : '',
    plain(entry.balanceAfter),
    entry.counterparty,
    entry.note ?? '',
    entry.orderId ?? '',
  ]
}

/** The lines as a file for a spreadsheet, page by page. */
export async function* statementCsv(
  pages: AsyncIterable<readonly Entry[]>,
  language: 'zh' | 'en',
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(BYTE_ORDER_MARK + csvLine(HEAD[language]))
  for await (const entries of pages) {
    if (entries.length > 0) yield Buffer.from(entries.map((entry) => csvLine(cellsOf(entry, language))).join(''))
  }
}

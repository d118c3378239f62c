/** Statements as files, receipts. */
import { type Entry, entry } from './entry.ts'

export const STATEMENT_ERRORS = {
  // Statements as files
  PERIOD_INVALID: entry(
    422,
    'changed',
    '请选择起止日期：开始不晚于结束，结束不晚于今天',
    'Choose a first day that is not after the last one, and a last day that is not after today',
  ),
  PERIOD_TOO_LONG: entry(
    422,
    'changed',
    '一次最多导出 {months} 个月，请选短一些，分几次导出',
    'At most {months} months at once: choose a shorter period and export the rest after it',
  ),
  STATEMENT_TOO_LONG: entry(
    422,
    'changed',
    '这段时间的收支超过 {lines} 笔，请选短一些，分几次导出',
    'More than {lines} lines in this period: choose a shorter one and export the rest after it',
  ),
  EXPORT_LIMIT: entry(
    429,
    'later',
    '今天导出的次数已用完，请明天再导出',
    'You have exported as often as a day allows. Try tomorrow',
  ),

  // Only the mini-program itself raises it
  CLIENT_FILE_FAILED: entry(
    0,
    'same',
    '文件没有保存成功，请再试一次。如果没有允许保存到相册，请点右上角“…”，在“设置”里打开',
    'The file could not be kept. Try again; if the album was not allowed, allow it in ‘…’, Settings',
  ),

  // Receipts
  RECEIPT_NOT_YET: entry(
    422,
    'later',
    '这笔还没有成功，成功后才有回单',
    'This order has not been carried out yet: there is a receipt once it has',
  ),
  RECEIPT_CHECK_LIMIT: entry(
    429,
    'later',
    '查验太频繁了，请过一会儿再试',
    'Too many checks of receipts. Try again in a while',
  ),
} as const satisfies Readonly<Record<string, Entry>>

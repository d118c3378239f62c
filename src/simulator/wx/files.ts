/**
 * Temporary files of a launch: wx.downloadFile makes one, wx.openDocument shows it.
 *
 * 开发/API/网络/下载: any HTTP status is a success; 文件/wx.openDocument: doc, xls, ppt, pdf, docx, xlsx, pptx, on a page
 * of WeChat's own over the mini-program; showMenu puts the menu to forward and save it there.
 */
import type { MiniProgram } from '../engine/mini-program.ts'
import { button, h, openSheet } from '../engine/sheets/sheet.ts'
import { asynchronous, type Member, type Options, WxFailure } from './answer.ts'
import { refuseInSinglePage } from './identity.ts'
import { address } from './request.ts'

const DEFAULT_TIMEOUT_MS = 60_000
const OPENED = ['doc', 'xls', 'ppt', 'pdf', 'docx', 'xlsx', 'pptx']

interface TemporaryFiles {
  readonly files: Map<string, Blob>
  /** Keeps a file and tells its path. */
  keep(blob: Blob, ending: string): string
}

const byLaunch = new WeakMap<MiniProgram, TemporaryFiles>()

export function temporaryFiles(program: MiniProgram): TemporaryFiles {
  const known = byLaunch.get(program)
  if (known) return known
  const files = new Map<string, Blob>()
  const made: TemporaryFiles = {
    files,
    keep(blob, ending) {
      const path = `wxfile://tmp_${String(files.size + 1).padStart(8, '0')}.${ending}`
      files.set(path, blob)
      return path
    },
  }
  byLaunch.set(program, made)
  return made
}

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/csv': 'csv',
}

export function documents(program: MiniProgram): Record<string, Member> {
  const { files, keep } = temporaryFiles(program)
  return {
    downloadFile: asynchronous(program, 'downloadFile', async ({ url, header, timeout }: Options) => {
      const signal = AbortSignal.timeout(Number(timeout ?? DEFAULT_TIMEOUT_MS))
      if (program.device.settings.network === 'none') {
        throw new WxFailure('errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED', {
          errno: 600001,
        })
      }
      const answer = await fetch(address(program, url), {
        headers: (header ?? {}) as Record<string, string>,
        credentials: 'omit',
        cache: 'no-store',
        signal,
      }).catch(() => {
        throw new WxFailure(signal.aborted ? 'timeout' : 'errcode:-102 error_msg:net::ERR_CONNECTION_REFUSED', {
          errno: signal.aborted ? 5 : 600001,
        })
      })
      const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? ''
      return { tempFilePath: keep(await answer.blob(), ENDINGS[type] ?? 'unknown'), statusCode: answer.status }
    }),
    openDocument: asynchronous(program, 'openDocument', ({ filePath, fileType, showMenu }: Options) => {
      refuseInSinglePage(program)
      const file = files.get(String(filePath))
      if (!file) throw new WxFailure("file doesn't exist", { errno: 1300002 })
      const type = String(fileType ?? String(filePath).split('.').at(-1))
      if (!OPENED.includes(type)) throw new WxFailure('filetype not supported')
      const sheet = openSheet(
        program,
        'centre',
        h(
          'div',
          { class: 'modal', role: 'dialog', 'aria-label': `文档 ${type}` },
          h('div', { class: 'modal-title' }, `${type.toUpperCase()} · ${Math.ceil(file.size / 1024)} KB`),
          showMenu === true && h('div', { class: 'modal-content' }, '右上角“…”：发送给朋友、保存到手机'),
          button('返回小程序', 'modal-button modal-confirm', () => sheet.close()),
        ),
      )
    }),
  }
}

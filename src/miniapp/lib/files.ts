import Taro from '@tarojs/taro'
import type { Answer } from '../../contract/schema/index.ts'
import { gatewayAddress, http, platform } from './platform.ts'
import { ownProblem } from './problem.ts'

type FileReady = Answer<'POST /v1/receipt-files'>
/** What became of a file. */
export type Kept = 'downloaded' | 'opened' | 'saved' | 'copied'

const TIMEOUT_MS = 30_000

/**
 * Gives a file that the gateway has ready to the person, in the way that the platform allows: a browser downloads it; in
 * WeChat a PDF is opened (it is saved and forwarded from there), a picture goes into the album, and a table, which WeChat
 * opens no viewer for, onto the clipboard. Throws CallError CLIENT_FILE_FAILED.
 */
export async function keepFile({ path, name }: FileReady): Promise<Kept> {
  if (platform === 'h5') {
    Object.assign(document.createElement('a'), { href: path, download: name }).click()
    return 'downloaded'
  }
  try {
    if (name.endsWith('.csv')) return await copied(path)
    const filePath = await downloaded(gatewayAddress + path)
    if (name.endsWith('.pdf')) {
      await Taro.openDocument({ filePath, fileType: 'pdf', showMenu: true })
      return 'opened'
    }
    await Taro.saveImageToPhotosAlbum({ filePath })
    return 'saved'
  } catch {
    throw ownProblem('CLIENT_FILE_FAILED')
  }
}

async function copied(path: string): Promise<Kept> {
  const { status, data } = await http({ method: 'GET', url: path, headers: {}, body: undefined, timeoutMs: TIMEOUT_MS })
  if (status !== 200) throw ownProblem('CLIENT_FILE_FAILED')
  await Taro.setClipboardData({ data: String(data) })
  return 'copied'
}

function downloaded(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    Taro.downloadFile({
      url,
      timeout: TIMEOUT_MS,
      // Any answer is a success to WeChat.
      success: ({ statusCode, tempFilePath }) =>
        statusCode === 200 ? resolve(tempFilePath) : reject(new Error(`status ${statusCode}`)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })
}

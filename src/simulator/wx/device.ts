/** Clipboard, camera, telephone, album, vibration, network and randomness. */
import type { MiniProgram } from '../engine/mini-program.ts'
import { actionSheet } from '../engine/sheets/action.ts'
import { previewImages } from '../engine/sheets/preview.ts'
import { asynchronous, type Member, type Options, WxFailure } from './answer.ts'
import { refuseInSinglePage } from './identity.ts'

/** 开发/API/基础/加密/UserCryptoManager.getRandomValues: 整数，生成随机数的字节数，最大 1048576. */
const RANDOM_LIMIT_BYTES = 1_048_576

export function clipboardAndDevice(program: MiniProgram): Record<string, Member> {
  const networkListeners = new Set<(value: unknown) => void>()
  program.onNetworkChange((networkType) => {
    const value = { isConnected: networkType !== 'none', networkType }
    for (const listener of networkListeners) program.guard(() => listener(value), 'onNetworkStatusChange')
  })
  return {
    setClipboardData: asynchronous(program, 'setClipboardData', async ({ data }: Options) => {
      refuseInSinglePage(program)
      await program.privacy.require('setClipboardData')
      program.clipboard = String(data)
      program.hint('内容已复制')
      return { data }
    }),
    getClipboardData: asynchronous(program, 'getClipboardData', async () => {
      refuseInSinglePage(program)
      await program.privacy.require('getClipboardData')
      return { data: program.clipboard }
    }),
    scanCode: asynchronous(program, 'scanCode', async () => {
      refuseInSinglePage(program)
      const result = await (program.host.scan?.() ?? null)
      if (result === null) throw new WxFailure('cancel')
      return {
        result,
        scanType: 'QR_CODE',
        charSet: 'UTF-8',
        path: '',
        rawData: btoa(unescape(encodeURIComponent(result))),
      }
    }),
    makePhoneCall: asynchronous(program, 'makePhoneCall', async ({ phoneNumber }: Options) => {
      refuseInSinglePage(program)
      const picked = await actionSheet(program, [`呼叫 ${phoneNumber}`])
      if (picked === null) throw new WxFailure('cancel')
    }),
    previewImage: asynchronous(program, 'previewImage', ({ urls, current }: Options) => {
      const all = (urls as string[]).map((url) => program.fileUrl(url, program.router.current?.path ?? ''))
      previewImages(
        program,
        all,
        typeof current === 'string' ? (urls as string[]).indexOf(current) : Number(current ?? 0),
      )
    }),
    saveImageToPhotosAlbum: asynchronous(program, 'saveImageToPhotosAlbum', async ({ filePath }: Options) => {
      refuseInSinglePage(program)
      if (typeof filePath !== 'string' || filePath === '') throw new WxFailure('invalid file')
      await program.privacy.require('saveImageToPhotosAlbum')
      program.album.push(filePath)
      program.hint('已保存到系统相册')
    }),
    getImageInfo: asynchronous(program, 'getImageInfo', ({ src }: Options) => {
      const image = new Image()
      image.src = program.fileUrl(String(src), program.router.current?.path ?? '')
      return image.decode().then(
        () => ({
          width: image.naturalWidth,
          height: image.naturalHeight,
          path: src,
          orientation: 'up',
          type: 'unknown',
        }),
        () => Promise.reject(new WxFailure('download image fail')),
      )
    }),
    vibrateShort: asynchronous(program, 'vibrateShort', () => {}),
    vibrateLong: asynchronous(program, 'vibrateLong', () => {}),
    getNetworkType: asynchronous(program, 'getNetworkType', () => ({
      networkType: program.device.settings.network,
      signalStrength: 0,
      hasSystemProxy: false,
      weakNet: program.device.settings.networkDelay > 400,
    })),
    onNetworkStatusChange: ((listener: (value: unknown) => void) => networkListeners.add(listener)) as Member,
    offNetworkStatusChange: ((listener?: (value: unknown) => void) =>
      listener ? networkListeners.delete(listener) : networkListeners.clear()) as Member,
    getRandomValues: asynchronous(program, 'getRandomValues', ({ length }: Options) => {
      if (typeof length !== 'number' || !Number.isInteger(length) || length <= 0 || length > RANDOM_LIMIT_BYTES) {
        throw new WxFailure('invalid random value length', { errno: 109001 })
      }
      const bytes = new Uint8Array(length)
      // The browser hands out at most 64 KB at a time.
      for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
      return { randomValues: bytes.buffer }
    }),
    arrayBufferToBase64: ((buffer: ArrayBuffer) => {
      let text = ''
      for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte)
      return btoa(text)
    }) as Member,
    base64ToArrayBuffer: ((text: string) =>
      Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer) as Member,
  }
}

import Taro from '@tarojs/taro'
import { base64Length, MAX_PHOTO_BYTES } from '../../contract/photos.ts'
import { platform } from './platform.ts'
import { ownProblem } from './problem.ts'

/** A photo that was chosen, and is read from the phone when it is wanted. */
export interface Photo {
  /** As JPEG or PNG in base64, made smaller where it is too large. Throws CallError PHOTO_TOO_LARGE, PHOTO_INVALID. */
  base64(): Promise<string>
}

/** Wide enough for the smallest print on a card, and a few hundred KB as JPEG. */
const READABLE_WIDTH_PX = 1600
const QUALITY_PERCENT = 75

/** Whether photos can be taken here. */
export const canPhotograph = platform !== 'alipay'

/** Lets the person take or choose one photo; undefined when they turn back. */
export function choosePhoto(): Promise<Photo | undefined> {
  return platform === 'h5' ? chooseInBrowser() : chooseInWechat()
}

function chooseInWechat(): Promise<Photo | undefined> {
  return new Promise((resolve) => {
    Taro.chooseMedia({
      count: 1,
      mediaType: ['image'],
      sizeType: ['compressed'],
      sourceType: ['camera', 'album'],
      camera: 'back',
      success: ({ tempFiles: [file] }) => resolve(file && { base64: () => encoded(file.tempFilePath, file.size) }),
      // Turned back, or did not agree to the privacy guide: typing always works.
      fail: () => resolve(undefined),
    })
  })
}

async function encoded(path: string, size: number): Promise<string> {
  if (size <= MAX_PHOTO_BYTES) return readFile(path)
  const { tempFilePath } = await Taro.compressImage({
    src: path,
    quality: QUALITY_PERCENT,
    compressedWidth: READABLE_WIDTH_PX,
  } as Taro.compressImage.Option)
  return bounded(await readFile(tempFilePath))
}

function readFile(filePath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      encoding: 'base64',
      success: ({ data }) => resolve(String(data)),
      fail: () => reject(ownProblem('PHOTO_INVALID')),
    })
  })
}

function bounded(base64: string): string {
  if (base64.length > base64Length(MAX_PHOTO_BYTES)) throw ownProblem('PHOTO_TOO_LARGE')
  return base64
}

function chooseInBrowser(): Promise<Photo | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/jpeg,image/png'
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      resolve(file && { base64: () => encodedInBrowser(file) })
    })
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
}

async function encodedInBrowser(file: Blob): Promise<string> {
  const small = file.size <= MAX_PHOTO_BYTES ? file : await smaller(file)
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(ownProblem('PHOTO_INVALID'))
    reader.readAsDataURL(small)
  })
  return bounded(address.slice(address.indexOf(',') + 1))
}

async function smaller(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => {
    throw ownProblem('PHOTO_INVALID')
  })
  const scale = Math.min(1, READABLE_WIDTH_PX / picture.width)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(ownProblem('PHOTO_INVALID'))),
      'image/jpeg',
      QUALITY_PERCENT / 100,
    ),
  )
}

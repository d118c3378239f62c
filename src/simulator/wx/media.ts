/**
 * Photos: wx.chooseMedia, wx.compressImage, and of wx.getFileSystemManager what reads a file.
 *
 * 开发/API/媒体/视频/wx.chooseMedia, 图片/wx.compressImage, 文件/FileSystemManager.readFile. The host says which pictures
 * are in the person's album; a chosen one becomes a temporary file of this launch.
 */
import type { MiniProgram } from '../engine/mini-program.ts'
import { albumSheet } from '../engine/sheets/album.ts'
import { asynchronous, type Member, type Options, WxFailure } from './answer.ts'
import { temporaryFiles } from './files.ts'
import { refuseInSinglePage } from './identity.ts'

/** chooseMedia: 最多可以选择的文件个数，基础库 2.25.0 起最大 20. */
const MOST_FILES = 20
const USUAL_FILES = 9

export function media(program: MiniProgram): Record<string, Member> {
  const { files } = temporaryFiles(program)
  const keep = (blob: Blob): string => temporaryFiles(program).keep(blob, blob.type === 'image/jpeg' ? 'jpg' : 'png')

  const fileSystem = {
    readFile: asynchronous(program, 'readFile', async ({ filePath, encoding }: Options) => {
      const file = files.get(String(filePath))
      if (!file) throw new WxFailure(`no such file or directory, open ${filePath}`, { errno: 1300002 })
      const buffer = await file.arrayBuffer()
      if (encoding === undefined) return { data: buffer }
      if (encoding !== 'base64') throw new WxFailure(`invalid encoding "${encoding}"`, { errno: 1300025 })
      return { data: base64(new Uint8Array(buffer)) }
    }),
  }

  return {
    chooseMedia: asynchronous(program, 'chooseMedia', async ({ count, mediaType }: Options) => {
      refuseInSinglePage(program)
      await program.privacy.require('chooseMedia')
      const types = Array.isArray(mediaType) ? mediaType : ['image', 'video']
      const pictures = types.some((type) => type === 'image' || type === 'mix') ? await program.host.pictures?.() : []
      const most = Math.min(MOST_FILES, Math.max(1, Number(count ?? USUAL_FILES)))
      const places = await albumSheet(program, pictures ?? [], most)
      if (places.length === 0) throw new WxFailure('cancel')
      const blobs = await Promise.all(places.map((place) => photographed(pictures?.[place]?.url ?? '')))
      return {
        tempFiles: blobs.map((blob) => ({ tempFilePath: keep(blob), size: blob.size, fileType: 'image' })),
        type: 'image',
      }
    }),
    // 压缩质量，仅对 jpg 有效: a PNG stays one, and only a width makes it smaller.
    compressImage: asynchronous(program, 'compressImage', async ({ src, quality, compressedWidth }: Options) => {
      const file = files.get(String(src))
      if (!file) throw new WxFailure('file not found')
      const width = compressedWidth === undefined ? undefined : Number(compressedWidth)
      if (file.type !== 'image/jpeg' && width === undefined) return { tempFilePath: keep(file) }
      return { tempFilePath: keep(await drawn(file, file.type, { width, quality: Number(quality ?? 80) / 100 })) }
    }),
    getFileSystemManager: (() => fileSystem) as Member,
  }
}

/** What the camera makes of a picture: a file of pixels. */
async function photographed(url: string): Promise<Blob> {
  const answer = await fetch(url)
  if (!answer.ok) throw new WxFailure('file not found')
  const picture = await answer.blob()
  return picture.type.startsWith('image/svg') ? drawn(picture, 'image/png', {}) : picture
}

async function drawn(picture: Blob, type: string, wanted: { width?: number | undefined; quality?: number }) {
  const url = URL.createObjectURL(picture)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const width = Math.min(wanted.width ?? image.naturalWidth, image.naturalWidth)
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = Math.round((image.naturalHeight * width) / image.naturalWidth)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new WxFailure('out of memory'))), type, wanted.quality),
    )
  } finally {
    URL.revokeObjectURL(url)
  }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

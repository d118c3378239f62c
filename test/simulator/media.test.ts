import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { closeBrowser, probe, type Stand, stand, writePackage } from './stand.ts'

let bench: Stand
afterEach(() => bench.close())
afterAll(closeBrowser)

const SVG = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="252"><rect width="400" height="252" fill="${colour}"/></svg>`

/** A phone whose person has two pictures in the album. */
const start = async (code: string) => {
  bench = await stand(await writePackage(probe(code)), (server) => {
    server.get('/sandbox/pictures/:persona', async () => ({
      pictures: [
        { title: { zh: '红的' }, path: '/pictures/red.svg' },
        { title: { zh: '蓝的' }, path: '/pictures/blue.svg' },
      ],
    }))
    for (const colour of ['red', 'blue'])
      server.get(`/sandbox/pictures/${colour}.svg`, async (_request, reply) =>
        reply.type('image/svg+xml').send(SVG(colour)),
      )
  })
  return bench.open()
}
const PNG_IN_BASE64 = /^iVBORw0KGgo/

describe('Photos', () => {
  // wx.chooseMedia: tempFiles[].tempFilePath, size, fileType; type. FileSystemManager.readFile: data, encoding base64.
  it('are chosen from the album and read as a file', async () => {
    const phone = await start(`
      const chosen = await wx.chooseMedia({ count: 1, mediaType: ['image'] })
      const [{ tempFilePath, size, fileType }] = chosen.tempFiles
      const files = wx.getFileSystemManager()
      const read = (encoding) => new Promise((success, fail) => files.readFile({ filePath: tempFilePath, encoding, success, fail }))
      const { data } = await read('base64')
      say(chosen.type, fileType, /^wxfile:/.test(tempFilePath), size === (await read()).data.byteLength)
      say(data)`)
    const ran = bench.run(phone)
    await phone.tap({ role: 'button', name: '蓝的' })
    const [told, data] = await ran
    expect(told).toEqual(['image', 'image', true, true])
    expect(data).toMatch(PNG_IN_BASE64)
  })

  it('several, in the order in which they were ticked; or none, which fails as cancel', async () => {
    const phone = await start(`
      say((await wx.chooseMedia({ count: 2, mediaType: ['image'] })).tempFiles.length)
      say(await wx.chooseMedia({ mediaType: ['image'] }).catch((error) => error.errMsg))`)
    const ran = bench.run(phone)
    await phone.tap({ role: 'button', name: '蓝的' })
    await phone.tap({ role: 'button', name: '红的' })
    await phone.tap({ role: 'button', name: '完成' })
    await phone.tap({ role: 'button', name: '取消' })
    expect(await ran).toEqual([2, 'chooseMedia:fail cancel'])
  })

  // wx.compressImage: quality 仅对 jpg 有效; compressedWidth 压缩后图片的宽度.
  it('of PNG are made smaller by a width, not by a quality; a file that is not there is told', async () => {
    const phone = await start(`
      const { tempFiles: [{ tempFilePath: src, size }] } = await wx.chooseMedia({ count: 1, mediaType: ['image'] })
      const files = wx.getFileSystemManager()
      const bytes = async (filePath) =>
        new Promise((done, fail) => files.readFile({ filePath, success: ({ data }) => done(new Uint8Array(data)), fail }))
      const width = async (filePath) => [...(await bytes(filePath)).slice(16, 20)].reduce((sum, byte) => sum * 256 + byte, 0)
      const same = await wx.compressImage({ src, quality: 1 })
      const narrow = await wx.compressImage({ src, compressedWidth: 100 })
      say(await width(src), await width(same.tempFilePath), await width(narrow.tempFilePath))
      say((await bytes('wxfile://nowhere.png').catch((error) => error)).errMsg)
      say((await wx.compressImage({ src: 'wxfile://nowhere.png' }).catch((error) => error)).errMsg)`)
    const ran = bench.run(phone)
    await phone.tap({ role: 'button', name: '红的' })
    expect(await ran).toEqual([
      [400, 400, 100],
      'readFile:fail no such file or directory, open wxfile://nowhere.png',
      'compressImage:fail file not found',
    ])
  })
})

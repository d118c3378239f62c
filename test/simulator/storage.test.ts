import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { closeBrowser, probe, type Stand, stand, writePackage } from './stand.ts'

let bench: Stand
afterEach(() => bench.close())
afterAll(closeBrowser)

// 开发/API/数据缓存, 开发/指南/基础能力/存储.
describe('Storage', () => {
  it('keeps what can be written as JSON, and dates', async () => {
    const code = `
      wx.setStorageSync('object', { a: [1, { b: '你' }] })
      wx.setStorageSync('date', new Date(86400000))
      say(wx.getStorageSync('object'), wx.getStorageSync('date').getTime(), wx.getStorageSync('none'))
      const { keys, limitSize } = wx.getStorageInfoSync()
      say(keys, limitSize)
      wx.removeStorageSync('date')
      say(wx.getStorageInfoSync().keys)
      wx.clearStorageSync()
      say(wx.getStorageInfoSync().keys)`
    bench = await stand(await writePackage(probe(code)))
    expect(await bench.run(await bench.open())).toEqual([
      [{ a: [1, { b: '你' }] }, 86400000, ''],
      [['object', 'date'], 10240],
      ['object'],
      [],
    ])
  })

  // 单个 key 允许存储的最大数据长度为 1MB，所有数据存储上限为 10MB.
  it('refuses more than 1 MB under a key and more than 10 MB in all', async () => {
    const code = `
      const kb = (n) => 'x'.repeat(n * 1024)
      try { wx.setStorageSync('big', kb(1025)) } catch (error) { say(error.message) }
      say(await wx.setStorage({ key: 'big', data: kb(1025) }).catch((error) => error.errMsg))
      let kept = 0
      try {
        for (; kept < 20; kept += 1) wx.setStorageSync('part' + kept, kb(1000))
      } catch (error) { say(kept, error.message) }
      say(wx.getStorageInfoSync().keys.length)
      wx.clearStorageSync()`
    bench = await stand(await writePackage(probe(code)))
    expect(await bench.run(await bench.open())).toEqual([
      'setStorageSync:fail entry size limit reached',
      'setStorage:fail entry size limit reached',
      [10, 'setStorageSync:fail storage size limit reached'],
      10,
    ])
  })

  // storage 以用户维度隔离; 分享到朋友圈, 单页模式: 本地存储与小程序普通模式不共用.
  it('outlives a launch, and is kept apart by person and from single-page mode', async () => {
    const code = `say(wx.getStorageSync('n')); wx.setStorageSync('n', Number(wx.getStorageSync('n')) + 1)`
    bench = await stand(await writePackage(probe(code)))
    const phone = await bench.open({ persona: 'ann' })
    await bench.run(phone)
    await phone.relaunch()
    await bench.run(phone)
    await phone.reopen({ persona: 'ann' })
    expect(await bench.run(phone)).toEqual([2])
    await phone.reopen({ persona: 'ann', scene: 1154 })
    expect(await bench.run(phone)).toEqual([''])
    await phone.reopen({ persona: 'bob' })
    expect(await bench.run(phone)).toEqual([''])
  })
})
